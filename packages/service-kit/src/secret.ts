import { inspect } from 'node:util';
import { z } from 'zod';

const REDACTED = '[redacted]';

/**
 * A secret setting. Prints as `[redacted]` in template strings, JSON, `util.inspect` and logs; only {@link Secret.reveal}
 * and {@link Secret.revealBytes} give it out, so that every use can be searched for.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret as it was configured. */
  reveal(): string {
    return this.#text;
  }

  /** The bytes of a secret configured in base64. */
  revealBytes(): Buffer {
    return Buffer.from(this.#text, 'base64');
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

export interface SecretRule {
  /** The secret is base64 (either alphabet) of exactly so many bytes. */
  readonly bytes?: number;
  /** Fewest characters; 1 by default. */
  readonly lengthMin?: number;
}

/**
 * Zod type of a secret setting: text in, {@link Secret} out. Its messages never hold the value. A secret with a rule is one that is
 * made up by whoever installs this, so what stands in samples, or was typed instead of drawn, is refused.
 */
export function secret(rule: SecretRule = {}) {
  const { bytes, lengthMin = 1 } = rule;
  const isMadeUp = bytes !== undefined || lengthMin > 1;
  const text = z
    .string()
    .min(lengthMin, { error: `needs at least ${lengthMin} characters`, abort: true })
    .max(16_384)
    .refine((value) => bytes === undefined || isBase64Of(value, bytes), {
      error: `has to be base64 of exactly ${bytes} bytes; \`openssl rand -base64 ${bytes}\` makes one`,
      abort: true,
    })
    .refine((value) => !isMadeUp || !isGuessable(value, bytes !== undefined), {
      error: 'looks like a sample or a pattern; `openssl rand` makes a real one',
    });
  return text.transform((value) => new Secret(value));
}

function isBase64Of(text: string, bytes: number): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === bytes;
}

const SAMPLE =
  /change.?me|replace.?(me|this)|place.?holder|example|sample|default|password|secret|sallyport|insert.?here/i;
/** Fewer different bytes or characters are not found in what was drawn at random. */
const VARIETY_MIN = { bytes: 16, characters: 6 } as const;

function isGuessable(text: string, isBase64: boolean): boolean {
  const bytes = Buffer.from(text, isBase64 ? 'base64' : 'utf8');
  if (SAMPLE.test(text) || SAMPLE.test(bytes.toString('latin1'))) return true;
  const varietyMin = isBase64 ? VARIETY_MIN.bytes : VARIETY_MIN.characters;
  return new Set(bytes).size < Math.min(varietyMin, bytes.length) || isProgression(bytes);
}

/** Such as 1, 2, 3, … */
function isProgression(bytes: Buffer): boolean {
  const step = (bytes[1] ?? 0) - (bytes[0] ?? 0);
  return bytes.every((byte, i) => i === 0 || ((byte - (bytes[i - 1] ?? 0) - step) & 0xff) === 0);
}
