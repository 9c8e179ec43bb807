import { pointerTokens, valueAtTokens } from '../../text/json-pointer.js';
import { Fault } from '../fault.js';
import type { Run } from '../run.js';
import { fromJson, isList } from '../values.js';
import { toDouble } from './conversions.js';
import type { Bound, FunctionSpec } from './function-spec.js';

type Read = (found: unknown, missing: Fault, wrong: Fault) => unknown;

const countOf: Read = (found) => {
  if (found === undefined || found === null) return 0n;
  return isList(found) ? BigInt(found.length) : 1n;
};

/** A number, or text that is nothing but one; what else a server might make of it cannot be told. */
const numberOf: Read = (found, missing, wrong) => {
  if (found === undefined || found === null) return missing;
  if (typeof found !== 'number' && typeof found !== 'string') return wrong;
  const read = typeof found === 'number' ? fromJson(found) : toDouble(found.trim());
  return read instanceof Fault ? wrong : read;
};

const anyOf: Read = (found, missing) => (found === undefined ? missing : fromJson(found));

const atPointer = (name: string, result: string, doc: string, read: Read): FunctionSpec => ({
  name,
  method: false,
  parameters: ['json', 'string'],
  signature: `${name}(args, pointer) → ${result}`,
  doc,
  declares: [`${name}(dyn, string): dyn`],
  literal: [1],
  pointer: 1,
  bind: ([, pointer = '']): Bound => {
    const tokens = pointerTokens(pointer);
    if (tokens === null) {
      return { parameter: 1, message: `"${pointer}" is no JSON pointer; write "/field" or "/list/0/field"` };
    }
    const missing = new Fault(`${name}(): ${pointer} is missing`);
    const wrong = new Fault(`${name}(): ${pointer} is not a number`);
    return {
      apply: (run: Run, [root]) => run.spend(tokens.length) ?? read(valueAtTokens(root, tokens), missing, wrong),
    };
  },
});

/** Values by JSON pointer, and the units of business in them: how many, how much. */
export const POINTER_FUNCTIONS: readonly FunctionSpec[] = [
  atPointer(
    'at',
    'JSON',
    'The value at a JSON pointer: `at(args, "/filter/team")`; an error when nothing is there.',
    anyOf,
  ),
  atPointer(
    'countAt',
    'int',
    'How many are at a JSON pointer: elements of a list, 1 for anything else, 0 when nothing is there: `countAt(args, "/recipients") > 10`.',
    countOf,
  ),
  atPointer(
    'numberAt',
    'number',
    'The number at a JSON pointer, also when it is written as text: `numberAt(args, "/amount") > 1000`; an error when there is none.',
    numberOf,
  ),
];
