export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const MINUS = 0x2d;
export const ZERO = 0x30;
export const NINE = 0x39;
export const BRACE_OPEN = 0x7b;
export const BRACE_CLOSE = 0x7d;
export const BRACKET_OPEN = 0x5b;
export const BRACKET_CLOSE = 0x5d;
export const CR = 0x0d;
export const LF = 0x0a;
export const SPACE = 0x20;

/** Value of a hexadecimal digit, −1 for any other byte and for the end of the input. */
export const hexDigit = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= ZERO && byte <= NINE) return byte - ZERO;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

/** The string whose quotes stand at `start` and `end - 1`, unescaped. The bytes must be a valid JSON string. */
export const keyText = (bytes: Buffer, start: number, end: number): string => {
  const text = bytes.toString('utf8', start, end);
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
};

/** Whether {@link keyText} would be `key`, without making that text: keys are compared far more often than they are wanted. */
export const keyEquals = (bytes: Buffer, start: number, end: number, key: string): boolean => {
  const first = start + 1;
  const length = end - first - 1;
  for (let i = 0; i < length; i++) {
    const byte = bytes[first + i] ?? 0;
    // Up to here the two were the same, character for character; from here a character is more than a byte.
    if (byte === BACKSLASH || byte > 0x7e) return keyText(bytes, start, end) === key;
    if (byte !== key.charCodeAt(i)) return false;
  }
  return length === key.length;
};
