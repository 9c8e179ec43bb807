const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** The tokens of a JSON pointer (RFC 6901), or null when it is none: `/a/0` is `["a", "0"]`, the empty text the root. */
export const pointerTokens = (pointer: string): readonly string[] | null => {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  return pointer.slice(1).split('/').map(unescapeToken);
};

/** The value at the tokens of a pointer; undefined when nothing is there. Reads own members only. */
export const valueAtTokens = (root: unknown, tokens: readonly string[]): unknown => {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    if (Array.isArray(value) && !/^(?:0|[1-9][0-9]*)$/.test(token)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  return value;
};

/** The value at a JSON pointer; undefined when nothing is there or it is no pointer. */
export const valueAt = (root: unknown, pointer: string): unknown => {
  const tokens = pointerTokens(pointer);
  return tokens === null ? undefined : valueAtTokens(root, tokens);
};
