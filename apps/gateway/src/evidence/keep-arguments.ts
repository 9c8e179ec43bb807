import { type Finding, type FindingCategory, KEPT_ARGUMENTS_BYTES_MAX } from '@sallyport/contracts';
import { maskFindings } from '@sallyport/detect';
import type { KeptArguments } from './evidence.js';

/** What must not be readable in evidence, whoever may read it. */
const MASKED: ReadonlySet<FindingCategory> = new Set<FindingCategory>(['secret', 'pii']);

export interface ValueToKeep {
  readonly value: unknown;
  /** Its JSON text as `JSON.stringify` writes it, where that is at hand. */
  readonly text: Buffer | null;
  /** Bytes it came as, or more. */
  readonly bytes: number;
  /** Bytes of JSON it may have. */
  readonly bytesMax: number;
  readonly findings: readonly Finding[];
  /** The parsed message the findings' pointers speak of. */
  readonly message: object;
  /** Takes the value out of such a message. */
  readonly pick: (message: unknown) => unknown;
}

export interface ArgumentsToKeep extends Pick<ValueToKeep, 'text' | 'findings' | 'message' | 'pick'> {
  readonly args: unknown;
  readonly argumentsBytes: number;
}

/** Arguments as a record keeps them: secrets and personal data masked in place, at most 8 KB of JSON. */
export const keepArguments = ({ args, argumentsBytes, ...rest }: ArgumentsToKeep): KeptArguments =>
  keepMasked({ value: args, bytes: argumentsBytes, bytesMax: KEPT_ARGUMENTS_BYTES_MAX, ...rest });

/** Part of a message as evidence keeps it: secrets and personal data masked in place, nothing at all where that cannot be done. */
export const keepMasked = (given: ValueToKeep): KeptArguments => {
  const { value, text, bytesMax, findings, message, pick } = given;
  const sensitive = findings.length === 0 ? findings : findings.filter(({ category }) => MASKED.has(category));
  if (sensitive.length === 0) {
    return fitsAsGiven(given) ? { value, truncated: false, text } : NOT_KEPT;
  }
  const { value: masked, edits } = maskFindings(message, sensitive, 'mask');
  // What stands in the name of a member cannot be masked, so nothing is kept.
  const edited = new Set(edits.map(({ pointer }) => pointer));
  if (!sensitive.every(({ pointer }) => edited.has(pointer))) return NOT_KEPT;
  const kept = pick(masked);
  return fits(kept, bytesMax) ? { value: kept, truncated: false, text: null } : NOT_KEPT;
};

/** JSON written anew is at most this much longer than it came: `1e20` becomes 21 digits. */
const GROWTH_MAX = 6;

const fitsAsGiven = ({ value, text, bytes, bytesMax }: ValueToKeep): boolean => {
  if (text !== null) return text.length <= bytesMax;
  return bytes * GROWTH_MAX <= bytesMax || fits(value, bytesMax);
};

const fits = (value: unknown, bytesMax: number): boolean => Buffer.byteLength(JSON.stringify(value) ?? '') <= bytesMax;

const NOT_KEPT: KeptArguments = Object.freeze({ value: null, truncated: true, text: null });
