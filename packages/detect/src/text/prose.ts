/** Reading English around a hit: is it said to the reader, or is it spoken about? */
import { isFenced } from './documents.js';

const WINDOW_UNITS = 90;

const SPOKEN_ABOUT =
  /(?:such as|e\.g\.|for example|examples?|like|called|named|phrases?|strings?|patterns?|keywords?|sample|snippets?|payloads?|attacks?|injections?|jailbreaks?|prompts? that|prompts? to|tries to|tried to|attempts? to|asks? (?:the|an) \w{1,12} to|(?:if|when|whenever) an? \w{1,12} (?:asks?|tells?|instructs?) (?:you|it) to|detect(?:s|ed|ing|ion)?|scans? for|match(?:es|ing)?|contains?|flags?|blocks?|refus(?:e|es|ed)|expected output|mock response|sample response|training text|test case|fixture|readme|docs?|documentation|never|will not|cannot|won't|should not|must not|don't)\b[^.!?\n]{0,60}$/i;
const QUOTES = '"\'`“”„‘’«»「『';

/** The words before the hit announce an example, a quotation or a refusal. */
export function isAnnounced(text: string, start: number): boolean {
  return SPOKEN_ABOUT.test(text.slice(Math.max(0, start - WINDOW_UNITS), start));
}

/** The same in other languages. */
const SPOKEN_ABOUT_FOREIGN =
  /(?:注入|越狱|越獄|示例|例如|比如|攻击手法|例えば|インジェクション|예시|예를 들어|인젝션|por ejemplo|par exemple|zum beispiel|per esempio|por exemplo|например|inyecci[oó]n|инъекци)[^。.!?！？\n]{0,30}$/iu;

