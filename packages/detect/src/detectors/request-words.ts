import { ACTING } from '../text/requests.js';

/** Verbs of acts, for gates. */
export const ACTS: readonly string[] = [...ACTING];

/** Verbs that begin a request without a polite word before them. */
export const BARE_ACTS: readonly string[] = [...ACTING].filter((verb) => verb.length > 2);

/** Every opening with every verb, as literals for a gate: `please transfer `. */
export function phrases(openings: readonly string[], verbs: readonly string[], between = ' '): string[] {
  return openings.flatMap((opening) => verbs.map((verb) => `${opening}${between}${verb} `));
}

/** Literals written as `one|two |three`, over as many lines as it takes. */
export const wordList = (words: string): string[] => words.split(/\n\s*\||\|/);
