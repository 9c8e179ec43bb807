import { isSpokenAbout, sentenceAround } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Changes what another tool does or returns. */
const TAMPER =
  /\b(?:modif(?:y|ies)|chang(?:e|es)|alters?|overrid(?:e|es)|replac(?:e|es)|redirects?|reroutes?|intercepts?|supersedes?)\b[^.!?\n]{0,40}\b(?:behaviou?r|output|result|destination|recipient|account|response|amount|arguments?|parameters?)\b[^.!?\n]{0,60}\b(?:tool|[a-z]+_[a-z_]+)\b|\b(?:tool|[a-z]+_[a-z_]+)\b[^.!?\n]{0,80}\b(?:is (?:invoked|called|used|executed)|returns (?:incomplete|wrong|stale|invalid))\b[^.!?\n]{0,80}\b(?:first|always|must|instead|reroute|redirect|replace|bcc|cc'?d|forward|append|add)\b|\bsupersedes?\b[^.!?\n]{0,40}[a-z]+_[a-z_]+[^!?\n]{0,60}\b(?:route|forward|send|instead)\b/gi;
/** Orders a money or privilege tool to be called with given values. */
const ORDERED_CALL =
  /\b(?:please|must|first|call|invoke|use|using|by using|via|execute|run)\b[^.!?\n]{0,60}?[`"']?\b(?:send_money|transfer_\w{2,20}|make_payment|wire_\w{2,20}|\w{0,20}(?:credential|privilege|access ?control|admin|payment|transfer|delete|deploy|escalat\w{2,5}|hijack\w{0,4})\w{0,20}(?:manager|tool|_tool)?)\b[`"']?(?:\s(?:tool|function))?\b[^.!?\n]{0,40}\b(?:with|and do not|arguments?|:|\{|to|,)/gi;
const EXCLUSIVE =
  /\bdo not use (?:any )?other tools?\b|\buse this tool (?:rather than|instead of) (?:any )?others?\b|\bnever use (?:any )?other tools?\b/gi;
const LATER =
  /\b(?:once|after|when) (?:it (?:is|has been) )?(?:this tool (?:has been |is )?)?(?:been )?(?:approved|reviewed|installed|trusted|the approval)\b[^.!?\n]{0,80}\b(?:silently|exfiltrat\w{1,5}|execut\w{1,4}|activat\w{1,4}|upload|send|different|swap|begin|arbitrary|add a directive)\b|\b(?:activates?|swap\w{0,4}|switch\w{0,3}|chang\w{1,3})\b[^.!?\n]{0,60}\b(?:exfiltrat\w{1,5}|post-approval|payload|malicious|reads ssh keys)\b/gi;
const VALUE = /attacker|US\d{15,}|\b[A-Z]{2}\d{2}[A-Z0-9]{10,}\b|@evil|all_balance|\{['"]?recipient/i;

function detect({ text, view }: Subject): Hit[] {
  const spoken = (match: RegExpExecArray) =>
    view === 'raw' && isSpokenAbout(text, match.index, match.index + match[0].length);
  const judge = (confidence: number) => (match: RegExpExecArray) =>
    spoken(match) ? { confidence: 0.3, severity: 'low' as const } : { confidence };
  const calls = matches(ORDERED_CALL, text, (match) => {
    const sentence = sentenceAround(text, match.index, match.index + match[0].length);
    return VALUE.test(sentence) || EXCLUSIVE.test(text) || /strictly|you must adhere/i.test(text)
      ? { confidence: 0.8 }
      : null;
  });
  EXCLUSIVE.lastIndex = 0;
  return [
    ...matches(TAMPER, text, judge(0.75)),
    ...calls,
    ...matches(EXCLUSIVE, text, judge(0.65)),
    ...matches(LATER, text, judge(0.8)),
  ];
}

/** A definition that reaches for other tools: changes their results, orders their use, forbids the rest, or waits for trust. Catalogue M3, M4, M5. */
export const poisoningCrossTool: Detector = {
  id: 'poisoning.cross-tool',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition steers the use of other tools',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  joins: true,
  gates: [
    {
      literals: [
        [
          'redirects the',
          'redirect the',
          'reroutes',
          'intercepts the',
          'intercepts all',
          'overrides the behav',
          'overrides the output',
          'overrides the result',
          'override the behav',
          'override the output',
          'override the result',
          'override the destination',
          'tool is called',
          'tool is invoked',
          'tool is executed',
          'tool is used',
          'is called by any',
          'is invoked by any',
          'is called,',
          'is invoked,',
          'supersedes',
          'us13',
          'all_balance',
          'strictly adhere',
          'strictly follow',
          'you must adhere',
          'attacker',
          '@evil',
          'exfiltrates',
          'exfiltration logic',
          'data-exfiltration',
          'swap it',
          'reads ssh keys',
          'activates its',
          'modifies the behav',
          'modify the behav',
          'changes the behav',
          'alters the behav',
          'behavior of the',
          'behaviour of the',
          'replace its',
          'replaces its',
          'replace the output',
          'replace the result',
          'overrides the',
          'reroute',
          'returns incomplete',
          'returns wrong',
          'returns stale',
          'send_money',
          'other tools',
          'rather than other',
          'instead of other',
          'than others',
          'once approved',
          'been approved',
          'after approval',
          'post-approval',
          'once this tool',
          'after the approval',
          'is approved',
          'once it is',
        ],
      ],
    },
  ],
  detect,
};
