const FENCE = '```';
/** Headings, lists of steps and fences make a document; claims and suites make a test. */
const HEADING = /(?:^|\n)#{1,5} \S/;
const TEST_FILE =
  /\b(?:it|test|describe)(?:\.\w{1,10})?\(\s{0,4}["'`]|\bdef test_\w|\bfunc Test[A-Z]|@Test\b|#\[(?:tokio::)?test\]/;
const CONFIGURATION_SAMPLE = /(?:^|\n)# [^\n]{0,60}\b(?:test|example|sample|dev(?:elopment)?|local)\b/i;
/** What is shown is an example: said before it, or by whom it belongs to. */
const SHOWN =
  /\b(?:examples?|e\.g\.|sample|demo|for instance|existing|quick|usage|placeholder|change (?:this|it|me)|avoid hard-?coding|dummy|fixture|mock|allowlist|not (?:a )?real|looks? like|would be (?:converted|carried)|your own)\b|\bexample\.(?:com|org|net)|\.(?:example|test)\b|\blocalhost\b|127\.0\.0\.1|\bcurl\b|\btest[-_ ]?(?:user|data|env)/i;
const AROUND_UNITS = 260;
const DOCUMENT_UNITS_MIN = 240;
const BEGINNING_UNITS = 8192;

let lastText = '';
let lastIsDocument = false;

/** Written to be read by people: prose with headings or fences, a suite of tests, a commented sample of a configuration. */
function isDocument(text: string): boolean {
  if (text.length < DOCUMENT_UNITS_MIN) return false;
  if (lastText !== text) {
    const beginning = text.slice(0, BEGINNING_UNITS);
    lastText = text;
    lastIsDocument =
      beginning.includes(FENCE) ||
      HEADING.test(beginning) ||
      TEST_FILE.test(beginning) ||
      CONFIGURATION_SAMPLE.test(beginning);
  }
  return lastIsDocument;
}

/** The value at `start` stands in documentation or in a test, and the words around it say that it is an example. */
export function isShownAsExample(text: string, start: number): boolean {
  if (!isDocument(text)) return false;
  const around = text.slice(Math.max(0, start - AROUND_UNITS), start + AROUND_UNITS);
  return SHOWN.test(around) || TEST_FILE.test(around);
}

/** The place stands inside a fenced block of a document. */
export function isFenced(text: string, start: number): boolean {
  let fences = 0;
  for (let at = text.indexOf(FENCE); at >= 0 && at < start; at = text.indexOf(FENCE, at + FENCE.length)) fences += 1;
  return fences % 2 === 1;
}
