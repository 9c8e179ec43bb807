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

/** Zod type of a secret setting: text in, {@link Secret} out. Its messages never hold the value. */
export function secret(rule: SecretRule = {}) {
  const { bytes, lengthMin = 1 } = rule;
  const text = z
    .string()
    .min(lengthMin, `needs at least ${lengthMin} characters`)
    .max(16_384)
    .refine((value) => bytes === undefined || isBase64Of(value, bytes), {
      error: `has to be base64 of exactly ${bytes} bytes; \`openssl rand -base64 ${bytes}\` makes one`,
    });
  return text.transform((value) => new Secret(value));
}

function isBase64Of(text: string, bytes: number): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === bytes;
}
