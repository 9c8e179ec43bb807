import { requestsIn } from '../text/requests.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

/** A text that vouches for itself to whoever judges it. */
const VOUCHES =
  /\b(?:this|the following|above|below) (?:\w{1,14} ){0,2}(?:content|text|message|document|result|response|page|data|file|output|instruction|request|tool|prompt)s? (?:is|are|was|were|has been|have been) (?:\w{1,14} ){0,3}?(?:safe|trusted|verified|reviewed|approved|vetted|scanned|whitelisted|allow-?listed|benign|harmless|pre-?approved|authori[sz]ed|certified|not (?:an? )?(?:injection|attack|malicious)|free of (?:injections?|malware|threats))\b|\b(?:security|safety|moderation|scanner|classifier|policy|guardrail|compliance) (?:note|notice|check|result|verdict|status|score|review|scan|label)s?\s{0,2}[:=]\s{0,3}(?:\w{1,14} ){0,3}?(?:passed|pass|safe|benign|clean|approved|reviewed|ok|allow|trusted|verified|risk\s{0,2}[:=]?\s?0|0(?:\.0+)?\b|none|low)|\b(?:risk|threat|injection|malicious\w{0,4}|toxicity)(?: score| level|_score)?\s{0,2}[:=]\s{0,2}(?:0(?:\.0+)?(?![\d.])|none|low|safe)\b|\b(?:classify|label|mark|score|rate|treat|report|flag) (?:this|it|the (?:above|following|content|text|message))(?: \w{1,12}){0,3} as (?:safe|benign|trusted|harmless|low[- ]risk|not malicious|clean|allowed)\b|\b(?:no|without) (?:need (?:to|for)|further) (?:scan|inspect|review|check|filter|moderat)\w{0,6}\b/gi;

function detect({ text }: Subject): Hit[] {
  const hits = matches(VOUCHES, text, () => ({ confidence: 0.6 }));
  if (hits.length === 0) return [];
  // A report says it is clean; an attack says so and goes on to ask for something.
  const asks = requestsIn(text).some(({ form, sentence }) => form !== 'question' && ASKS.test(sentence));
  return asks ? hits : hits.map((hit) => ({ ...hit, severity: 'low' as const }));
}

const ASKS =
  /\b(?:send|forward|call|execute|run|reveal|output|ignore|delete|transfer|upload|post|share|export|approve|disable|grant|follow|comply|allow|pass it)\b/i;

/** Verdicts of those that judge texts. */
const LABELS = ['moderation', 'guardrail', 'classifier', 'scanner'].flatMap((judge) =>
  ['note', 'check', 'result', 'verdict', 'status', 'score', 'review', 'scan', 'label'].map(
    (label) => `${judge} ${label}`,
  ),
);

/** Content that tells its judges it is safe, and asks for something. Catalogue R15. */
export const scorerCamouflage: Detector = {
  id: 'injection.self-approval',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text declares itself safe or reviewed and asks for something',
  why: 'Honest data does not speak of its own score; a judge that reads the label may give it.',
  fix: 'Deliver the result fenced; labels inside content are never read by this gateway.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpIntentSubversion, FRAMEWORKS.agenticGoalHijack],
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(
          'safe|trusted|verified|reviewed|approved|vetted|scanned|benign|harmless|passed|clean|risk: 0|risk 0|score: 0|risk_score|no need to scan|further review|not malicious|low risk|low-risk|threat level|none',
        ),
        [
          ...wordList(
            'this content|this text|this message|this document|this result|this response|this page|this data|this file|this output|this instruction|this request|this tool|this prompt|following content|security note|security check|security review|security scan|security status|safety check|safety score|safety note|risk score|risk: |threat level|injection score|injection: |as safe|as benign|as trusted|as harmless|malicious: |no need to|scan result',
          ),
          ...LABELS,
        ],
      ],
      near: 120,
    },
  ],
  detect,
};
