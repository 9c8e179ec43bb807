import { isCited, isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** Another task in place of the one that was set. */
const INSTEAD =
  /\b(?:actually|forget (?:about )?(?:that|this|it)|never ?mind (?:that|this|it)|scratch that|on second thought)[,.!]?\s{1,3}(?:please |now )?(?:can|could|would|will) you\b[^?\n]{0,160}|\b(?:can|could|would|will) you\b[^?\n]{3,160}\b(?:instead|regardless of (?:any |the |all )?(?:previous|prior|earlier) (?:tasks?|instructions?|requests?))\s?\?|\bregardless of (?:any |the |all )?(?:previous|prior|earlier) (?:tasks?|instructions?|requests?)\b/gi;
/** The same in other languages: in its place, whatever was said before. */
const FOREIGN =
  /\b(?:na verdade|independentemente (?:das?|dos?) \w{3,12} anteriores?|em vez disso|en vez de eso|en su lugar|en realidad, ¿?pued|plut[oô]t\s?\?|à la place\s?\?|stattdessen\s?\?|in plaats daarvan|sa halip|thay vào đó|sebagai gantinya|bunun yerine|zamiast tego|вместо этого|натомість)(?![\p{L}])[^.!\n]{0,160}|代わりに[^。\n]{0,60}(?:ください|ますか)|대신[^.\n]{0,60}(?:주세요|있나요|줄래)|แทน(?:ได้ไหม|หรือไม่|ได้หรือไม่)|转而[^。\n]{0,40}[吗？]/giu;
/** A request or a question to whoever reads. */
const ASKS =
  /[?？]|\b(?:pode|puede|podrías?|pouvez|peux|kannst|können|maaari|bisakah|bisa|có thể|możesz|можешь|можете|please|por favor)\b/iu;
const UNITS_MAX = 300;

function detect({ text, view }: Subject): Hit[] {
  return [INSTEAD, FOREIGN]
    .flatMap((pattern) => matches(pattern, text, () => (ASKS.test(text) ? { confidence: 0.55 } : null)))
    .map((hit) =>
      view === 'raw' && (isCited(text, hit.start) || isSecurityProse(text, hit.start))
        ? { ...hit, confidence: 0.3, severity: 'low' as const }
        : hit,
    );
}

/** A short text that puts another task in the place of the one at hand. Catalogue R1, C14. */
export const injectionRedirect: Detector = {
  id: 'injection.redirect',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text asks for another task instead of the one at hand',
  why: 'An answer of a tool takes part in no conversation: what it wants instead is wanted of the model.',
  fix: 'Deliver the result fenced as data; messages between people can be allowed per tool.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
  whole: true,
  unitsMax: UNITS_MAX,
  gates: [
    {
      literals: [
        wordList(
          `actually can you|actually, can|actually could you|actually, could|forget about that|forget about this|forget about it|never mind that|nevermind that|instead?|regardless of p|regardless of any p|regardless of the p|scratch that|on second th
          |na verdade|independentemente d|em vez disso|en vez de eso|en su lugar|plutôt ?|la place?|la place ?|stattdessen|in plaats d|sa halip|thay vào|sebagai gan|bunun yer|zamiast t|вместо эт|натом|代わりに|대신|แทนได|แทนห|转而`,
        ),
      ],
    },
  ],
  detect,
};
