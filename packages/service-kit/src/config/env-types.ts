import { z } from 'zod';

/** `true` or `false`, nothing else: `0`, `no` and the empty string are refused instead of guessed. */
export const envBoolean = () =>
  z.enum(['true', 'false'], { error: 'has to be true or false' }).transform((text) => text === 'true');

/** A decimal integer between `min` and `max`, both included. */
export const envInteger = (bounds: { readonly min: number; readonly max: number }) => {
  const error = `has to be a whole number from ${bounds.min} to ${bounds.max}`;
  return z
    .string()
    .regex(/^-?\d{1,15}$/, error)
    .transform(Number)
    .pipe(z.int().min(bounds.min, error).max(bounds.max, error));
};

/** A TCP port; 0 asks the operating system for a free one. */
export const envPort = () => envInteger({ min: 0, max: 65_535 });

/** A comma-separated list; blanks around items and empty items are dropped. Absent means empty. */
export const envList = () =>
  z
    .string()
    .max(16_384)
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    );

/** An absolute http or https URL, without a trailing slash, so that paths can be appended. */
export const envHttpUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'has to be a URL that starts with http:// or https://' })
    .max(2048)
    .transform((text) => text.replace(/\/+$/, ''));
