import type { Judgement } from '../judge/verdict.js';
import type { Place } from './json-text.js';

/** Where a value stands in its file. */
export interface Region {
  readonly start: Place;
  readonly end: Place;
}

/** A server, a tool or a record of a file, and what is said of it. */
export interface InspectedItem {
  readonly kind: 'server' | 'tool' | 'record';
  readonly name: string;
  readonly judgement: Judgement;
  /** Of each finding, in the same order. */
  readonly regions: readonly Region[];
}

/** Something that could not be inspected. */
export interface FileProblem {
  readonly line: number;
  readonly message: string;
}

export interface InspectedFile {
  readonly file: string;
  readonly items: readonly InspectedItem[];
  readonly problems: readonly FileProblem[];
}
