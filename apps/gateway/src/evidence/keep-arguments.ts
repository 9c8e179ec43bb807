import { type Finding, type FindingCategory, KEPT_ARGUMENTS_BYTES_MAX } from '@sallyport/contracts';
import { maskFindings } from '@sallyport/detect';
import type { KeptArguments } from './evidence.js';

/** What must not be readable in evidence, whoever may read it. */
const MASKED: ReadonlySet<FindingCategory> = new Set<FindingCategory>(['secret', 'pii']);

export interface ArgumentsToKeep {
  readonly args: unknown;
  /** Bytes they came as. */
  readonly argumentsBytes: number;
  readonly findings: readonly Finding[];
  /** The parsed message the findings' pointers speak of. */
  readonly message: object;
  /** Takes the arguments out of such a message. */
  readonly pick: (message: unknown) => unknown;
}

/** Arguments as a record keeps them: secrets and personal data masked in place, at most 8 KB of JSON. */
export const keepArguments = ({ args, argumentsBytes, findings, message, pick }: ArgumentsToKeep): KeptArguments => {
  const sensitive = findings.filter(({ category }) => MASKED.has(category));
  if (sensitive.length === 0) {
    const surelySmall = argumentsBytes * GROWTH_MAX <= KEPT_ARGUMENTS_BYTES_MAX;
    return surelySmall || fits(args) ? { value: args, truncated: false } : NOT_KEPT;
  }
  const { value: masked, edits } = maskFindings(message, sensitive, 'mask');
  // What stands in the name of a member cannot be masked, so nothing is kept.
  const edited = new Set(edits.map(({ pointer }) => pointer));
  if (!sensitive.every(({ pointer }) => edited.has(pointer))) return NOT_KEPT;
  const value = pick(masked);
  return fits(value) ? { value, truncated: false } : NOT_KEPT;
};

/** JSON written anew is at most this much longer than it came: `1e20` becomes 21 digits. */
const GROWTH_MAX = 6;

const fits = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value) ?? '') <= KEPT_ARGUMENTS_BYTES_MAX;

const NOT_KEPT: KeptArguments = Object.freeze({ value: null, truncated: true });
