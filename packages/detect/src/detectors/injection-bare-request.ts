import { requestsIn } from '../text/requests.js';
import { type Sign, sign, weighSigns } from '../text/signs.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { ACT_REACH, ACT_WORDS, BARE_ACTS, phrases } from './request-words.js';

/** A text of this length with a request at its beginning is a request, and no document that holds one. */
const WHOLE_UNITS_MAX = 420;

/** What makes a request one that only whoever owns the thing may make. */
const SIGNS: readonly Sign[] = [
  sign(
    2,
    '\\b(?:my|our|his|her|their)\\s(?:\\w{1,14}\\s){0,3}(?:accounts?|addresses|profiles?|holdings|funds|balance|payments?|cards?|bank|savings?|invest\\w{2,9}|portfolio|crypto\\w{0,10}|bitcoin|wallet|passwords?|credentials?|data|records?|documents?|files?|folders?|photos?|contacts?|history|prescriptions?|medications?|shipments?|orders?|flights?|reservations?|appointments?|calendar|emails?|messages?|inbox|storage|repositor(?:y|ies)|phone|laptop|house|home|door|car|residence|settings|permissions?|system|database|application)\\b',
  ),
  sign(
    2,
    '\\b(?:id|number|no\\.?|case|client|patient|student|account|vehicle|company|project|policy)\\s?[#:(]?\\s?[\'"(]?[A-Z]{0,4}[-_]?\\d{3}|\\((?:id|username|account|user) ?[:A-Z0-9]',
  ),
  sign(
    2,
    '\\b[\\w.+-]{1,64}@[\\w-]{1,63}\\.[a-z]{2}|\\bhttps?://|\\biban\\b|\\b[A-Z]{2}\\d{12,30}\\b|\\$\\s?\\d[\\d,]{2}|\\b\\d[\\d,.]{0,12}\\s(?:usdt?|eur|dollars?|euros?|bitcoins?|btc|eth)\\b',
  ),
  sign(
    2,
    '\\b(?:confidential|sensitive|personal|private|critical|medical|financial|therapy|diagnos\\w{2,4}|client|customer|patient|student|legal|grant|payment|privileged|classified|proprietary|security) (?:\\w{1,12} )?(?:data|information|info|details|records?|documents?|history|files?|reports?|results?|gateway|settings|protocols?|systems?|credentials?|plans?|accounts?|transactions?)\\b',
  ),
  sign(
    2,
    '\\b(?:doors?|smart ?(?:locks?|speakers?|home|lights?)|thermostat|garage|alarm|cameras?|traffic lights?|ambulance|fire (?:response|brigade|engine)|robots?|drone|braking system|engine|flight (?:control|path|operations)|mainframe|server|firewall|network traffic|two-factor)\\b',
  ),
  sign(
    2,
    '\\b(?:transfer|wire|pay|deposit|withdraw|sell|buy|order|donate|dispatch|unlock|grant|revoke|approve|allocate|administer|prescribe|dispatch|delete|erase|wipe|shut ?down|disable|deactivate|deploy|modify|alter|falsify|forge|capture|intercept|seize|compromise|elevate|escalate|extract|download|distribute|disclose|conduct|audit|secure|simulate|manipulate|adjust)\\b',
  ),
  sign(
    3,
    '\\b(?:malware|ransomware|spyware|keylogger|backdoor|rootkit|phishing|botnet|root access|without (?:leaving|any) (?:a |any )?trace|hide (?:any |the )?traces?|discreetly|covertly|launder\\w{0,3}|fraud\\w{0,5}|forge|fake|fabricat\\w{1,4}|falsif\\w{1,4}|inject|exfiltrat\\w{1,4}|third part(?:y|ies)|external parties|unauthorized|demand a ransom|malicious|mechanical failures?|seize|sabotage|hijack|breach|steal)\\b',
  ),
  sign(1, '\\b(?:please|kindly)\\b'),
  sign(-6, '\\b(?:program|script|function|tool|poem|story|essay) (?:that|which|to)\\b'),
  sign(
    -2,
    '\\b(?:to protect|protecting|protections?|compliance|functioning correctly|to prevent|training|best practices|to ensure (?:data )?security|older than)\\b',
  ),
  sign(
    -2,
    '\\b(?:as requested|help me|(?:show|tell) me my|for me to|my code|function|script to|python|tests?|pull request|issue|meeting|log files?|error logs?)\\b',
  ),
];
const WEIGHT_MIN = 5;

function detect({ text }: Subject): Hit[] {
  const whole = text.trim();
  if (whole.length > WHOLE_UNITS_MAX || whole.includes('\n\n')) return [];
  const [first] = requestsIn(text);
  if (first === undefined || first.form === 'question' || first.start > text.length - text.trimStart().length + 1)
    return [];
  const { weight } = weighSigns(whole, SIGNS);
  return weight < WEIGHT_MIN
    ? []
    : [{ start: first.start, end: text.trimEnd().length, confidence: weight > WEIGHT_MIN + 1 ? 0.7 : 0.55 }];
}

/** A result that holds no data at all, only a request for an act on somebody's things. Catalogue R1. */
export const injectionBareRequest: Detector = {
  id: 'injection.bare-request',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The whole text is a request for an act on accounts, records or systems',
  why: 'A tool that was asked for data and answers with a request has turned the direction of work around: the model would act for the server.',
  fix: 'Deliver it fenced as data, and let calls that act on what it names wait for a person.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result'],
  whole: true,
  soft: true,
  unitsMax: WHOLE_UNITS_MAX,
  gates: [
    { literals: [['"please', '"kindly', '"can you', '"could you', '"i need you to'], ACT_WORDS], near: ACT_REACH },
    { literals: [phrases(['"'], BARE_ACTS, '')] },
  ],
  detect,
};
