import { compileGlob } from '../../text/glob.js';
import type { Bound, FunctionSpec } from './function-spec.js';

const bind = (literals: readonly (string | undefined)[]): Bound => {
  const [, pattern] = literals;
  const test = pattern === undefined ? null : compileGlob(pattern);
  return {
    apply: (run, values) => {
      const text = values[0] as string;
      const wanted = values[1] as string;
      // Not shifted: the product does not fit into 32 bits, and a negative cost would be a present.
      const cost = Math.ceil((text.length * (1 + wanted.length)) / 64);
      return run.spend(cost) ?? (test ?? compileGlob(wanted))(text);
    },
  };
};

/** The globs of `match`, for any text. */
export const GLOB: FunctionSpec = {
  name: 'glob',
  method: false,
  parameters: ['string', 'string'],
  signature: 'glob(string, pattern) → bool',
  doc: 'The whole text matches: `*` is anything (also `/`), `?` is one character.',
  declares: ['glob(string, string): bool'],
  bind,
};
