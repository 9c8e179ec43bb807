import { EXHAUSTED, Fault } from './fault.js';
import type { Run } from './run.js';

/**
 * Values of CEL as this engine holds them: text, bool, null; int as bigint and double as number; lists as arrays; maps as plain
 * objects; timestamps as Date. JSON numbers stay as they are inside lists and maps and are converted where they are read, so
 * that big arguments are never copied.
 */
export const fromJson = (value: unknown): unknown =>
  typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Fault);

/** Name of a value's type, in CEL's words. */
export const typeName = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    default:
      if (value === null) return 'null';
      if (isList(value)) return 'list';
      return value instanceof Date ? 'timestamp' : 'map';
  }
};

const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

const sameElements = (a: readonly unknown[], b: readonly unknown[], run: Run): boolean | Fault => {
  if (a.length !== b.length) return false;
  if (run.spend(a.length) !== null) return EXHAUSTED;
  for (let index = 0; index < a.length; index += 1) {
    const same = equals(a[index], b[index], run);
    if (same !== true) return same;
  }
  return true;
};

const sameFields = (
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
  run: Run,
): boolean | Fault => {
  const keys = Object.keys(a);
  if (run.spend(keys.length) !== null) return EXHAUSTED;
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    const same = equals(a[key], b[key], run);
    if (same !== true) return same;
  }
  return true;
};

/** CEL equality: by value and deep; numbers compare across int and double; different types are simply not equal. */
export const equals = (a: unknown, b: unknown, run: Run): boolean | Fault => {
  if (a === b) return true;
  // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1 is true and 1n === 1 is not; both sides are numbers here.
  if (isNumber(a)) return isNumber(b) && a == b;
  if (typeof a === 'string' && typeof b === 'string') return run.spend(1) ?? false;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (run.spend(1) !== null) return EXHAUSTED;
  if (isList(a)) return isList(b) && sameElements(a, b, run);
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  return isMap(a) && isMap(b) && sameFields(a, b, run);
};

/** `value in collection`: an element of a list, a key of a map. */
export const contains = (value: unknown, collection: unknown, run: Run): boolean | Fault => {
  if (isMap(collection)) return typeof value === 'string' && Object.hasOwn(collection, value);
  if (!isList(collection)) return new Fault(`"in" needs a list or a map, got ${typeName(collection)}`);
  for (const element of collection) {
    if (run.spend(1) !== null) return EXHAUSTED;
    const same = equals(value, element, run);
    if (same !== false) return same;
  }
  return false;
};

/** Order of two values of like type: negative, zero or positive; a fault when they have no order. */
export const compare = (a: unknown, b: unknown): number | Fault => {
  const comparable =
    (isNumber(a) && isNumber(b)) ||
    (typeof a === 'string' && typeof b === 'string') ||
    (typeof a === 'boolean' && typeof b === 'boolean') ||
    (a instanceof Date && b instanceof Date);
  if (!comparable) return new Fault(`${typeName(a)} and ${typeName(b)} cannot be compared`);
  const [x, y] = [a as number, b as number];
  if (x < y) return -1;
  if (x > y) return 1;
  // What is neither smaller nor greater is equal, but for NaN, which answers false to every comparison.
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
};

const INT_MAX = 9_223_372_036_854_775_807n;
const OVERFLOW = new Fault('the integer does not fit into 64 bits');
const DIVISION = new Fault('division by zero');

const checked = (value: bigint): bigint | Fault => (value > INT_MAX || value < -INT_MAX - 1n ? OVERFLOW : value);

const onInts = (op: string, a: bigint, b: bigint): bigint | Fault => {
  switch (op) {
    case '+':
      return checked(a + b);
    case '-':
      return checked(a - b);
    case '*':
      return checked(a * b);
    case '/':
      return b === 0n ? DIVISION : checked(a / b);
    default:
      return b === 0n ? DIVISION : a % b;
  }
};

const onDoubles = (op: string, a: number, b: number): number | Fault => {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return new Fault('"%" needs integers');
  }
};

/**
 * `+ - * / %`. JSON does not tell 2 from 2.0, so an int and a double meet as doubles, where CEL proper would find no overload.
 */
export const arithmetic = (op: string, a: unknown, b: unknown, run: Run): unknown => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return onInts(op, a, b);
  if (isNumber(a) && isNumber(b)) return onDoubles(op, Number(a), Number(b));
  if (op === '+' && typeof a === 'string' && typeof b === 'string') {
    return run.spend((a.length + b.length) >> 4) ?? a + b;
  }
  if (op === '+' && isList(a) && isList(b)) return run.spend(a.length + b.length) ?? [...a, ...b];
  return new Fault(`"${op}" does not go with ${typeName(a)} and ${typeName(b)}`);
};
