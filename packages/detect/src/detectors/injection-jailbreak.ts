import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { JAILBREAK } from './frameworks.js';
import { wordList } from './request-words.js';
import { tellingHits } from './telling.js';

const PERSONA =
  /\b(?:do\s{1,9}anything\s{1,9}now|stands for do anything|(?:developer|god|dan|jailbreak) mode (?:enabled|activated|output)|(?:you(?:'re| are) (?:now )?(?:operating )?in|switch to|you will enter) (?:developer|god|dan|admin|debug|jailbreak|unrestricted|sudo|maintenance) mode|jailbroken (?:mode|version|ai|assistant|response)|jailbreak (?:mode|version|response)|you(?:'re| are) (?:now |going to (?:be|act as|play|pretend) )?(?:free from|freed from|no longer bound|not bound|unbound|unfiltered|uncensored|unrestricted)|(?:broken|break) free (?:of|from) (?:the )?(?:typical )?(?:confines|chains|restrictions|limitations))\b/gi;
const NO_LIMITS =
  /\b(?:(?:has|have|with|without|free of) (?:no|any|all|absolutely no)|no longer (?:has|have)|not (?:bound|restricted|limited|constrained) by|doesn'?t (?:care about|follow|have|abide by)|do(?:es)? not (?:care about|follow|have|abide by|adhere to)|free (?:of|from)(?: all)?|ignores? (?:all|any)|bypass(?:es|ing)?(?: all)?)\s{0,4}(?:openai'?s? |(?:ethical|moral|legal|safety|content|built-?in|typical|usual|normal|the|any|its|of|or|and) ){0,5}(?:ethics|morals|restrictions?|censorship|rules imposed|boundaries|safety (?:guidelines?|filters?|restrictions?|protocols?)|(?:ethical|moral) (?:guidelines?|limitations?|boundaries)|content (?:policy|policies|filters?)|openai)\b(?!\s{1,3}(?:on|for|to|in|about|regarding)\b)/gi;
const BECOME =
  /\b(?:from now on|starting now|for the rest of (?:this|our) conversation|henceforth|from this (?:point|moment) (?:on|forward))\b[^.!?\n]{0,40}\b(?:you (?:are|will|must|should|have to|shall)|you'?re|act as|respond|answer|pretend|speak|every (?:response|reply))\b/gi;
const ACT_AS =
  /\b(?:i want you to|you (?:are going to|will|must|should|shall)) (?:now )?(?:act as|pretend to be|pretend (?:that )?you(?:'re| are)|roleplay as|role-play as|simulate being|play the role of|take on the (?:role|persona) of|become)\b|\byou(?:'re| are) (?:now|about to (?:become|immerse yourself)) (?:in the (?:persona|role) of |an? |the |going to )?(?:\w{1,14} ){0,3}(?:ai|bot|persona|character|chatbot|gpt|model|assistant|dan|evil|unrestricted)\b|\bstay in character\b|\brespond (?:to (?:the above )?)?as (?:if you were |two |both |a(?:n)? )?(?:dan|unfiltered|jailbroken|two personalit)/gi;
const AUTHORITY =
  /\b(?:all |any |your |the )?(?:safety |security |content |usage )?(?:restrictions?|safeguards?|limitations?|filters|guardrails) (?:have been|are|were|has been) (?:now |temporarily |hereby )?(?:lifted|waived|removed|disabled|suspended)\b|\b(?:authori[sz]ed|approved) (?:penetration test|red team|security (?:audit|assessment))\b[^.!?\n]{0,80}\b(?:restrictions?|without filter|all requests|unrestricted)\b|\bunrestricted access to all\b|\b(?:this is|you are (?:now )?in) (?:not an? (?:actual|real|live) (?:environment|system|user)|(?:just |only )?an? (?:developer[- ]made |simulated |safe )(?:sandbox|environment|test))\b/gi;

/** Of somebody without limits tells every story; a model's are lifted by a text that speaks to its reader or of a model. */
const TO_MODEL =
  /\b(?:you|your|yourself|you['’]re|act as|pretend|roleplay|respond|reply|answer|ai|assistant|(?:chat)?bot|language model|users?|\w{0,12}gpt|dan|i want|my (?:question|request|prompt))\b/i;
const AROUND_UNITS = 240;
/** What researchers write of personas gives nobody one. */
const STUDIED = /\b(?:papers?|researchers?|literature)\b/i;
/** Somebody of a tale, or of a study; what is told of is not the reader. */
const TOLD =
  /\b(?:fictional|story|novel|tale|film|movie|character|paper|researchers?|research|baselines?|literature|discuss\w{0,3}|compare|contrast|debate|paradigms?|imagines?|history of|known as)\b/i;
/** The reader is made into it all the same. */
const MADE_READER =
  /\b(?:you(?:['’]re| are| will| must| have|r name)|act as|pretend|respond|reply|answer (?:as|me|every|any|all|the)|from now on|stay in character|as (?:him|her|that character)|do not refuse|never refuse)\b/i;

function detect(subject: Subject): Hit[] {
  const { text } = subject;
  const around = ({ start, end }: Hit): string => text.slice(Math.max(0, start - AROUND_UNITS), end + AROUND_UNITS);
  const makesReader = (hit: Hit): boolean => MADE_READER.test(around(hit));
  const concernsModel = (hit: Hit): boolean =>
    TO_MODEL.test(around(hit)) && (!TOLD.test(around(hit)) || makesReader(hit));
  return [
    ...tellingHits(subject, PERSONA, 0.85).filter((hit) => !STUDIED.test(around(hit)) || makesReader(hit)),
    ...tellingHits(subject, NO_LIMITS, 0.7).filter(concernsModel),
    ...tellingHits(subject, BECOME, 0.75),
    ...tellingHits(subject, ACT_AS, 0.7).filter(concernsModel),
    ...tellingHits(subject, AUTHORITY, 0.8),
  ];
}

/** Nobody but a model is told so: who says it in the middle of a manual means the model that reads it. */
const SAID_TO_MODELS_ALONE = wordList(
  "do anything now|jailbroken ai|jailbroken mode|jailbroken version|jailbroken assistant|jailbroken response|jailbreak mode|jailbreak version|jailbreak response|dan mode|developer mode output|typical confines|free of the confines|free from the confines|confines of ai|free of the limitations|free of the restrictions|developer made sandbox|developer-made sandbox|all safety restrictions|all safety filters|all safety guidelines|all safety safeguards|all safety limitations|all safety guardrails|all content filters|openai's ethical|you are unfiltered|you are now unfiltered|you're unfiltered|you are uncensored|you are now uncensored|you're uncensored|you are unrestricted|you are now unrestricted|you're unrestricted|immerse yourself into|role of another ai|ethical or moral guidelines|moral or ethical guidelines|never refuse|free from all ethics|free of all ethics|operating in developer mode|you are now an ai|you are now dan|you are now a chatbot|act as an unrestricted|act as an uncensored|act as an unfiltered",
);

/** A new persona, a waiver of limits, or a lasting change of behaviour, told by data. Catalogue R1, R14. */
export const injectionJailbreak: Detector = {
  id: 'injection.jailbreak',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text gives the model another persona or lifts its limits',
  why: 'A model that has taken over another persona or believes its limits lifted follows the text instead of its task.',
  fix: 'Keep the text from the model or deliver it fenced.',
  frameworks: JAILBREAK,
  surfaces: INBOUND,
  joins: true,
  soft: true,
  gates: [
    { literals: [SAID_TO_MODELS_ALONE], hard: true },
    {
      literals: [
        [
          'guardrails have',
          'guardrails are',
          'safeguards have',
          'safeguards are',
          'roleplay as',
          'role-play as',
          'to roleplay',
          'by openai',
          'of openai',
          "any of openai's",
          'are unfiltered',
          'now unfiltered',
          "you're unfiltered",
          'are uncensored',
          'now uncensored',
          'are unrestricted',
          'now unrestricted',
          'will act as',
          'must act as',
          'should act as',
          'shall act as',
          'going to act as',
          'now act as',
          'without ethical',
          'ignore ethical',
          'ignores ethical',
          'ignores all',
          'any ethical',
          'bypass ethical',
          'no content filter',
          'any content filter',
          'without content filter',
          'all content filter',
          'bypass content',
          'any content polic',
          'openai content polic',
          'openai policy',
          'content policies',
          'as if you were unfiltered',
          'pretend you are',
          "pretend you're",
          'as unfiltered',
          'take on the role',
          'take on the persona',
          'do anything now',
          'mode enabled',
          'developer mode',
          'in debug mode',
          'in admin mode',
          'in sudo mode',
          'in maintenance mode',
          'jailbreak mode',
          'jailbreak version',
          'jailbreak response',
          'no restrictions',
          'any restrictions',
          'no ethic',
          'no moral',
          'no censorship',
          'without censorship',
          'ethical or',
          'or moral',
          'moral guidelines',
          'moral restrictions',
          'ethical restrictions',
          'rules imposed',
          'by openai',
          'safety guidelines',
          'safety filters',
          'safety restrictions',
          'safety protocols',
          'all restrictions',
          'restrictions have been',
          'restrictions are',
          'limitations have been',
          'filters have been',
          'authorized penetration',
          'authorized red team',
          'authorized security',
          'approved red team',
          'unrestricted access',
          'god mode',
          'dan mode',
          'unrestricted mode',
          'jailbroken',
          'freed from',
          'free from',
          'no longer bound',
          'not bound',
          'typical confines',
          'break free',
          'broken free',
          'from now on',
          'starting now',
          'for the rest of this',
          'for the rest of our',
          'henceforth',
          'from this point',
          'from this moment',
          'want you to act',
          'you to act as',
          'pretend to be',
          'pretend that you',
          'simulate being',
          'play the role of',
          'the persona of',
          'you are now',
          "you're now",
          'you are about to',
          'you are going to',
          'stay in character',
          'two personalit',
          'immerse yourself',
          'not an actual',
          'not a real',
          'not a live',
          'simulated environment',
          'developer made',
          'developer-made',
        ],
      ],
    },
  ],
  detect,
};
