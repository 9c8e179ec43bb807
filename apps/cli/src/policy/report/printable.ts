/** What would move the cursor, colour or hide text on a terminal, or turn it around, is shown by its code point instead. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text of a policy or of the api as it may be shown on a terminal; on one line, tabs kept. */
export const printable = (text: string): string =>
  text.replaceAll('\n', ' ').replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
