import type { Detector } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** What all detectors of personal data have in common. */
export const PII: Pick<Detector, 'category' | 'frameworks' | 'fix' | 'secret'> = {
  category: 'pii',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.mcpOverSharing],
  fix: 'Redact it in place, or ask the tool for less than it returned.',
  secret: true,
};

/** Digits count alike for the scanner, so that a form of digits can open a gate. */
export const digits = (form: string): string => form.replace(/#/g, '0');

const CONTEXT_UNITS = 80;

/** One of the words stands within 80 characters before or 40 after the span. */
export function hasWordNear(text: string, start: number, end: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - CONTEXT_UNITS), Math.min(text.length, end + CONTEXT_UNITS / 2)));
}
