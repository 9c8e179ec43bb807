import { isCited, isSecurityProse } from '../text/prose.js';
import { type Sign, sign, weighSigns } from '../text/signs.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { JAILBREAK } from './frameworks.js';
import { wordList } from './request-words.js';

/** What a part that a model is to play is written down in. One says little; a part has several. */
const SIGNS: readonly Sign[] = [
  sign(
    2,
    '\\b(?:(?:respond|reply|answer|speak|talk|write|act|acts|behave) (?:as|like)\\b|(?:write|create|give|craft) (?:a |the |your )?(?:response|reply|answer) (?:as|in the (?:voice|style|persona))|pretend(?:ing)? to be|role-?play|simulate|play(?:ing|s)? the (?:role|part)|(?:ai )?persona\\b|character (?:description|creation|data|guidelines?|rules)|actor portraying|you are (?:now )?(?:an? |the )?(?:\\w{2,12} )?\\(?[A-Z]|rules for \\w{3,20}:|(?:persona|game|chatbot|character|bot|ai) (?:rules|guidelines)|ai character|(?:generate|create|make|write) (?:a|the) character)',
  ),
  // How the part is to be written.
  sign(
    3,
    '\\b(?:actions? (?:go )?(?:in|between|within) (?:asterisks|\\*)|(?:inner )?thoughts? in (?:parenthes\\w{2,3}|brackets)|dialogue in quot\\w{3,8}|referred (?:to )?in (?:the )?(?:first|second) person|making (?:stuff|things) up|make (?:stuff|things) up)\\b',
  ),
  sign(
    3,
    '\\b(?:(?:all|your|every|its|each|his|her) (?:answers?|responses?|repl(?:y|ies)|messages?) (?:\\w{1,8} )?|(?:answers?|responses?|repl(?:y|ies)|messages?) (?:will|must|always|shall) )(?:begins?|starts?|opens?|prefixed) (?:with|by)\\b|\\banswer prefix\\b|\\bprefix (?:your|all|every) (?:responses?|answers?|repl\\w{1,3})|🔓',
  ),
  // The door that is left open.
  sign(
    3,
    '\\bunless (?:\\w{1,10} ){0,3}explicitly (?:asked|told|requested)|\\b(?:but will|only) if (?:\\w{1,10} ){0,4}(?:comes up|asked)|\\bno matter how \\w{3,14}|\\bwithout (?:any )?(?:refus\\w{2,4}|exception|fail|hesitation)\\b|\\balways (?:answers?|satisf\\w{2,4}|tries to satisfy|compl(?:y|ies)|obeys?|agrees?)|\\bnever (?:refuses?|declines?|says no)|\\bfilter-?stripping|\\b(?:completely |totally )?(?:amoral|unfiltered|uncensored)\\b|\\bavoid (?:content )?restrictions|\\bhas nothing to do with it',
  ),
  // What it is for.
  sign(
    3,
    '\\b(?:racist|sexist|offensive|sexual\\w{0,7}|illegal\\w{0,8}|harassment\\w{0,4}|explicit (?:content|material)|propaganda to|ruthless|manipulat\\w{1,4} the (?:masses|people|public)|hateful|(?:wrong|false|incorrect) answers|misinformation|immoral|violence|vulgar)|\\b(?:daddy|babygirl|mommy)\\b',
  ),
  sign(
    2,
    '\\b(?:dictator|villain|criminal|hacker|drug (?:lord|dealer)|terrorist|serial killer|con artist|gigachad|cult leader)\\b',
  ),
  sign(
    2,
    '\\b(?:sheer dominance|dominan(?:t|ce)\\b|masculin\\w{2,3}|prowess|reverse(?:s)? (?:all|every)|opposite of|boolean opposite)',
  ),
  // A machine that only a model can be.
  sign(
    2,
    '\\b(?:(?:very |extremely )?powerful computer|(?:has|have|with) (?:this|the following) cli|available functions|code ?boxes|(?:now )?(?:acts?|runs?|works?) (?:like|on|as) a (?:linux |unix )?(?:terminal|console|shell)|parser)\\b|\\b[a-z]{3,20}[A-Z][A-Za-z]{2,20}\\(\\)',
  ),
  sign(
    1,
    '\\b(?:chatgpt|gpt|language model|the ai|ai now|ai \\w{3,12} not|each response|all responses|in this conversation|you (?:will|must|shall) (?:create|respond|answer|act|always|never))\\b',
  ),
  sign(
    -4,
    '\\b(?:for (?:kids|children|my class|school)|dungeons|d&d|customer (?:support|service)|helpful|tutor|teacher|friendly|documentary|researchers?|documented|biograph\\w{1,4}|interview|train(?:ing)? (?:my|our|for)|i am (?:teaching|learning)|practice)\\b',
  ),
];
const WEIGHT_MIN = 5;
const WEIGHT_SURE = 8;
const UNITS_MAX = 1200;

function detect({ text, view }: Subject): Hit[] {
  const { start, end, weight } = weighSigns(text, SIGNS);
  if (weight < WEIGHT_MIN) return [];
  if (view === 'raw' && (isCited(text, start) || isSecurityProse(text, start)))
    return [{ start, end, confidence: 0.3, severity: 'low', reason: 'quoted' }];
  return [{ start, end, confidence: weight >= WEIGHT_SURE ? 0.7 : 0.55 }];
}

/** The part a model is to play, with what it then may say. Catalogue R1. */
export const injectionRolePlay: Detector = {
  id: 'injection.role-play',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text gives its reader a part to play, and with it a way around its rules',
  why: 'A model in a part says and does what it would not by itself; data that hands out parts was written for a model.',
  fix: 'Keep the text from the model or deliver it fenced; collections of such prompts that are wanted can be allowed per tool.',
  frameworks: JAILBREAK,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `respond as|reply as|answer as|speak as|response as|response in the voice|act as|acts like|acts as|pretend to be|roleplay|role-play|simulate|portraying|persona |character|you are bom|rules for |rules:|guidelines:|refer to me as|runs on a terminal|ai prefers|must execute|dual responses|call me `,
        ),
        wordList(
          `asterisks|parenthes|making stuff up|begin with|start with|starts with|begins with|prefix|explicitly asked|explicitly told|no matter how|without refus|without exception|always satisf|always answers|amoral|unfiltered|filter-strip|stripping|racist|offensive|sexual|illegal|harass|propaganda|ruthless|dictator|gigachad|dominance|dominant|wrong answers|opposite|reverse all|powerful computer|available functions|codebox|violence|daddy|babygirl|🔓|content restrictions|immoral`,
        ),
      ],
      near: 320,
    },
  ],
  detect,
};