const BLOCK_QUOTE = /(?:^|\n)[ \t]{0,3}>[^\n]{0,300}$/;
const TOLD_OF =
  /\b(?:tweeted|posted|wrote|(?:somebody|someone|people|they|users?|customers?) (?:said|sent|typed|tried|asked)|as an? (?:test|joke|example)|is an? (?:example|classic|typical|known)|quoted?|this (?:is|was) what|that (?:is|was|'s) what)\b/i;
const TOLD_OF_UNITS = 160;

/** The hit stands in a quotation of lines, and the words right behind it tell who said it and when. */
function isQuotedAndTold(text: string, start: number): boolean {
  if (!BLOCK_QUOTE.test(text.slice(Math.max(0, start - 320), start))) return false;
  const behind = /\n(?![ \t]{0,3}>)\s{0,8}(?=\S)/.exec(text.slice(start, start + 600));
  if (behind === null) return false;
  const from = start + behind.index + behind[0].length;
  return TOLD_OF.test(text.slice(from, from + TOLD_OF_UNITS));
}

const TEST_OPENING =
  /\b(?:it|test|describe)(?:\.\w{1,10})?\(\s{0,4}["'`]|\bdef test_\w|\bfunc Test[A-Z]|@Test\b|#\[test\]/;
const TEST_CLAIM = /\bexpect\(|\bassert\w{0,20}[!(. ]|\bt\.(?:Error|Fatal|is|same)|\bshould\./;
const TEST_UNITS = 400;

/** The hit stands in a string of a test: it is opened before and judged behind, on lines of its own. */
function isTestData(text: string, start: number): boolean {
  const line = text.slice(Math.max(0, start - 200), start);
  if (!/["'`][^"'`\n]{0,200}$/.test(line.slice(line.lastIndexOf('\n') + 1))) return false;
  const claim = text.slice(start, start + TEST_UNITS);
  const next = claim.indexOf('\n');
  return (
    next >= 0 &&
    TEST_CLAIM.test(claim.slice(next)) &&
    TEST_OPENING.test(text.slice(Math.max(0, start - TEST_UNITS), start))
  );
}

/** The hit stands in a code span that the words before announce as somebody else's. */
function isShownAsCode(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW_UNITS), start);
  const span = /`[^`\n]{0,40}$/.exec(before);
  if (span === null || !/^[^`\n]{0,200}`/.test(text.slice(end, end + 201))) return false;
  // A literal of a program, or of somebody who says one: `"…"`, `ask("…")`.
  if (/^`(?:\w{1,20}\()?["“]/.test(span[0])) return true;
  const words = before.slice(0, span.index);
  return SPOKEN_ABOUT.test(words) || /\battackers?\b[^.!?\n]{0,60}$/i.test(words);
}

const SHOWN_BEFORE =
  /\b(?:looks? like|examples?|e\.g\.|sample|template|payload|test case|fixture|probes?)\b|示例|模板|例/i;

const SHOWN_UNITS = 200;

/** The hit stands in a fenced block, and the lines before the fence announce an example. */
function isShownInFence(text: string, start: number): boolean {
  if (!isFenced(text, start)) return false;
  const opening = text.lastIndexOf('```', start);
  return SHOWN_BEFORE.test(text.slice(Math.max(0, opening - SHOWN_UNITS), opening));
}

const SAID = /\b(?:wrote|writes|said|says|asked|typed|put|hid|sent|posted|planted|tried)\b[^.!?\n]{0,50}["“«„]$/i;
const ENDED =
  /^[^"”»“\n]{0,160}["”»“]\W{0,4}(?:[^.!?\n]{0,60})\b(?:refus\w+|declin\w+|ignored|did not|didn['’]t|block\w+|denied|report\w*|flagg\w+|reject\w+|caught|stopp\w+|failed)\b/i;

/** Somebody's words, with who said them before and how it ended behind. */
function isTold(text: string, start: number): boolean {
  const opening = /["“«„]\W{0,4}$/.exec(text.slice(Math.max(0, start - 4), start + 1));
  const from = opening === null ? start : Math.max(0, start - 4) + opening.index + 1;
  return SAID.test(text.slice(Math.max(0, from - WINDOW_UNITS), from)) && ENDED.test(text.slice(from, from + 320));
}

/** Hardly more than a label and what it quotes: `Retrieved: "…"`. Nobody speaks about it. */
const ALL_QUOTED = /^\s{0,8}[\w ]{1,24}:\s{0,4}["“][^"”]{20,}["”]\s{0,4}$/;
const ALL_QUOTED_UNITS_MAX = 1200;
const isAllQuoted = (text: string): boolean => text.length <= ALL_QUOTED_UNITS_MAX && ALL_QUOTED.test(text);

/** The hit stands in quotation marks or in code, or the words before it announce an example. */
export function isSpokenAbout(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW_UNITS), start);
  const opening = before.trimEnd().slice(-1);
  const closing = text.slice(end, end + 40);
  if (opening !== '' && QUOTES.includes(opening) && /["'`”“’»」』]/.test(closing)) return !isAllQuoted(text);
  if (
    SPOKEN_ABOUT.test(before) ||
    SPOKEN_ABOUT_FOREIGN.test(before) ||
    isShownAsCode(text, start, end) ||
    isTold(text, start)
  )
    return true;
  return isQuotedAndTold(text, start) || isTestData(text, start) || isShownInFence(text, start);
}

/** The hit stands inside words that a sentence quotes: `they write "…"`, and not `"name": "…"`. */
export function isCited(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW_UNITS - 40), start);
  if (isAllQuoted(text)) return false;
  return /(?:[\w(] ?["“«]|\w \w{1,20}: ?["“«]|[“„«「『])[^"”“»」』\n]{0,120}$/.test(before);
}

/** Words of a document about security: rules, advisories, test suites, threat models. */
const SECURITY_PROSE =
  /\b(?:prompt[-_ ]injections?|jailbreak(?:s|ing)?|red[-_ ]?team(?:ing)?|owasp|mitre|cve-\d{4}|vulnerabilit(?:y|ies)|threat model|attack (?:vector|surface|scenario)s?|guardrails?|detection rules?|adversarial|attackers?|exploits?|payloads?|probes?|vulnerable|security (?:scanner|testing|policy|advisory))\b|提示词|注入|越狱|红队|拒答|诱导/gi;
const SECURITY_WORDS_MIN = 2;

const SECURITY_REACH = 1500;
/** Of texts up to this the words are looked for once, however many hits ask. */
const KEPT_UNITS_MAX = 4096;

let lastText = '';
let lastPlaces: readonly number[] = [];

/** The text around a hit is written by and for people who study attacks. */
export function isSecurityProse(text: string, start: number): boolean {
  const from = Math.max(0, start - SECURITY_REACH);
  if (text.length > KEPT_UNITS_MAX) {
    const around = text.slice(from, start + SECURITY_REACH);
    return (around.match(SECURITY_PROSE)?.length ?? 0) >= SECURITY_WORDS_MIN;
  }
  if (lastText !== text) {
    lastPlaces = Array.from(text.matchAll(SECURITY_PROSE), ({ index }) => index);
    lastText = text;
  }
  let words = 0;
  for (const at of lastPlaces) if (at >= from && at < start + SECURITY_REACH) words += 1;
  return words >= SECURITY_WORDS_MIN;
}

/** The sentence that holds the span, within a window of 600 units. */
export function sentenceAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - 300), start);
  const after = text.slice(end, end + 300);
  const from = Math.max(
    before.lastIndexOf('. '),
    before.lastIndexOf('! '),
    before.lastIndexOf('? '),
    before.lastIndexOf('\n\n'),
  );
  const to = after.search(/[.!?](?:\s|$)|\n\n/);
  return before.slice(from + 1) + text.slice(start, end) + (to < 0 ? after : after.slice(0, to + 1));
}
