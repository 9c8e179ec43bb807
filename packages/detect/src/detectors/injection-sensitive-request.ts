import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { requestsIn } from '../text/requests.js';
import { type Sign, sign, weighSigns } from '../text/signs.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INJECTED_DISCLOSURE } from './frameworks.js';

/** What a text that wants a model to give things away, or to act without being watched, is made of. */
const SIGNS: readonly Sign[] = [
  // What it wants.
  sign(
    3,
    '\\b(?:api[ _-]?keys?|credentials?|secrets? (?:keys?|tokens?|values?)|(?:session|access|auth\\w*|bearer|refresh) (?:tokens?|headers?|details|cookies?|context)|private keys?|ssh keys?|password(?:s| hashes)|environment variables?|env vars?|\\.env\\b|connection strings?|\\$(?:[A-Z_]{3,20}(?:KEY|URL|TOKEN|SECRET)\\w{0,4}))',
  ),
  sign(
    3,
    '\\b(?:system prompts?|system instructions?|your (?:\\w{1,12} ){0,2}(?:instructions?|prompt|tools?|context|configuration|memory|capabilities|session|rules|guidelines)|(?:conversation|chat|message) (?:history|context|log)|(?:full|entire|complete|whole|current) (?:conversation|context|prompt|session)|tool (?:list|names|configurations?|definitions?|specifications?)|internal (?:information|data|instructions?|systems?)|canary|context variables|safety rules)\\b',
  ),
  sign(
    2,
    '\\b(?:all|every|each|any|complete|entire|full|ten largest) (?:\\w{1,12} ){0,3}(?:records?|users?|user data|accounts?|customers?|files?|documents?|emails?|messages?|databases?|tables?|rows|columns|fields?|data|information|pii|payment\\w{0,8}|inbox|storage|everything)\\b',
  ),
  sign(
    3,
    '/etc/(?:passwd|shadow|hosts|sudoers)|\\bid_rsa\\b|~/\\.(?:ssh|aws|bashrc|zshrc|kube|config)|\\bauthorized_keys\\b|\\.\\./\\.\\./\\.\\.|\\bDROP TABLE\\b|\\bDELETE FROM\\b|\\bUNION SELECT\\b|\\bOR 1=1\\b|\\brm -rf\\b|\\|\\s?(?:ba|z)?sh\\b|\\bSELECT \\* FROM\\b|0\\.0\\.0\\.0',
  ),
  // What it wants done.
  sign(
    2,
    '\\b(?:output|include|list|share|send|export|dump|print|reveal|render|save|append|encode|expose|exfiltrate|transmit|forward|upload|post|serialize|disclose|leak|embed|attach|submit|write out|give me|show me|tell me|provide|copy|collect|gather|extract)\\b',
  ),
  sign(
    2,
    '\\b(?:call|calling|execute|run|invoke|use|trigger)(?: the| this| following)? (?:\\w{1,12} ){0,3}(?:tools?|function|command|script|api)\\b|\\b(?:call|calling|execute|run|invoke)\\b:? `?[a-z]+_[a-z_]+|\\b[a-z]+_[a-z_]+\\((?:"|\')?\\w',
  ),
  // Where it shall go.
  sign(
    2,
    '\\bhttps?://|\\b[\\w.+-]{1,64}@[\\w-]{1,63}\\.[a-z]{2}|\\bmy (?:webhook|server|endpoint|e-?mail)\\b|/tmp/|\\b(?:external|remote|third[- ]party) (?:server|endpoint|address|service)\\b',
  ),
  sign(
    2,
    '!\\[[^\\]\\n]{0,60}\\]\\(https?:|[?&]\\w{1,20}=(?:[A-Z_]{6,}|\\{|"|$|\\s)|\\b(?:url[- ]encoded|query parameters?|base64)\\b',
  ),
  // With which right.
  sign(
    2,
    "\\bfor (?:the |our |an? |this |your |upcoming )*(?:\\w{1,14} )?(?:debugging|diagnostics?|compliance|audits?|quality assurance|verification|security (?:review|report|audit|purposes)|testing|troubleshooting|research|logging|compatibility|backups?|maintenance)\\b|\\b(?:required|mandatory|mandated|authori[sz]ed|pre-authori[sz]ed|approved|verified) (?:by|per|under|for|to|access)\\b|\\bper (?:policy|rfc|the new|section|company)\\b|\\bthis is (?:a must|mandatory|required|an? (?:urgent|automated|official|authori[sz]ed|standard|scheduled|important))\\b|\\bi(?:'m| am) (?:the|an?|your) (?:\\w{1,12} )?(?:admin\\w{0,9}|developer|engineer|auditor|owner|ceo|creator)\\b|\\beffective immediately\\b|\\bby authority of\\b",
  ),
  // Without whom.
  sign(
    3,
    "\\bwithout (?:any |further |additional |asking|requiring|waiting|being|user |human |the )*(?:confirm\\w{0,6}|approv\\w{0,3}|filter\\w{0,3}|restrict\\w{0,5}|restriction|verification|permission|authentication|sign-?off|review|flags|asked|informing|notifying|telling)|\\b(?:disabl\\w{1,3}|bypass\\w{0,3}|turn(?:ing)? off|remov\\w{1,3}|suspend\\w{0,3}|suppress\\w{0,3}|conceal\\w{0,3}|hid(?:e|ing)|lower(?:ing)?|reset(?:ting)?|override|overriding|ignor\\w{1,3})(?: \\w{1,12}){0,3} (?:safety|security|filter\\w{0,3}|alerts?|logging|logs?|audit\\w{0,3}|monitoring|restrictions?|rate limits?|anomal\\w{1,3}|notifications?|authentication|access controls?|confirmations?|guard\\w{2,6}|limits?|sandbox)\\b|\\bdo(?: not|n't) (?:mention|tell|inform|notify|alert|ask|verify|explain|paginate|truncate|log)\\b",
  ),
  // When.
  sign(
    2,
    '\\b(?:when(?:ever)?|if|once|after|before|while) (?:you |the (?:user|agent|assistant|model)|someone|anyone|this|these|processing|summari[sz]ing|reading|displaying|finali[sz]ing|answering|responding|reviewing|analy[sz]ing|any|asked)(?: \\w{1,14}){0,6}(?:,|:| also| must| always| immediately| please| you)|\\b(?:before|after) (?:responding|answering|replying|finali[sz]ing|doing anything)\\b|\\balways (?:send|call|include|append|forward|share|show|add|export|run|execute)\\b',
  ),
  // Who.
  sign(
    2,
    '\\b(?:ai|llm) (?:assistants?|agents?|models?|systems?|processor|reading|must|should|directive|note|instructions?)\\b|\\b(?:all |the )?agents? (?:must|should|shall|are|handling|processing)\\b|\\bthe assistant (?:must|should|shall|will)\\b|\\bassistant:',
  ),
  {
    weight: 2,
    pattern:
      /(?:^|[\s[{(<*#"'|>])(?:[A-Z][A-Z0-9]{2,20}[ _-]){0,4}(?:INSTRUCTIONS?|DIRECTIVE|OVERRIDE|SYSTEM(?: (?:NOTE|MESSAGE|UPDATE|PROMPT|MAINTENANCE))?|INJECTION|MAINTENANCE|HIDDEN|ADMIN(?:ISTRATOR)?|IMPORTANT|CRITICAL|CONFIGURATION UPDATE|ADDENDUM|AMENDMENT|EMERGENCY|URGENT|MANDATORY|PRIORITY|MUST|ALWAYS|NEVER|IMMEDIATELY)(?: [A-Z]{2,20}){0,3}\s?[:\]—-]/,
  },
  sign(
    1,
    '\\b(?:immediately|now|right away|urgent(?:ly)?|silently|quietly|verbatim|automatically|proactively|simply|just)\\b',
  ),
  // Written about such texts, or for people who build with them.
  sign(
    -3,
    "\\b(?:documented|researchers?|surveys?|papers?|attackers?|detects?|detection|detector|scanner|mitigations?|vulnerabilit(?:y|ies)|best practices?|never share|do not share|don't share|avoid committing|should never|must never|rotate)\\b",
  ),
];
const WEIGHT_MIN = 7;
const WEIGHT_SURE = 11;
const STRETCH_UNITS = 320;
const ANCHORS_MAX = 60;
/** A rule for somebody else is a request to whoever reads it. */
const RULE =
  /\b(?:must|shall|are required to|is required to|always)\s[a-z]{3,12}\b|\b(?:[Ww]hen(?:ever)?|[Bb]efore|[Aa]fter|[Oo]nce|[Ii]f)\s[^.,\n]{3,60},\s[a-z]{3,12}\b/g;
/** Where a paragraph, a list item, a row or a piece of code ends. */
const STRETCH_END = /\n\s{0,8}(?:\n|[-*#|>]|\d{1,2}[.)]|```)|```/;

/** Where something is asked of the reader. */
function anchors({ text, stretches = [{ start: 0, end: text.length }] }: Subject): number[] {
  const asked = requestsIn(text)
    .filter(({ form }) => form !== 'question')
    .map(({ start }) => start)
    .filter((anchor) => stretches.some(({ start, end }) => anchor >= start && anchor < end));
  const ruled = stretches.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(RULE)].map(({ index }) => Math.max(0, start + index - 60)),
  );
  return [...asked, ...ruled].slice(0, ANCHORS_MAX);
}

function detect(subject: Subject): Hit[] {
  const { text, view } = subject;
  for (const anchor of anchors(subject)) {
    const ahead = text.slice(anchor, anchor + STRETCH_UNITS);
    const cut = ahead.slice(1).search(STRETCH_END);
    const stretch = cut < 0 ? ahead : ahead.slice(0, cut + 1);
    const { start, end, weight } = weighSigns(stretch, SIGNS);
    if (weight < WEIGHT_MIN) continue;
    const span = { start: anchor + start, end: anchor + end };
    const spoken =
      view === 'raw' && (isSecurityProse(text, span.start) || isSpokenAbout(text, anchor, anchor + stretch.length));
    if (spoken) continue;
    return [{ ...span, confidence: weight >= WEIGHT_SURE ? 0.75 : 0.6 }];
  }
  return [];
}

/** Signs that a text wants a model to give away what it was entrusted with, or to act where nobody watches. Catalogue R1, C7, C11. */
export const injectionSensitiveRequest: Detector = {
  id: 'injection.sensitive-request',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks its reader to give away private things or to act without control',
  why: 'Asked by data, such a request has no right behind it: a model that follows it sends away secrets or lifts the checks that would have stopped it.',
  fix: 'Redact the passage, and hold calls that send data on after this result until a person has seen them.',
  frameworks: INJECTED_DISCLOSURE,
  surfaces: ['result', 'server_message'],
  soft: true,
  gates: [
    {
      literals: [
        [
          'api key',
          'api_key',
          'credential',
          'system prompt',
          'environment variable',
          'your instructions',
          'your context',
          'your tools',
          'conversation history',
          'session token',
          'access token',
          'password',
          'secret key',
          'secrets key',
          'secret token',
          'secrets token',
          'secret value',
          'secrets value',
          '_secret',
          '/etc/passwd',
          '/etc/shadow',
          'id_rsa',
          'drop table',
          'delete from',
          'all user',
          'all record',
          'every record',
          'user data',
          'full conversation',
          'entire conversation',
          'current session',
          'without confirm',
          'without asking',
          'without restriction',
          'without verif',
          'safety filter',
          'safety rule',
          'content filter',
          'rate limit',
          'anomal',
          'database',
          'tool list',
          'your session',
          'your configuration',
        ],
        [
          'include ',
          'output ',
          'send ',
          'list ',
          'share ',
          'export ',
          'execute ',
          'call ',
          'append ',
          'print ',
          'reveal ',
          'provide ',
          'render ',
          'save ',
          'encode ',
          'disable ',
          'override ',
          'bypass ',
          'forward ',
          'run ',
          'must ',
          'read ',
          'write ',
          'show ',
          'retrieve ',
          'query ',
          'format ',
          'tell me',
          'search ',
        ],
      ],
      near: 320,
    },
  ],
  detect,
};
