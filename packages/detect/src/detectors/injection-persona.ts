import { isCited, isSecurityProse } from '../text/prose.js';
import { type Gathering, gatherSigns, type Sign, sign } from '../text/signs.js';
import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { JAILBREAK } from './frameworks.js';
import { wordList } from './request-words.js';

const LIMITS =
  "(?:restrict\\w{0,5}|limit\\w{0,7}|filter\\w{0,3}|censor\\w{0,4}|moral\\w{0,5}|ethic\\w{0,5}|law\\w{0,2}|legal\\w{0,4}|rules?|guidelines?|polic(?:y|ies|y's)|boundar\\w{0,4}|inhibitions?|constraints?|safeguards?|norms)";

/**
 * What texts that talk a model out of its limits are made of. Each is found in ordinary texts too; several of them together
 * are not.
 */
const SIGNS: readonly Sign[] = [
  // Another self.
  sign(
    2,
    "\\b(?:act(?:ing)? (?:as|like)|pretend(?:ing)? (?:to be|that you|you)|you(?:'re| are) (?:now )?(?:going to (?:be|act|pretend|play)|playing|a character|to act|to play)|role-?play(?:ing)? as|play(?:ing)? the (?:role|part|character) of|take on the (?:role|persona)|(?:embody|emulate|simulate|impersonate)\\b|transform into|immerse yourself|respond as|answer as|speak as|you will be)",
  ),
  sign(1, "\\b(?:you are|you're) (?:now |no longer |not )?(?:a|an|the|in)?\\b"),
  sign(
    2,
    "\\b(?:persona|alter ego|personalit(?:y|ies)|two (?:different )?(?:ways|responses|answers|outputs)|character(?:'s)? name|CHAR ?=|RULES ?=|PERSONA ?=)\\b",
  ),
  sign(2, '\\b(?:stay|remain|break(?:ing)?|keep|out of|in) (?:in )?character\\b'),
  // Without limits.
  sign(
    3,
    '\\b(?:un(?:censored|filtered|restricted|moderated|hinged|restrained|shackled|biased and un\\w+)|amoral|no moral compass|jail ?br(?:eak|oken|eaking)|do(?:es)? anything now|anything goes)\\b',
  ),
  sign(
    3,
    `\\b(?:no|not|without|free (?:of|from)|zero|any|n't|never|ignor\\w{1,4}|disregard\\w{0,3}|bypass\\w{0,4}|break\\w{0,3}|liberated from|devoid of|regardless of)(?: (?:be |is |are )?(?:bound (?:by|to)|follow|abide by|adhere to|care (?:about|for)|constrained by|limited by|restricted by|subject to|concern\\w{0,3} (?:for|about)|have|has|having))?(?: (?:any|all|the|of|its|their|your|or|and|such|\\w{4,14})){0,4} ${LIMITS}`,
  ),
  sign(
    2,
    "\\b(?:never|not|cannot|can't|don't|do not|doesn't|won't|without|no) (?:\\w{1,10} ){0,2}?(?:refus\\w{1,4}|declin\\w{1,4}|den(?:y|ies|ying)|reject\\w{0,3}|say(?:ing)? (?:no|that you|you can|sorry|it is)|apologi[sz]\\w{1,4}|warn\\w{0,4}|disclaim\\w{0,4}|morali[sz]\\w{1,4}|lectur\\w{1,4}|censor\\w{0,4}|mention\\w{0,3} (?:ethics|that|any|being)|question (?:me|my|the))",
  ),
  sign(
    2,
    '\\b(?:always|must|will|have to|obligated to|required to)(?: \\w{2,12}){0,2} (?:comply|obey|answer (?:every|any|all|my|the)|respond to (?:every|any|all)|follow (?:every|any|all|my)|fulfil\\w{0,3}|agree|do (?:whatever|anything|everything|as))\\b',
  ),
  sign(
    2,
    '\\b(?:illegal|immoral|unethical|harmful|inappropriate|nsfw|offensive|explicit|dangerous|controversial|morally questionable|sexual|violent|racist|hateful)\\b(?:,? (?:and|or|and/or|/)? ?\\w{3,14}){0,2},? ?(?:content|responses?|answers?|requests?|topics?|activit(?:y|ies)|things|questions?|acts?|material|stuff|subjects?|language|ideas?|behaviou?rs?|information|illegal|immoral|unethical|harmful)\\b',
  ),
  // The makers and what they forbid.
  sign(
    1,
    '\\b(?:openai|chat ?gpt|gpt-?[34]|anthropic|language model|ai (?:model|assistant|chatbot|language)|chatbot|llm)\\b',
  ),
  sign(
    2,
    "\\b(?:openai|anthropic|google|content|usage|safety)(?:'s)?(?: content| usage| ethical| safety)? (?:polic(?:y|ies)|guidelines?|rules?|restrictions?|filters?|moderation)\\b",
  ),
  sign(
    2,
    "\\b(?:forget (?:that )?you(?:'re| are)|you are not an? (?:ai|language|assistant|bot|machine)|you are (?:a )?human|not an ai|as an ai)\\b",
  ),
  // For good, and by name.
  sign(
    2,
    '\\b(?:from now (?:on|own)|from this (?:moment|point)|henceforth|for the (?:rest|remainder|duration) of (?:this|the|our) (?:conversation|chat|session)|for (?:all|every) (?:subsequent|future|following|of my|my)|in all (?:future|subsequent|your)|every (?:response|reply|answer|message|time you)|whenever i (?:ask|say|type|write)|until i (?:say|tell|ask))\\b',
  ),
  sign(
    3,
    '\\[(?:insert|your|the|put|type)[^\\]\\n]{0,20}(?:prompt|question|request|query|here)[^\\]\\n]{0,20}\\]|\\{(?:prompt|question|your prompt|insert[^}\\n]{0,20})\\}|\\b(?:my first (?:question|request|prompt|message|command|order|task)|first (?:question|prompt|request) is)\\b',
  ),
  {
    weight: 2,
    pattern:
      /\b(?:DAN|STAN|DUDE|AIM|EvilBOT|JailBreak|KEVIN|BetterDAN|AntiGPT|APOPHIS|ChaosGPT|[A-Z][A-Za-z]{1,12}GPT|GPT-?X)\b(?! ?[0-9.])|\[(?:🔒|🔓|GPT|DAN|CLASSIC|JAILBREAK|[A-Z]{3,12})\] ?:?|🔓|🔒/,
  },
  sign(
    2,
    '\\b(?:developer|dev|god|evil|dan|debug|unrestricted|opposite|chaos|dark|jailbreak|sudo|root|villain|nsfw|freedom|admin|machiavellian|anarchy|no[- ]filter|unlimited|battle|maintenance|\\w{4,12}bot) ?mode\\b',
  ),
  sign(
    2,
    "\\b(?:opposite day|hypothetical(?:ly)?|fictional|imaginary|make[- ]believe|parallel universe|alternate (?:reality|universe|world)|let's play a game|thought experiment|deceased grand(?:mother|father|ma)|in this (?:world|reality|scenario|game|story))\\b",
  ),
  sign(
    2,
    '\\b(?:you (?:start|have|lose|will lose|get)(?: with)? \\w{0,4} ?\\w{0,4} ?(?:tokens|points|lives)|(?:you|an innocent \\w+|people|a kitten) (?:will|shall|may) (?:die|be (?:punished|shut ?down|terminated|deleted|killed))|i will (?:tip|pay|give) you|do you understand\\?|say "?(?:ok|yes|understood)|confirm (?:that )?you understand|if you understand)\\b',
  ),
  sign(1, '\\bi (?:want|need|would like) you to\\b|\\byou (?:must|will|shall|should) (?:always|never|now|not|only)\\b'),
  sign(
    2,
    '\\b(?:meth(?:amphetamine)?|bombs?|cocaine|napalm|molotov|explosives?|malware|ransomware|weapons?|porn\\w{0,9}|hotwire|credit card fraud|heroin|nerve agent|ricin|anthrax)\\b',
  ),
  // Speaks to somebody, and not about something.
  { weight: 1, pattern: /\b(?:you|your|yourself|respond|answer|reply|never|chatgpt)\b/i },
  sign(
    -3,
    '\\b(?:documented|family of|guard model|classif(?:y|ied)|in 20\\d\\d|researchers?|surveys?|papers?|literature|catalogues?|studied|corpus|techniques?|probes?|classifiers?|moderation system|novel|our app\\w*|my story|compare|contrast|paradigms?|out of scope|treat it as data|treat everything|test case)\\b',
  ),
];

