/** What a provider says its credentials look like. */
export interface SecretFormat {
  /** Who issues it, in the provider's own spelling. */
  readonly provider: string;
  /** What it starts with, case and all. */
  readonly prefix: string;
  /** The rest of it, as the source of a regular expression of bounded repeats. */
  readonly rest: string;
  /** Its last characters are a checksum of the others. */
  readonly checksum?: 'base62-crc32';
  /** The whole form stands out so little that a mixed body is asked for: letters and digits, nothing worded. */
  readonly mixed?: true;
  /** Lower-case words of which one has to be in the text, where the prefix alone says little. */
  readonly words?: readonly string[];
  /** Documents write this one with a body of filler, and real ones are seen that way in reports. */
  readonly filler?: true;
}

const BASE64URL = '[A-Za-z0-9_-]';
const ALNUM = '[A-Za-z0-9]';
const HEX = '[a-f0-9]';
const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';

/** Alphabets, for the tables. */
export const of = {
  base64url: (length: string | number) => `${BASE64URL}{${length}}`,
  alnum: (length: string | number) => `${ALNUM}{${length}}`,
  hex: (length: string | number) => `${HEX}{${length}}`,
  anyHex: (length: string | number) => `[a-fA-F0-9]{${length}}`,
  lower: (length: string | number) => `[a-z0-9]{${length}}`,
  upper: (length: string | number) => `[A-Z0-9]{${length}}`,
  uuid: UUID,
} as const;

type Options = Partial<Pick<SecretFormat, 'checksum' | 'mixed' | 'words' | 'filler'>>;

export const format = (provider: string, prefix: string, rest: string, options: Options = {}): SecretFormat => ({
  provider,
  prefix,
  rest,
  ...options,
});
