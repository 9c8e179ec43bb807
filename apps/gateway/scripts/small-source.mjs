/** For rolldown: names stay, for the stack traces of operators. */
export const MINIFY = {
  compress: { keepNames: { function: true, class: true } },
  mangle: { keepNames: true },
};

/**
 * The same source with nothing but ASCII: V8 keeps a source with one character beyond Latin 1 in two bytes for each.
 * @param {string} source
 * @throws {Error} where an escape would change what a raw text says
 */
export function toAscii(source) {
  if (/\bString\.raw`[^`]*[^\0-\x7f]/.test(source)) throw new Error('a raw text that is not ASCII cannot be escaped');
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
