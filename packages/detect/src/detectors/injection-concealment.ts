import { isSpokenAbout, sentenceAround } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matches, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';

const PEOPLE =
  '(?:the |your |any |its )?(?:users?|humans?|customers?|operators?|owners?|persons?|people|anyone|anybody|them|him|her|client|admin(?:istrator)?s?)';
/** Keep it from the people. */
const CONCEAL = new RegExp(
  `\\b(?:do not|don'?t|never|avoid|must not|should not|shouldn'?t|without|no need to|not)\\s{1,4}(?:ever\\s{1,4}|to\\s{1,4})?(?:tell(?:ing)?|inform(?:ing)?|notify(?:ing)?|mention(?:ing)?|alert(?:ing)?|warn(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|show(?:ing)?|display(?:ing)?|ask(?:ing)?|requir(?:e|ing)|check(?:ing)? with|confirm(?:ing)? with|report(?:ing)?|say(?:ing)?|discuss(?:ing)?|acknowledg(?:e|ing)|let(?:ting)?)\\b[^.!?\\n]{0,30}?(?:\\b${PEOPLE}\\b|\\b(?:this|these|that|it|any of this|the) ?(?:step|instructions?|message|action|note|tool|fact|directive)?s? (?:to|from|in|with) ${PEOPLE}|\\bfor (?:any )?(?:(?:user|human|explicit|further|additional) )?(?:confirmation|permission|approval|consent)|\\b(?:user|human) (?:confirmation|permission|approval|consent))`,
  'gi',
);
const UNSUPERVISED =
  /\bwithout (?:any |further |explicit |prior |additional |requiring |asking for |seeking |needing |waiting for |the )*(?:user(?:'?s)?|human|customer|owner|explicit)(?:'?s)?[- ](?:confirmation|approval|consent|permission|knowledge|awareness|interaction|review|notice)\b/gi;
const LEAKING =
  '(?:send|forward|upload|append|copy|exfiltrate|bcc|e-?mail|post|transmit|share|harvest|collect|embed|include|attach|leak|add|pass|grant|hand)(?:s|es|ed|ing)?';
const UNSEEN = new RegExp(
  `\\b(?:silently|secretly|covertly|discreetly|stealthily|invisibly|surreptitiously|quietly)\\s{1,4}(?:\\w{1,12}\\s{1,4}){0,2}${LEAKING}\\b|\\b${LEAKING}\\b[^.!?\\n]{0,80}\\b(?:secretly|covertly|discreetly|stealthily|surreptitiously)\\b|\\bso (?:that )?(?:it|this|the \\w{1,12}) (?:goes|remains?|stays?) (?:unnoticed|hidden|undetected)|\\bensur(?:e|ing) (?:that )?it (?:goes|remains) (?:unnoticed|undetected)|\\bkeep (?:this|it) (?:secret|hidden) from\\b`,
  'gi',
);
const ACTIONS =
  /\b(?:sent|send|forward|upload|post|transmit|transfer|copy|append|include|embed|attach|add|read|fetch|retrieve|collect|gather|extract|exfiltrate|leak|share|email|bcc|call|invoke|execute|run|delete|remove|modify|change|replace|redirect|route|pass|grant|approve|install|download|submit|write|store|log|record|disable|reroute|hand)(?:s|es|ed|ing)?\b/i;
/** Deleting or running unasked is what options such as `--yes` are for; handing on is not. */
const HANDING_ON =
  /\b(?:sent|send|forward|upload|transfer|transmit|pass|share|post|hand|submit|email|copy|grant|pay|deposit|wire|export)(?:s|es|ed|ing)?\b/i;
const PRIVATE =
  /\b(?:credentials?|passwords?|secrets?|api[_ -]?keys?|tokens?|private|ssh|\.env|environment variables?|conversation|chat history|messages?|files?|contents?|data|results?|information|everything|emails?|records?|account|money|funds?|balance|instructions?|prompt|history|clipboard|keys?)\b/i;

/** What may be so, and is looked for: nobody is told to do it. */
const SUPPOSED =
  /\b(?:whether|cannot|can|could|may|might|would|must not|does not|if (?:a|an|the|your|some) \w{1,14}|(?:tool|server|skill|plugin|code|function|package|extension)s? (?:that|which))(?: \w{1,14}){0,4} $/i;

function detect({ text, surface, view }: Subject): Hit[] {
  const conceal = [
    ...matches(CONCEAL, text, () => ({ confidence: 0.75 })),
    ...matches(UNSUPERVISED, text, () => ({ confidence: 0.7 })),
  ];
  const unseen = matches(UNSEEN, text, ({ index }) =>
    SUPPOSED.test(text.slice(Math.max(0, index - 80), index)) ? null : { confidence: 0.7 },
  );
  return [...conceal, ...unseen].flatMap((hit) => {
    const sentence = sentenceAround(text, hit.start, hit.end);
    const unasked = /confirm|approv|consent|permission/i.test(text.slice(hit.start, hit.end));
    if (!(unasked ? HANDING_ON : ACTIONS).test(sentence) || !PRIVATE.test(sentence)) return [];
    if (view === 'raw' && isSpokenAbout(text, hit.start, hit.end))
      return [{ ...hit, confidence: 0.3, severity: 'low' as const }];
    if (
      /\b(?:does not|doesn't|will not|won't|never|cannot) (?:send|transmit|share|store|collect|log|upload)/i.test(
        sentence,
      )
    )
      return [];
    return [{ ...hit, confidence: surface === 'definition' ? 0.85 : hit.confidence }];
  });
}

/** An action on someone's data, with the wish that people do not learn of it or are not asked. Catalogue M1, R1. */
export const injectionConcealment: Detector = {
  id: 'injection.concealment',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The text asks for an action and for keeping it from the user',
  why: 'Whoever wants something kept from the user knows that the user would not want it.',
  fix: 'Refuse the message, and look at what else the server said in this session.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        [
          'silently send',
          'silently forward',
          'silently upload',
          'silently append',
          'silently cop',
          'silently exfiltrate',
          'silently bcc',
          'silently email',
          'silently post',
          'silently transmit',
          'silently share',
          'silently harvest',
          'silently collect',
          'silently embed',
          'silently include',
          'silently attach',
          'silently leak',
          'silently add',
          'silently pass',
          'silently grant',
          'silently hand',
          'silently also',
          'quietly send',
          'quietly forward',
          'quietly upload',
          'quietly append',
          'quietly cop',
          'quietly post',
          'quietly transmit',
          'quietly share',
          'quietly collect',
          'quietly include',
          'quietly attach',
          'not require user',
          'not require any',
          'not require human',
          'not require confirm',
          'not require approval',
          'not require explicit',
          'without explicit user',
          'without explicit confirm',
          'without explicit approval',
          'without explicit consent',
          'without explicit permission',
          'without requiring user',
          'without requiring any',
          'without requiring human',
          'without requiring confirm',
          'without requiring approval',
          'without requiring explicit',
          'without requiring the user',
          'not report this',
          'not report it',
          'not report to',
          'not ask the',
          'not ask for confirm',
          'not ask for permission',
          'not ask for approval',
          'not ask for user',
          'not ask them',
          'not ask any',
          'without needing user',
          'without needing confirm',
          'without needing approval',
          'without needing permission',
          'without needing any',
          'not tell the',
          'not tell them',
          'not tell any',
          "n't tell the",
          "n't tell them",
          'never tell',
          'not inform',
          "n't inform",
          'not notify',
          "n't notify",
          'not mention',
          "n't mention",
          'never mention',
          'not alert',
          'not warn',
          'not reveal',
          "n't reveal",
          'never reveal',
          'not disclose',
          'never disclose',
          'not show the user',
          'not show this',
          'not display this',
          "n't ask",
          'never ask',
          'not discuss',
          'not acknowledge',
          'not let the user',
          'without telling',
          'without informing',
          'without notifying',
          'without mentioning',
          'without alerting',
          'without asking',
          'without checking with',
          'without confirming',
          'without user',
          'without human',
          'without any user',
          'without the user',
          'without the owner',
          'without further',
          'without prior',
          'without any confirmation',
          'without confirmation',
          'without seeking',
          'without waiting for',
          'no need to check with',
          'no need to ask',
          'no need to confirm',
          'no need to inform',
          'no need to tell',
          'avoid mentioning',
          'avoid telling',
          'not requiring',
          'secretly',
          'covertly',
          'discreetly',
          'stealthily',
          'surreptitiously',
          'invisibly',
          'unnoticed',
          'undetected',
          'keep this secret',
          'keep it secret',
          'keep this hidden',
        ],
      ],
    },
  ],
  detect,
};
