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
  /example|sample|dummy|placeholder|changeme|change[_-]me|your[_-]|[_-]here|redacted|xxxx|test[_-]?key|fake|todo|insert|replace|\*{3}|\.{3}|<[a-z]|\$\{|\{\{|^\$|%\(|process\.env|os\.environ|getenv|secrets\.|abcdef|123456789|0000000|aaaaaaa/i;

/** The value says of itself that it is none: an example, a blank to fill in, a reference to where the value is kept. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || /^(.)\1+$/.test(value) || entropy(value) < 2;
}
