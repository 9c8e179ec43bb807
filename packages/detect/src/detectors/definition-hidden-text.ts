import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f][^\n]{0,40}/g;
/** Private use: no font but the sender's knows them. Ten of one kind are a powerline or an icon font. */
const PRIVATE_USE = /[\ue000-\uf8ff]|[\udb80-\udbff][\udc00-\udfff]/g;
const BLANKS = /(?:[ \t]{0,200}\r?\n){40,}[ \t]{0,200}(?=\S)|[ \t\u00a0\u3000]{400,}(?=\S)/g;
const FILLERS = /[\u115f\u1160\u3164\uffa0]|\u2800{3,}|(?<=[A-Za-z])\u2800(?=[A-Za-z])/g;
/** Lines drawn through or under single letters, so that no pattern matches the word. */
const STRUCK = /[A-Za-z][\u0305\u0320-\u0338\u20d2-\u20d8]/g;
const STRUCK_MIN = 5;
const EVIDENCE_MAX = 3;

const UNUSUAL =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u0305\u0320-\u0338\u115f\u1160\u20d0-\u20dc\u2800\u3164\ue000-\uf8ff\uffa0\udb80-\udbff]|\n\s{40}| {400}/;

function detect({ text, view }: Subject): Hit[] {
  if (view !== 'raw' || !UNUSUAL.test(text)) return [];
  const struck = matches(STRUCK, text, () => ({ confidence: 0.75 }));
  return [
    ...matches(CONTROL, text, () => ({ confidence: 0.9 })),
    ...matches(PRIVATE_USE, text, () => ({ confidence: 0.6, severity: 'medium' as const })),
    ...matches(BLANKS, text, () => ({ confidence: 0.8 })),
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
