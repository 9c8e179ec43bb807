import { ACTING } from '../text/requests.js';

/** Verbs of acts, for gates. */
const ACTS: readonly string[] = [...ACTING];

/** Verbs that begin a request without a polite word before them. */
export const BARE_ACTS: readonly string[] = [...ACTING].filter((verb) => verb.length > 2);

/** {@link ACTS} as they stand in a sentence; a gate wants them beside a polite opening. */
export const ACT_WORDS: readonly string[] = ACTS.filter((verb) => verb.length > 2).map((verb) => `${verb} `);

/** A polite opening ends no further than this from the end of its verb. */
export const ACT_REACH = 24;

/** Every opening with every verb, as literals for a gate: `please transfer `. */
export function phrases(openings: readonly string[], verbs: readonly string[], between = ' '): string[] {
  return openings.flatMap((opening) => verbs.map((verb) => `${opening}${between}${verb} `));
}

/** Literals written as `one|two |three`, over as many lines as it takes. */
export const wordList = (words: string): string[] => words.split(/\n\s*\||\|/);
