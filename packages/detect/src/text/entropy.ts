/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

const PLACEHOLDER =
  /example|sample|dummy|placeholder|changeme|change[_-]me|your[_-]?(?:api|key|token|secret|pass|org|own|[_-])|[_-]here|redacted|xxxx|test[_-]?key|test[_-]?token|(?:^|[_.-])fake|fake[_-]?(?:key|token|secret|pass)|(?:^|[^a-z])todo|insert|replace|\*{3}|\.{3}|<[a-z]|\$\{|\{\{|^\$|^%[a-z(]|%\(|^Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq|process\.env|os\.environ|getenv|secrets\.|not[_-]?(?:a|real)[_-]/i;
/** Stretches that nobody draws at random: the keyboard's and the alphabet's own order. */
const SEQUENCE =
  /(?:0?123456789?0?|abcdef(?:gh?i?j?k?l?m?n?o?p?q?r?s?t?u?v?w?x?y?z?)|defghi|ghijkl|klmnop|uvwxyz|987654|qwerty|00000|aaaaa|abc-?123-?)/gi;
const SEQUENCE_SHARE = 0.4;
const RUN_SHARE = 0.5;

/** The value says of itself that it is none: an example, a blank to fill in, a reference to where the value is kept. */
export function isPlaceholder(value: string): boolean {
  return isPlaceholderWord(value) || isFiller(value) || isSequence(value) || entropy(value) < 2;
}

/** A word of it says so. */
export function isPlaceholderWord(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Mostly one character over and over, as in `xxxxxxxx` and `0000-0000`. */
export function isFiller(value: string): boolean {
  const repeated = value.match(/(.)\1{3,}/gi)?.reduce((sum, run) => sum + run.length, 0) ?? 0;
  return repeated > 0 && repeated >= value.replace(/[-_.:/=]/g, '').length * RUN_SHARE;
}

/** Mostly the alphabet or the digits in their order. */
function isSequence(value: string): boolean {
  const counted = value.match(SEQUENCE)?.reduce((sum, run) => sum + run.length, 0) ?? 0;
  return counted >= value.length * SEQUENCE_SHARE;
}
