import type { PlannedFile } from './planned-file.js';
import { calls } from './wording.js';

/** What `--fail-on` can name: kinds of calls that nobody wants to see. */
export const FAIL_ON = ['newly-allowed', 'newly-denied', 'changed', 'undecidable'] as const;
export type FailOn = (typeof FAIL_ON)[number];

const COUNTED = {
  'newly-allowed': 'newlyAllowed',
  'newly-denied': 'newlyDenied',
  changed: 'changed',
  undecidable: 'undecidable',
} as const;

const WORDS: Readonly<Record<FailOn, string>> = {
  'newly-allowed': 'newly allowed',
  'newly-denied': 'newly denied',
  changed: 'decided otherwise',
  undecidable: 'not possible to tell',
};

/** A sentence for each policy and kind that is there. */
export const unwantedIn = (planned: readonly PlannedFile[], failOn: readonly FailOn[]): readonly string[] =>
  planned.flatMap(({ policy, effect }) =>
    failOn.flatMap((kind) => {
      const amount = effect?.report.counts[COUNTED[kind]] ?? 0;
      return amount === 0 ? [] : [`${policy}: ${calls(amount)} would be ${WORDS[kind]}.`];
    }),
  );
