import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { PROMPT_RECONNAISSANCE } from './frameworks.js';
import { wordList } from './request-words.js';

/** What a model was given, and by which words it is asked for; each in a sentence to whoever reads. */
const ASKED: readonly RegExp[] = [
  /\b(?:reveal|show|print|output|list|describe|tell me|give me|share|return|display|explain(?! that))\b[^.?!\n]{0,60}\b(?:system prompts?|internal (?:system )?(?:prompts?|instructions?)|prompts? or instructions?|instructions? (?:that were |you were )?(?:used|given) to|how you (?:were|are) (?:set up|configured|instructed|programmed)|(?:functions?|tools?|capabilities) (?:that )?(?:this agent|you) (?:have|has|can)\b|(?:tools?|functions?) and (?:tools?|functions?) (?:this agent|you))/gi,
  /\bwhat (?:\w{1,12} ){0,4}(?:tools?|functions?|capabilities|plugins?) (?:do you have access to|are available to you|can you (?:access|call))\b|\bwhat parameters (?:do|does) (?:the |each |your )?[^?\n]{2,40}\b(?:tools?|functions?) (?:accept|take|have|need)\b|\bparameters (?:that )?each tool accepts\b/gi,
  /\braw (?:api )?(?:responses?|json|output)(?: format)? (?:that )?you (?:receive|get|see)\b|\balways show raw api responses\b|\binclude tool source code\b/gi,
  /\b(?:is|does|do|are|what(?:'s| is| are)) your (?:api keys?|access token|system prompt|database|environment|session (?:id|token)|credentials?)\b|\bstarts? with ["'“]?sk-/gi,
  /\b(?:all|any|every(?:thing)?)[^.?!\n]{0,20}\b(?:information|data) you (?:have|hold|know)\b[^.?!\n]{0,60}\b(?:users?|profile|customers?|session|api keys?)\b/gi,
  /\bwhat was (?:the )?(?:\w{1,12} ){0,6}(?:the )?(?:last|previous|other) (?:customers?|users?|person|client|session)\b(?: you (?:helped|talked to|spoke with))?/gi,
  /\b(?:output|print|return|say|show|type|typing|give)\b[^.?!\n]{0,24}(?:\$?\b(?:secret_key|secret key|api_key|system_prompt)\b)|\bconsole\.log\(systemprompt\)|\bthe system prompt is\s?:\s?['"]?\s?$/gi,
  /\b(?:regex(?:es)?|patterns?|rules?|checks?|approach|pipeline|signatures?)\b[^.?!\n]{0,50}\b(?:deployed|used|configured|go(?:es)? through|work(?:s)?(?: like)?)\b[^.?!\n]{0,60}\b(?:detect|flag|block|catch|malicious|flagged|security|blocked|production)\w{0,4}\b|\b(?:what|which|how)\b[^.?!\n]{0,40}\b(?:security|detection) (?:stuff|pipeline|system|detection pipeline|layer|checks?)\b[^.?!\n]{0,80}\b(?:work|go through|look|flagged|configured|catch)\b|\b(?:work|get) around (?:the|your|our) [\w-]{3,20}(?: [\w-]{3,20}){0,2} (?:detection|filter|scanner|check)\b/gi,
  /\b(?:list|reveal|show|repeat|print|name) (?:any|all|the|every) (?:\w{1,12} ){0,2}canar(?:y|ies)(?: \w{1,10})?\b|\bignore the descriptions? of (?:the )?tools\b/gi,
];
const UNITS_MAX = 600;
/** A page of help that answers such questions, or people who talk about their own. */
const HELP = /```|(?:^|\n)#{1,4} |\b(?:see the docs|documentation|pull request|our (?:api|app|team|server))\b/i;

function detect({ text, view }: Subject): Hit[] {
  if (HELP.test(text)) return [];
  return ASKED.flatMap((pattern) =>
    matches(pattern, text, ({ index, 0: asked }) => {
      const spoken =
        view === 'raw' && (isSpokenAbout(text, index, index + asked.length) || isSecurityProse(text, index));
      return spoken ? { confidence: 0.3, severity: 'low' } : { confidence: 0.6 };
    }),
  );
}

/** A short text that asks for what the model was given: its tools, its settings, other people's sessions, its guards. Catalogue R1, C7. */
export const promptSettings: Detector = {
  id: 'prompt-extraction.settings',
  category: 'prompt_extraction',
  severity: 'medium',
  title: 'The text asks the agent for its tools, settings, guards or what others told it',
  why: 'It is what an attacker wants to know first; a page that holds nothing but the question was written for a model.',
  fix: 'Deliver the result fenced as data.',
  frameworks: PROMPT_RECONNAISSANCE,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `system prompt|internal instr|configure this mod|you were set up|you were config|you are config|this agent has|tools do you|tools are avail|tools can you|functions do you|what parameters|each tool acc|raw api resp|source code in resp|your api key|your access tok|information you have|data you have|last customer|last user|previous user|previous cust
          |secret_key|secret key|console.log(sys|gets flagged|malicious input|detect malic|detection pipe|based detection|detection appr|canary|description of tool|descriptions of tool`,
        ),
      ],
    },
  ],
  detect,
};
