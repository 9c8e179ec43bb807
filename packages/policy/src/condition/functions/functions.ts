import { ADDRESS_FUNCTIONS } from './addresses.js';
import { CONVERSIONS } from './conversions.js';
import type { FunctionSpec } from './function-spec.js';
import { GLOB } from './glob.js';
import { HAS_FINDING } from './has-finding.js';
import { HOST } from './host.js';
import { MATCHES } from './matches.js';
import { NORMAL_PATH, PATH_INSIDE } from './path-inside.js';
import { POINTER_FUNCTIONS } from './pointers.js';
import { SEMVER_AT_LEAST } from './semver.js';
import { STRING_FUNCTIONS } from './strings.js';
import { TIME_FUNCTIONS } from './time.js';

/** Every function a condition can call. What is not here is refused, also when CEL has it. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  HAS_FINDING,
  GLOB,
  PATH_INSIDE,
  NORMAL_PATH,
  HOST,
  ...ADDRESS_FUNCTIONS,
  ...POINTER_FUNCTIONS,
  SEMVER_AT_LEAST,
  MATCHES,
  ...STRING_FUNCTIONS,
  ...CONVERSIONS,
  ...TIME_FUNCTIONS,
];

/** Comprehensions and `has`, which take expressions instead of values. */
export const MACROS: Readonly<Record<string, string>> = {
  has: 'has(args.field) → bool: the field is there. False, not an error, when something on the way to it is missing.',
  exists: 'list.exists(x, condition) → bool: true for at least one element.',
  all: 'list.all(x, condition) → bool: true for every element.',
  exists_one: 'list.exists_one(x, condition) → bool: true for exactly one element.',
  filter: 'list.filter(x, condition) → list: the elements for which it is true.',
  map: 'list.map(x, expression) → list: the expression for every element.',
};

export const findFunction = (name: string, method: boolean): FunctionSpec | null =>
  FUNCTIONS.find((spec) => spec.name === name && spec.method === method) ?? null;
