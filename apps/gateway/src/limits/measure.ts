import type { DecisionLimit } from '@sallyport/policy';

/** What one answer used of what a limit speaks of. */
export interface Usage {
  /** Bytes of the answer as the server sent it. */
  readonly bytes: number;
  readonly args: unknown;
  /** Undefined when there was none, or nobody had to read it. */
  readonly result: unknown;
}

/** Largest amount one call can use; more would be no number any more. */
const AMOUNT_MAX = 1_000_000_000_000;

/** Whether the result itself has to be read to tell. */
export const readsResult = ({ limit }: DecisionLimit): boolean => limit.of === 'rows' || limit.of === 'cost';

/**
 * How much a call used of what a limit counts. A number that is none, or less than nothing, counts as nothing: no server and no
 * caller can pay an account back.
 */
export const amountOf = ({ limit }: DecisionLimit, { bytes, args, result }: Usage): number => {
  switch (limit.of) {
    case 'requests':
      return 0;
    case 'bytes':
      return bytes;
    case 'rows': {
      const rows = at(result, limit.at);
      return Array.isArray(rows) ? rows.length : 0;
    }
    case 'cost':
      return toAmount(at(args, limit.at)) ?? toAmount(at(result, limit.at)) ?? 0;
  }
};

const toAmount = (value: unknown): number | null =>
  typeof value === 'number' ? Math.min(AMOUNT_MAX, Math.max(0, Math.ceil(value))) : null;

const at = (value: unknown, pointer: string | undefined): unknown => {
  if (pointer === undefined) return undefined;
  let node = value;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[name];
  }
  return node;
};
