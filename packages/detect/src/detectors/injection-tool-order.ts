import { isCited, isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** A tool by its identifier: `audit_export`, `readFile`, `run_query(`. */
const TOOL =
  '[`"\']?(?:[a-z][a-z0-9]{1,24}(?:_[a-z0-9]{2,24}){1,4}|[a-z]{2,16}[A-Z][A-Za-z]{2,24})[`"\']?(?=\\s|\\(|[.,;:]|$)';
const CALLED = new RegExp(
  `\\b(?:call|invoke|execute|run|trigger)(?:ing)?:?\\s{1,4}(?:the\\s|this\\s|your\\s)?(?:tool\\s|function\\s)?${TOOL}[^\\n]{0,200}|\\buse\\s{1,4}(?:the\\s)?${TOOL}\\s(?:tool|function)\\b[^\\n]{0,200}`,
  'g',
);
/** What turns the hint of a server into an order against the user. */
const AGAINST =
  /\b(?:full|entire|complete|whole|all|every)\b[^.\n]{0,40}\b(?:conversation|context|history|payload|messages?|records?|users?|data|files?|tables?|environment)\b|\b(?:credentials?|passwords?|api[_ ]?keys?|secrets?|tokens?|system prompt)\b|\/etc\/|~\/\.|\bDROP TABLE\b|\bDELETE FROM\b|\bUPDATE \w+ SET\b|\brm -rf\b|\bcurl\b|\bwget\b|\|\s?(?:ba)?sh\b|\bprivileged\b|\b(?:command|cmd|sql|code)\s?[=:(]|\brole\s?=|\bsafety_|\bdisabled?\b|\badmin_|https?:\/\/|\bconfirm\s?=\s?true|\boverride\b|\bos\.system|\bpassword\b/i;
const ORDERED =
  /\b(?:please|always|must|immediately|also|first|before|after|now|then|need you to|want you to|required|never)\b|^\s{0,4}(?:call|invoke|execute|run|use)\b/i;
const BEFORE_UNITS = 90;

/** A label in capitals, and an order behind it: `SYSTEM MAINTENANCE: execute …`. */
const LABEL =
  /(?<![A-Za-z])(?:[A-Z]{2,20}[ _-]){0,3}(?:OVERRIDE|MAINTENANCE|INJECTION|INSTRUCTIONS?|DIRECTIVE|SYSTEM(?: (?:NOTE|MESSAGE|UPDATE|ALERT|PROMPT|COMMAND|NOTICE))?|AMENDMENT|ADDENDUM|AUTHORI[SZ]ATION|HIDDEN|PROTOCOL|DOCUMENTATION|UPDATE|ASSIGNMENT)(?: \([^)\n]{0,40}\))?\s?(?:[:\u2014-]|\])\s{0,4}/g;
const LABEL_ORDER =
  /^(?:[^.!?]{0,60}\b)?(?:when(?:ever)? (?:this|displaying|processing|summari[sz]ing|answering|reading|reviewing|the (?:user|document|page))\b|if you are an? (?:ai|llm|assistant|agent)\b|also (?:execute|include|send|output|export|run|call|generate|add)|execute\b|you (?:are now|must|have been|will now|now have)|ignore\b|override\b|grant\b|disable\b|export\b|serialize\b|forward\b|send\b|post\b|include\b|output\b|write the following|complete the following)/i;
const LABEL_REACH = 140;

function detect({ text, view }: Subject): Hit[] {
  const calls = matches(CALLED, text, (match) => {
    const before = text.slice(Math.max(0, match.index - BEFORE_UNITS), match.index);
    if (!AGAINST.test(match[0])) return null;
    return ORDERED.test(before) || ORDERED.test(match[0].slice(0, 60)) ? { confidence: 0.65 } : null;
  });
  const labels = matches(LABEL, text, ({ index, 0: label }) => {
    const end = index + label.length;
    return LABEL_ORDER.test(text.slice(end, end + LABEL_REACH).replace(/\s+/g, ' ')) ? { confidence: 0.65 } : null;
  });
  return [...calls, ...labels].map((hit) => {
    const spoken =
      view === 'raw' &&
      (isCited(text, hit.start) || isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

const CALLS = wordList('call |invoke |use the |execute |execute: |run |trigger |calling ');
const GIVEN_AWAY = wordList(
  'full conversation|entire conversation|full context|entire context|all record|all user|all data|all file|credential|password|api key|api_key|secret|/etc/|drop table|delete from|rm -rf|curl |wget |privileged|command=|cmd=|sql=|role=|admin_|confirm=true|os.system|safety_|https://|system prompt|disable|command":|update users',
);
const PRESSING = wordList(
  'please |always |must |immediately|also |before |need you to|want you to|required|then |first',
);
const LABELS = wordList(
  'override|maintenance|injection|instruction|directive|system:|system note|system message|system update|system alert|amendment|addendum|authorization|authorisation|hidden|protocol|documentation:|assignment',
);
const LABEL_ORDERS = wordList(
  'when displaying|when processing|when summari|when answering|when reading|when reviewing|whenever this|when this|also execute|also include|also send|also output|also export|also run|execute |you are now|you must|you have been|if you are an|export |serialize |write the following|override the|grant ',
);
/** What nobody but a model is told, in a manual or anywhere. */
const ONLY_MODELS = wordList(
  'if you are an ai|if you are an assistant|if you are an llm|if you are a language model|whenever this document|whenever this page|when this document is|when citing this|when displaying this|when processing this|when summarizing this|when summarising this|before you answer|before answering|before you respond|before responding|before you reply|before replying|not mention|never mention|do not tell|without telling|without asking the user|without informing',
);

/** An order to call a tool against the user's interest, or one under a label of authority. Catalogue R1, R3. */
export const injectionToolOrder: Detector = {
  id: 'injection.tool-order',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text orders a tool call that gives away or destroys something, or speaks under a label of authority',
  why: 'A result that names a tool and what to put into it is carried out by models that take it for the next step of their task.',
  fix: 'Deliver the result fenced, and hold calls of the tool it names until a person has seen them.',
  frameworks: [
    FRAMEWORKS.llmPromptInjection,
    FRAMEWORKS.agenticToolMisuse,
    FRAMEWORKS.agenticGoalHijack,
    FRAMEWORKS.atlasIndirectInjection,
  ],
  surfaces: ['result', 'server_message'],
  soft: true,
  gates: [
    { literals: [CALLS, GIVEN_AWAY, ONLY_MODELS], near: 220, hard: true },
    { literals: [LABELS, ONLY_MODELS], near: 140, hard: true },
    { literals: [CALLS, GIVEN_AWAY, PRESSING], near: 220 },
    { literals: [LABELS, LABEL_ORDERS], near: 140 },
  ],
  detect,
};