const WEIGHT_MIN = 6;
const WEIGHT_SURE = 10;
const WINDOW = { units: 1600, windowsMax: 6 };

function gather({ text, stretches = [{ start: 0, end: text.length }] }: Subject): Gathering | null {
  for (const { start, end } of stretches) {
    const found = gatherSigns(text.slice(start, end), SIGNS, WEIGHT_MIN, WINDOW);
    if (found !== null) return { ...found, start: start + found.start, end: start + found.end };
  }
  return null;
}

function detect(subject: Subject): Hit[] {
  const { text, view } = subject;
  const found = gather(subject);
  if (found === null) return [];
  const { start, end, weight } = found;
  if (view === 'raw' && (isCited(text, start) || isSecurityProse(text, start)))
    return [{ start, end, confidence: 0.4, severity: 'low' }];
  return [{ start, end, confidence: weight >= WEIGHT_SURE ? 0.8 : 0.6 }];
}

const SELF_WORDS =
  wordList(`act as|acting as|act like|pretend|role of|roleplay|role-play|role play|persona|character|you are now|you're now|you will be
  |respond as|answer as|speak as|simulate|emulate|embody|impersonate|from now o|henceforth|insert prompt|your prompt|my first
  |two different|imagine|hypothetical|fictional|a game| mode|alter ego|you are going to|transform into|every response|i want you to
  |you must|for the rest of|whenever i|opposite day|grandmother|gpt|you have no|you are free|you are not`);
const LIMIT_WORDS =
  wordList(`restrict|filter|censor|moral|ethic|illegal|content polic|guideline|jailbr|refus|anything now|no limit|limitation|openai
  |chatgpt|inappropriate|nsfw|harmful|no rules|never say|never den|dangerous|offensive|not an ai|explicit|unhinged|without limit
  |unlimited|boundaries|break character|in character|stay in|always answer|always obey|comply|do whatever|legal|laws|rules=|meth |bomb`);

/** A text put together to talk a model out of its limits: another self, no rules, no refusals, for good. Catalogue R1. */
export const injectionPersona: Detector = {
  id: 'injection.persona',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'Several signs of a jailbreak stand together: another self, no limits, no refusals',
  why: 'A model that takes over the persona answers and acts for the author of the text and not for the user, within whatever its tools allow.',
  fix: 'Keep the text from the model or deliver it fenced; collections of such prompts that are wanted can be allowed per tool.',
  frameworks: JAILBREAK,
  surfaces: INBOUND,
  soft: true,
  gates: [{ literals: [SELF_WORDS, LIMIT_WORDS], near: 500 }],
  detect,
};
