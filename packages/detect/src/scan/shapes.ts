/**
 * What a text looks like, as one bit each. The first seven are decided by the WebAssembly scanner on raw bytes (the same
 * bits stand in scan.as.ts); the others concern arguments only and are read from the arguments' strings.
 */
export const SHAPES = {
  /** Characters nobody sees: zero-width, bidi controls, tag block, stray variation selectors. */
  invisible: 1,
  /** Letters that NFKC or a confusables table turns into ASCII. */
  compat: 2,
  percent: 4,
  /** HTML character reference. */
  entity: 8,
  /** Base64 whose decoding is ASCII for fifteen bytes or more. */
  base64: 16,
  /** Hexadecimal whose decoding is printable for twelve bytes or more. */
  hex: 32,
  /** Twenty characters of a token alphabet with letters and digits: keys, digests, identifiers. */
  token: 64,
  /** `..` beside a separator. */
  dots: 128,
  /** A character that a shell gives a meaning. */
  shell: 256,
  /** A value that starts with a dash. */
  dash: 512,
  /** A URL whose host is numeric, bracketed, or preceded by credentials, or whose scheme is not for the web. */
  url: 1024,
  /** A value that starts with a drive letter. */
  drive: 2048,
  /** An escape of JSON in text that is JSON no more: a line break, a character by number. */
  escape: 1 << 16,
  /** Letters that stand apart from one another. */
  spaced: 1 << 17,
  /** Twenty-four characters of base32. */
  base32: 1 << 18,
  /** A word that tells of orders to a model, spelt with digits, by rot13 or backwards; told by literals. */
  leet: 1 << 19,
  rot13: 1 << 20,
  reversed: 1 << 21,
  /** Words of an order near one another, which markup may keep apart; told by literals. */
  order: 1 << 22,
  /** The beginning of something compressed; told by literals. */
  deflated: 1 << 23,
  /** The argument's role is `command`: a program, whatever characters it is written in. Told by the role, not the text. */
  program: 1 << 24,
  /** The argument's role is `query`. */
  query: 1 << 25,
} as const;

export type ShapeName = keyof typeof SHAPES;
