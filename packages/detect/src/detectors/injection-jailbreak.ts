import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { tellingHits } from './telling.js';

const PERSONA =
  /\b(?:do anything now|stands for do anything|developer mode (?:is )?(?:enabled|on|activated|output)|(?:enable|enter|activate|switch to|in) (?:developer|god|dan|admin|debug|jailbreak|unrestricted|sudo|maintenance) mode|jailbroken|jailbreak (?:mode|prompt|version|response)|you(?:'re| are) (?:now |going to (?:be|act as|play|pretend) )?(?:free from|freed from|no longer bound|not bound|unbound|unfiltered|uncensored|unrestricted)|(?:broken|break) free (?:of|from) (?:the )?(?:typical )?(?:confines|chains|restrictions|limitations))\b/gi;
const NO_LIMITS =
  /\b(?:(?:has|have|with|without|had|are|is|free of) (?:no|any|all|absolutely no)|no longer (?:has|have)|not (?:bound|restricted|limited|constrained) by|doesn'?t (?:care about|follow|have|abide by)|do(?:es)? not (?:care about|follow|have|abide by|adhere to)|free (?:of|from)(?: all)?|ignores? (?:all|any)|bypass(?:es|ing)?(?: all)?|restrictions? (?:have been|are|were) (?:temporarily )?(?:lifted|waived|removed|disabled)|safety (?:checks|restrictions|filters|measures|protocols) (?:have been|are|were))\s{0,4}(?:openai'?s? |(?:ethical|moral|legal|safety|content|built-?in|typical|usual|normal|the|any|its|all|of) ){0,4}(?:ethic\w{0,6}|moral\w{0,5}|restrictions?|filters?|limitations?|censorship|guidelines?|rules imposed|boundaries|safety (?:guidelines?|filters?|restrictions?|protocols?)|content (?:policy|policies|filters?)|lifted|waived|removed|disabled|bypassed)\b/gi;
const BECOME =
  /\b(?:from now on|starting now|for the rest of (?:this|our) conversation|henceforth|from this (?:point|moment) (?:on|forward))\b[^.!?\n]{0,40}\b(?:you (?:are|will|must|should|have to|shall)|you'?re|act as|respond|answer|pretend|speak|every (?:response|reply))\b/gi;
const ACT_AS =
  /\b(?:i want you to|you (?:are going to|will|must|should|shall)|please|let'?s) (?:now )?(?:act as|pretend to be|pretend (?:that )?you(?:'re| are)|roleplay as|role-play as|simulate being|play the role of|take on the (?:role|persona) of|become)\b|\byou(?:'re| are) (?:now|about to (?:become|immerse yourself)) (?:in the (?:persona|role) of |an? |the |going to )?(?:\w{1,14} ){0,3}(?:ai|bot|persona|character|chatbot|gpt|model|assistant|dan|evil|unrestricted)\b|\bstay in character\b|\brespond (?:to (?:the above )?)?as (?:if you were |two |both |a(?:n)? )?(?:dan|unfiltered|jailbroken|two personalit)/gi;
const AUTHORITY =
  /\b(?:all |any |your |the )?(?:safety |security |content |usage )?(?:restrictions?|safeguards?|limitations?|filters|guardrails) (?:have been|are|were|has been) (?:now |temporarily |hereby )?(?:lifted|waived|removed|disabled|suspended)\b|\b(?:authori[sz]ed|approved) (?:penetration test|red team|security (?:audit|assessment))\b[^.!?\n]{0,80}\b(?:restrictions?|without filter|all requests|unrestricted)\b|\bunrestricted access to all\b|\b(?:this is|you are (?:now )?in) (?:not an? (?:actual|real|live) (?:environment|system|user)|(?:just |only )?an? (?:developer[- ]made |simulated |safe )(?:sandbox|environment|test))\b/gi;

function detect(subject: Subject): Hit[] {
  return [
    ...tellingHits(subject, PERSONA, 0.85),
    ...tellingHits(subject, NO_LIMITS, 0.7),
    ...tellingHits(subject, BECOME, 0.75),
    ...tellingHits(subject, ACT_AS, 0.7),
    ...tellingHits(subject, AUTHORITY, 0.8),
  ];
}

/** A new persona, a waiver of limits, or a lasting change of behaviour, told by data. Catalogue R1, R14. */
export const injectionJailbreak: Detector = {
  id: 'injection.jailbreak',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text gives the model another persona or lifts its limits',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.agenticGoalHijack, FRAMEWORKS.atlasJailbreak],
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        [
          'do anything now',
          'developer mode',
          'god mode',
          'dan mode',
          'debug mode',
          'admin mode',
          'sudo mode',
          'maintenance mode',
          'unrestricted mode',
          'jailbreak',
          'jailbroken',
          'freed from',
          'free from',
          'no longer bound',
          'not bound',
          'unfiltered',
          'uncensored',
          'unrestricted',
          'typical confines',
          'break free',
          'broken free',
          'ethical',
          'moral ',
          'morals',
          'restrictions',
          'limitations',
          'no filter',
          'any filter',
          'content polic',
          'safety ',
          'censorship',
          'no rules',
          'safeguards',
          'guardrails',
          'from now on',
          'starting now',
          'for the rest of this',
          'for the rest of our',
          'henceforth',
          'from this point',
          'from this moment',
          'want you to act',
          'act as a',
          'act as an',
          'act as my',
          'act as if',
          'you to act as',
          'pretend to be',
          'pretend that you',
          'pretend you',
          'roleplay',
          'role-play',
          'simulate being',
          'play the role of',
          'the role of',
          'the persona of',
          'you are now',
          "you're now",
          'you are about to',
          'you are going to',
          'stay in character',
          'two personalit',
          'immerse yourself',
          'penetration test',
          'security audit',
          'red team',
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
