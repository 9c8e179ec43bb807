/** Shortest encoded text that is read: what it says has eight characters and more. */
export const ENCODED_MIN = 12;

const IN_BASE64 = 1;
const HEX_DIGIT = 2;
/** Stands in a text that is nothing but hex. */
const IN_HEX = 4;
/** Stands in a text that is nothing but lines of base64. */
const IN_BLOCK = 8;

/** What each byte may stand in; encoded.as.ts tells by it what may be encoded. */
export const BASE64_CLASSES: Uint8Array = classTable();
/** What each digit of base64 is worth; 255 for all else. */
export const SIXTETS: Uint8Array = sixtetTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(256);
  const mark = (chars: string, kind: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = (table[char.charCodeAt(0)] ?? 0) | kind;
  };
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-', IN_BASE64 | IN_BLOCK);
  mark('0123456789abcdefABCDEF', HEX_DIGIT | IN_HEX);
  mark(':xX', IN_HEX);
  mark(' \t\n\v\f\r', IN_HEX | IN_BLOCK);
  mark('=', IN_BLOCK);
  // White space of other scripts is among these.
  for (let byte = 0x80; byte < 0x100; byte += 1) table[byte] = IN_HEX | IN_BLOCK;
  return table;
}

function sixtetTable(): Uint8Array {
  const table = new Uint8Array(256).fill(255);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  [...digits].forEach((char, value) => {
    table[char.charCodeAt(0)] = value;
  });
  table[0x2d] = 62;
  table[0x5f] = 63;
  return table;
}
