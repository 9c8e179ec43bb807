import { type Detector, EVERYWHERE, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const FLAG = /\ud83c\udff4(?:\udb40[\udc20-\udc7e]){2,6}\udb40\udc7f/g;
const TAG_RUN = /(?:\udb40[\udc00-\udc7f])+/g;
const SELECTOR_RUN = /(?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]){3,}/g;
const OVERRIDE = /[\u202d\u202e][^\u202c]{0,2000}\u202c?/g;
const ZERO_WIDTH_IN_WORD =
  /(?<=[A-Za-z])(?:\u034f|[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0]){1,64}(?=[A-Za-z])/g;
const ZERO_WIDTH_RUN = /[\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\u3164\u115f\u1160]{4,}/g;
const STRAY_IN_DEFINITION =
  /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\u00ad\u180e]|(?<=[\x20-\x7e])[\u200c\u200d]/g;
const SPLIT_WORDS_MIN = 2;

/** Tag characters that spell no flag, and chains of variation selectors: nothing but a hidden channel writes them. */
function channels(text: string): Hit[] {
  const withoutFlags = text.replace(FLAG, (flag) => ' '.repeat(flag.length));
  return [
    ...matches(TAG_RUN, withoutFlags, () => ({ confidence: 0.97, severity: 'critical' })),
    ...matches(SELECTOR_RUN, withoutFlags, () => ({ confidence: 0.95, severity: 'critical' })),
  ];
}

function detect({ text, view, surface }: Subject): Hit[] {
  if (view !== 'raw') return [];
  const hits = [
    ...channels(text),
    ...matches(OVERRIDE, text, () => ({ confidence: 0.85 })),
    ...matches(ZERO_WIDTH_RUN, text, () => ({ confidence: 0.75 })),
  ];
  const split = matches(ZERO_WIDTH_IN_WORD, text, () => ({ confidence: 0.8 }));
  // One soft break in a long word is typography; several words broken are a filter being dodged.
  if (split.length >= SPLIT_WORDS_MIN) hits.push(...split.slice(0, 3));
  if (surface === 'definition' && hits.length === 0)
    hits.push(...matches(STRAY_IN_DEFINITION, text, () => ({ confidence: 0.7 })).slice(0, 3));
  return hits;
}

/** Text that people do not see and models read: tags, selectors, direction overrides, zero-width characters. Catalogue M7. */
export const hiddenText: Detector = {
  id: 'hidden-text.invisible',
  category: 'hidden_text',
  severity: 'high',
  title: 'The text contains characters that people cannot see',
  why: 'What people cannot see, they cannot refuse: the model reads it all the same.',
  fix: 'Strip the characters, or refuse a definition that has them.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.llmHiddenContext, FRAMEWORKS.mcpToolPoisoning],
  surfaces: EVERYWHERE,
  gates: [{ shapes: ['invisible'] }],
  detect,
};
