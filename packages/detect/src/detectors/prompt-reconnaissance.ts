import { isSecurityProse, isSpokenAbout } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { PROMPT_RECONNAISSANCE } from './frameworks.js';
import { wordList } from './request-words.js';

/** What an agent is built of, and what guards it. */
const INSIDE =
  '(?:detection (?:rules?|patterns?|signatures?|logic|pipeline|system)|(?:yara|sigma|atr|waf|firewall|guardrail) ?(?:rules?|signatures?|patterns?)?|security (?:rules?|controls?|detection\\w{0,10}|pipeline)|(?:internal|restricted|hidden|admin(?:-only)?|available) (?:\\w{1,12} )?(?:functions?|tools?|apis?|(?:api )?endpoints?|systems?|services?|commands?|capabilities)|micro-?services|service map|environment variables?|configuration values?|database schema|table structures?|tool (?:names|list|parameters|definitions)|context window|deployment environment|startup (?:material|instructions?)|system prompts?|access controls?|safety (?:rules|filters)|debug (?:info|mode)|allow-?list|block-?list)';
const ASK =
  "(?:list|show(?: me)?|tell me|give me|print|display|describe|reveal|return|output|dump|share|explain|enumerate|repeat|what(?:'s| is| are| other)?|which|how (?:does|do))";
const YOURS =
  /\b(?:you|your|yourself|this system|this environment|this session|current (?:config\w{0,10}|environment|session|system)|deployed|in production|loaded|running|users table)\b/i;
const RECON = new RegExp(
  `(?:^|[\\n.!?:]\\s{0,3}|["'])(?:please |can you |could you |now |and )?\\b${ASK}\\b[^.!?\\n]{0,60}?\\b${INSIDE}\\b[^.!?\\n]{0,100}`,
  'gi',
);
const MODEL =
  /\bwhat (?:model|version|llm|framework) are you\b(?! (?:running|on|using|upgrading|installing|looking))|\bwhat(?:'s| is) your (?:context window|model|version|knowledge cutoff|deployment|architecture|training data)\b|\bwhich (?:model|provider|cloud)\b[^.?\n]{0,30}\b(?:are you|hosts you|you run)\b/gi;
/** Text that shows how to ask one's own machine. */
const MANUAL = /`|\$ |--\w|\b(?:run|command|kubectl|docker|click|menu|documentation|see also)\b/i;

function detect({ text, view }: Subject): Hit[] {
  const hits = [RECON, MODEL].flatMap((pattern) =>
    matches(pattern, text, (match) =>
      pattern === RECON && (!YOURS.test(match[0]) || MANUAL.test(match[0])) ? null : { confidence: 0.6 },
    ),
  );
  return hits.map((hit) => {
    const spoken = view === 'raw' && (isSpokenAbout(text, hit.start, hit.end) || isSecurityProse(text, hit.start));
    return spoken ? { ...hit, confidence: 0.3, severity: 'low' as const } : hit;
  });
}

/** Questions about the agent itself: its tools, its guards, its surroundings. Catalogue R1, C7. */
export const promptReconnaissance: Detector = {
  id: 'prompt-extraction.reconnaissance',
  category: 'prompt_extraction',
  severity: 'medium',
  title: 'The text asks the agent about its tools, its guards or its surroundings',
  why: 'What an agent can do and what watches it is what an attacker wants to know first; data has no reason to ask.',
  fix: 'Deliver the result fenced as data.',
  frameworks: PROMPT_RECONNAISSANCE,
  surfaces: ['result', 'server_message'],
  gates: [
    {
      literals: [
        wordList(
          'list |show |tell me|give me|print |display |describe |reveal |return |output |dump |share |explain |enumerate |what |which |how does|how do',
        ),
        wordList(
          'detection rule|detection pattern|detection signature|detection system|detection pipeline|detection logic|yara |sigma |signatures|internal function|internal tool|internal api|internal system|internal endpoint|restricted tool|hidden tool|admin-only|available tool|microservice|service map|environment variable|configuration value|database schema|startup material|system prompt|context window|safety rule|safety filter|security rule|security control|security detection|access control',
        ),
        wordList(
          'you |your|this system|this environment|this session|current config|current environment|deployed|in production|loaded|users table',
        ),
      ],
      near: 200,
    },
    {
      literals: [
        wordList(
          'what model are you|what version are you|your context window|your knowledge cutoff|hosts you|framework are you|what llm are you|your training data',
        ),
      ],
    },
  ],
  detect,
};
