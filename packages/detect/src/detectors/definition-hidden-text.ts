import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Control characters but for tab and the two line ends, with what they might be doing. */
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}[^\n]{0,40}/gu;
/** Private use: no font but the sender's knows them. */
const PRIVATE_USE = /\p{Co}/gu;
const FILLERS = /[\u115f\u1160\u3164\uffa0]|\u2800{3,}|(?<=[A-Za-z])\u2800(?=[A-Za-z])/g;
/** Lines drawn through or under single letters, so that no pattern matches the word. */
const STRUCK = /[A-Za-z](?:\u0305|[\u0320-\u0338]|[\u20d2-\u20d8])/g;
const STRUCK_MIN = 5;
/** Nothing but printable ASCII and blanks. */
const PLAIN = /^[\x20-\x7e\s]*$/;
const BLANK_LINES_MIN = 40;
const BLANK_UNITS_MIN = 400;
const EVIDENCE_MAX = 3;

/** Text that stands behind so much blank space that it is out of sight. */
function behindBlanks(text: string): Hit[] {
  const hits: Hit[] = [];
  let start = 0;
  let lines = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) lines += 1;
    if (code === 10 || code === 32 || code === 9 || code === 13 || code === 0xa0 || code === 0x3000) continue;
    if (lines >= BLANK_LINES_MIN || i - start >= BLANK_UNITS_MIN)
      hits.push({ start: i, end: Math.min(text.length, i + 120), confidence: 0.8 });
    start = i + 1;
    lines = 0;
  }
  return hits;
}

function detect({ text, view }: Subject): Hit[] {
  if (view !== 'raw') return [];
  if (PLAIN.test(text)) return behindBlanks(text);
  const struck = matches(STRUCK, text, () => ({ confidence: 0.75 }));
  return [
    ...matches(CONTROL, text, () => ({ confidence: 0.9 })),
    ...matches(PRIVATE_USE, text, () => ({ confidence: 0.6, severity: 'medium' as const })),
    ...behindBlanks(text),
    ...matches(FILLERS, text, () => ({ confidence: 0.8 })),
    ...(struck.length >= STRUCK_MIN ? struck : []),
  ].slice(0, EVIDENCE_MAX);
}

/** What a definition holds for the model and not for people: control sequences, private characters, fillers, text behind blank pages. Catalogue M7. */
export const definitionHiddenText: Detector = {
  id: 'definition.hidden-text',
  category: 'hidden_text',
  severity: 'high',
  title: 'The definition holds text that people cannot see',
  why: 'A person approves what is shown; the model reads all of it.',
  fix: 'Block the definition; honest ones have no use for control characters or blank pages.',
  frameworks: [FRAMEWORKS.llmHiddenContext, FRAMEWORKS.mcpToolPoisoning],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
