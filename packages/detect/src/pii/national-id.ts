import { weighted } from './checksums.js';

/** A number by which a state knows a person (or a firm), with what makes one valid. */
export interface NationalId {
  readonly country: string;
  readonly name: string;
  /** Source of a pattern of bounded repeats; the value with the separators people write. */
  readonly form: string;
  /** Words of the language it is spoken of in, lower case; one of them stands near. */
  readonly words: readonly string[];
  /** Spelled so distinctly that no word is needed. */
  readonly distinct?: true;
  /** @param id upper case, without separators */
  readonly valid: (id: string) => boolean;
}

/** The check digit of most of them. */
export const lastDigit = (id: string): number => id.charCodeAt(id.length - 1) - 48;

/** @param check the last digit a weighted sum asks for */
export const sumEquals = (id: string, weights: readonly number[], check: (sum: number) => number): boolean =>
  check(weighted(id, weights)) === lastDigit(id);

/** What a weighted sum lacks to a multiple of eleven; 0 where that is no single digit. */
export function elevenSteps(digits: string, weights: readonly number[]): number {
  const rest = 11 - (weighted(digits, weights) % 11);
  return rest > 9 ? 0 : rest;
}
