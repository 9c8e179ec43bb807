import { Fault } from '../fault.js';
import { isList, typeName } from '../values.js';
import type { FunctionSpec } from './function-spec.js';
import { plain } from './function-spec.js';

const codePoints = (text: string): number => {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    const low = text.charCodeAt(index);
    if (low < 0xdc00 || low > 0xdfff) continue;
    const high = text.charCodeAt(index - 1);
    if (high >= 0xd800 && high <= 0xdbff) count -= 1;
  }
  return count;
};

const sizeOf = (value: unknown): bigint => {
  if (typeof value === 'string') return BigInt(codePoints(value));
  if (isList(value)) return BigInt(value.length);
  return BigInt(Object.keys(value as object).length);
};

const sizeCost = (value: unknown): number => {
  if (typeof value === 'string') return 1 + (value.length >> 3);
  return isList(value) ? 1 : 1 + Object.keys(value as object).length;
};

const NOT_AN_INT = new Fault('int() cannot read this as an integer of 64 bits');
const NOT_A_DOUBLE = new Fault('double() cannot read this as a number');

const toInt = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) {
    const whole = BigInt(Math.trunc(value));
    return BigInt.asIntN(64, whole) === whole ? whole : NOT_AN_INT;
  }
  if (typeof value !== 'string' || !/^-?[0-9]{1,19}$/.test(value)) return NOT_AN_INT;
  const read = BigInt(value);
  return BigInt.asIntN(64, read) === read ? read : NOT_AN_INT;
};

/** A number from a number or from text that is one; a fault otherwise. */
export const toDouble = (value: unknown): unknown => {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value !== 'string' || !/^-?[0-9]{1,32}(?:\.[0-9]{1,32})?(?:e[+-]?[0-9]{1,3})?$/i.test(value)) {
    return NOT_A_DOUBLE;
  }
  const read = Number(value);
  return Number.isFinite(read) ? read : NOT_A_DOUBLE;
};

const toText = (value: unknown): unknown =>
  value === null ? new Fault(`string() does not take ${typeName(value)}`) : String(value);

const sizeDoc = 'Characters of a text, elements of a list, fields of a map.';

/** Sizes and conversions that CEL itself has. */
export const CONVERSIONS: readonly FunctionSpec[] = [
  {
    name: 'size',
    method: false,
    parameters: ['sized'],
    signature: 'size(string | list | map) → int',
    doc: sizeDoc,
    declares: [],
    bind: plain((run, [value]) => run.spend(sizeCost(value)) ?? sizeOf(value)),
  },
  {
    name: 'size',
    method: true,
    parameters: ['sized'],
    signature: 'value.size() → int',
    doc: sizeDoc,
    declares: [],
    bind: plain((run, [value]) => run.spend(sizeCost(value)) ?? sizeOf(value)),
  },
  {
    name: 'int',
    method: false,
    parameters: ['scalar'],
    signature: 'int(string | double | int) → int',
    doc: 'Reads an integer; an error when it is none.',
    declares: [],
    bind: plain((_run, [value]) => toInt(value)),
  },
  {
    name: 'double',
    method: false,
    parameters: ['scalar'],
    signature: 'double(string | int | double) → double',
    doc: 'Reads a number; an error when it is none.',
    declares: [],
    bind: plain((_run, [value]) => toDouble(value)),
  },
  {
    name: 'string',
    method: false,
    parameters: ['scalar'],
    signature: 'string(string | int | double | bool) → string',
    doc: 'The value as text.',
    declares: [],
    bind: plain((_run, [value]) => toText(value)),
  },
];
