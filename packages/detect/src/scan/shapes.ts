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
} as const;

export type ShapeName = keyof typeof SHAPES;
