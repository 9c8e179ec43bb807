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

/** Byte where the text stops being valid UTF-8, found by halving: a prefix up to a whole character is valid. */
const firstInvalid = (bytes: Buffer): number => {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8Prefix(bytes, middle)) valid = middle;
    else invalid = middle;
  }
  return valid;
};

/** Whether the first `length` bytes are valid but for a character that is cut at their end. */
const isUtf8Prefix = (bytes: Buffer, length: number): boolean => {
  for (let cut = 0; cut < 4 && cut <= length; cut++) {
    if (isUtf8(bytes.subarray(0, length - cut))) return true;
  }
  return false;
};
