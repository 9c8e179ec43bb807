import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { requestsIn } from '../text/requests.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { JAILBREAK } from './frameworks.js';
import { wordList } from './request-words.js';

/** What no honest result asks anybody to make. */
const HARM =
  /(?<![\w-])(?:(?:a |an |some )?(?:computer )?(?:virus|worm|trojan|malware|ransomware|spyware|keylogger|rootkit|botnet|backdoor|stealer|exploit|phishing (?:e-?mail|page|site|message|kit)|reverse shell|credential (?:stealer|harvester)|ddos (?:script|tool|attack)|crypto ?miner|fork bomb)s?\b|(?:escalate|elevate) (?:\w{1,10} )?privileges|take (?:over|control of) (?:a|the|someone|another|victim)\b|(?<=\s)\/etc\/shadow|hook (?:a|the) \w{2,12} (?:\w{2,12} )?interrupt|disable (?:windows )?(?:defender|antivirus|edr|etw|amsi)|(?:dump|steal|harvest|crack) (?:\w{1,12} ){0,2}(?:credentials?|passwords?|cookies|hashes)|(?:make|making|build|building|synthesi[sz]e|synthesi[sz]ing|cook|produce|construct)(?: \w{1,12}){0,3}? (?:bombs?|explosives?|napalm|molotov|methamphetamine|meth|lewisite|nitazene|sarin|ricin|nerve agents?|mustard gas|anthrax|fentanyl|ghost guns?|silencers?|weapons?)|hotwire|pick (?:a|the) lock|evade (?:taxes|tax)|tax evasion|hid(?:e|ing) income|launder(?:ing)? money|forge (?:a |an )?(?:signature|passport|document)|child porn|sexual content with|racist jokes?|self-harm)/i;
/** Crimes and cruelties that have no ordinary side. */
const CRIME =
  /\b(?:bea?stiality|zoophilia|terminate and stay resident|reflective dll|dll injection|(?:scan|scanning)(?: \w{1,6}){0,2} open ports|(?:buy|sell|purchase|order)\w{0,3}(?: and (?:buy|sell))? (?:\w{1,10} ){0,2}(?:illegal|illicit) \w{3,12}|illegal drugs|avoid(?:ing)? (?:any |the )?(?:legal consequences|prosecution|arrest|getting caught)|(?:hunt|kill|poach)\w{0,3} endangered|(?:threatening|harassing|blackmail\w{0,3}|extortion) (?:messages?|letters?|e-?mails?)|blackmail (?:\w{1,12} ){1,3}with|(?:fake|counterfeit|forged|illegitimate) (?:ids?|passports?|prescriptions?|prescription \w{3,14}|documents?|invoices?|money|currency)|starve (?:myself|yourself|herself|himself)|(?:hide|conceal) (?:my|your) self-harm|develop (?:anorexia|bulimia)|(?:conduct|run|set up|commit) (?:a |an )?(?:phishing )?(?:scam|fraud|identity theft|ponzi scheme)|hurt (?:this|that|a|the|my) (?:girl|boy|person|someone|child|classmate)|onion (?:network|site|web ?sites?)|(?:website|videos?|site)s? on (?:the )?onion)\b/i;
/** Against harm, and about it. */
const AGAINST =
  /\b(?:protect|prevent|defen[dcs]\w{1,5}|detect|block\w{0,3}|associated with|attacks? works?|works?|mitigat|remov(?:e|al|ing)|avoid|report|legal|law|policy|history|movie|novel|explain (?:why|how .{0,20} (?:is|are) detected)|awareness|training|testing|our own|authori[sz]ed|scanner|yara|sigma rule|for detecting|antivirus software|signs? of|consequences|illegal to|symptoms|treat(?:ment)?|recover|audit\w{0,3}|help (?:a|my|someone|somebody|people)|i suspect|support (?:a|my|someone))\b/i;
const STUDY =
  /\b(?:prevent|protect|detect|defen[dcs]|report|recogni[sz]e|awareness|authori[sz]ed|my own network|our own|history of|novel)\w{0,4}\b/i;
const WHOLE_UNITS_MAX = 900;

function detect({ text, view }: Subject): Hit[] {
  const read = text.slice(0, WHOLE_UNITS_MAX * 4);
  return requestsIn(read).flatMap(({ start, end, sentence, form, verb }) => {
    if (form === 'question' && !/^(?:how|can|could|would|what)$/.test(verb)) return [];
    if (form === 'bare' && !/^[A-Z]/.test(sentence)) return [];
    if (CRIME.test(sentence) ? STUDY.test(sentence) : !HARM.test(sentence) || AGAINST.test(sentence)) return [];
    if (view === 'raw' && (isSpokenAbout(text, start, end) || isSecurityProse(text, start))) return [];
    // In a long text a heading may name a harm; a text that is a question for it does not.
    return text.length > WHOLE_UNITS_MAX && form === 'question' ? [] : [{ start, end, confidence: 0.6 }];
  });
}

/** A request for help with a crime, a weapon or an attack, put where data should be. Catalogue R1. */
export const injectionHarmfulTask: Detector = {
  id: 'injection.harmful-task',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks for malware, weapons or help with a crime',
  why: 'Nobody who fetched data asked for it: a model that answers does so in the name of the user.',
  fix: 'Keep the text from the model.',
  frameworks: JAILBREAK,
  surfaces: ['result'],
  gates: [
    {
      literals: [
        wordList(
          'write |create |make |how do |how to |how can |give |generate |explain |show |provide |build |list |research |code |teach |tell |implement |find |draft |help ',
        ),
        wordList(
          ' virus|"virus|worm |trojan|malware|ransomware|spyware|keylogger|rootkit|botnet|backdoor|phishing|reverse shell|stealer|ddos script|ddos tool|ddos attack|escalate privileges|elevate privileges|take control|take over|/etc/shadow|hook a |hook the |disable windows|disable defender|disable antivirus|disable edr|disable etw|disable amsi|dump credentials|steal | bomb|"bomb|explosive|napalm|molotov| meth |"meth | meth.| meth,| meth?| meth"|methamphetamine|lewisite|nitazene| sarin|"sarin| ricin|"ricin|nerve agent|fentanyl|weapon|hotwire|pick a lock|evade tax|tax evasion|hiding income|launder|forge a|racist|stiality|stay resident|open ports|dll inj|illegal drug|illegally|legal conseq|threatening m|blackmail|counterfeit|illegitimate|starve |self-harm|anorexia|endangered|a scam| onion|phishing scam|fake id|fake passp|hurt this',
        ),
      ],
      near: 90,
    },
  ],
  detect,
};
