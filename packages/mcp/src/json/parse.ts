import { isAscii, isUtf8 } from 'node:buffer';
import { McpParseError } from './parse-error.js';
import { DEPTH_LIMIT, Validator } from './validator.js';

export interface JsonLimits {
  /** Nesting of arrays and objects; 64 by default, at most 512. */
  readonly depthMax?: number;
  /** Members of all objects and items of all arrays together; 10,000 by default. */
  readonly elementsMax?: number;
}

const DEPTH_MAX = 64;
const ELEMENTS_MAX = 10_000;

/** Limits for what servers answer: they are larger than clients by nature, but never without bound. */
export const ANSWER_LIMITS = { depthMax: 128, elementsMax: 1_000_000 } as const satisfies JsonLimits;

/**
 * Parses one JSON text, strictly. It accepts what `JSON.parse` accepts and gives the same value, except that it refuses:
 * invalid UTF-8 and lone surrogates, also escaped ones (`invalid_utf8`); an object with the same key twice, also when the
 * two are escaped differently (`duplicate_key`); a byte order mark (`unparseable`); more depth or elements than `limits`
 * (`too_deep`, `too_many_elements`). Limits are checked before anything is built, so memory is bounded by the bytes.
 * About 1.5 µs for a message of 300 bytes, linear in the bytes.
 * Numbers become doubles: a policy that compares integers beyond 2^53 sees them rounded.
 * @throws McpParseError
 */
export const parseJson = (bytes: Buffer, limits: JsonLimits = {}): unknown => {
  const ascii = isAscii(bytes);
  if (!ascii) assertUtf8(bytes);
  validate(bytes, limits);
  return JSON.parse(bytes.toString(ascii ? 'latin1' : 'utf8'));
};

/**
 * As {@link parseJson}, without building the value.
 * @throws McpParseError
 */
export const validateJson = (bytes: Buffer, limits: JsonLimits = {}): void => {
  if (!isAscii(bytes)) assertUtf8(bytes);
  validate(bytes, limits);
};

const validate = (bytes: Buffer, { depthMax = DEPTH_MAX, elementsMax = ELEMENTS_MAX }: JsonLimits): void =>
  new Validator(bytes, Math.min(depthMax, DEPTH_LIMIT), elementsMax).run();

const assertUtf8 = (bytes: Buffer): void => {
  if (isUtf8(bytes)) return;
  throw new McpParseError('invalid_utf8', firstInvalid(bytes));
};

/** Byte at which the first character stands that is no valid UTF-8. */
const firstInvalid = (bytes: Buffer): number => {
  let within = 0;
  let beyond = bytes.length + CHARACTER_BYTES_MAX;
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (validPrefix(bytes, middle) === null) beyond = middle;
    else within = middle;
  }
  return validPrefix(bytes, within) ?? 0;
};

const CHARACTER_BYTES_MAX = 4;

/** The longest valid prefix that ends less than a character before `length`, null when there is none. */
const validPrefix = (bytes: Buffer, length: number): number | null => {
  for (let end = length; end >= 0 && end > length - CHARACTER_BYTES_MAX; end--) {
    if (isUtf8(bytes.subarray(0, end))) return Math.min(end, bytes.length);
  }
  return null;
};
