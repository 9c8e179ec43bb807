const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one text of a JSON value: RFC 8785 (JCS). Members are sorted by UTF-16 code units, numbers and strings are written
 * as ECMAScript writes them. Members that are `undefined` are left out, as in `JSON.stringify`.
 * Recursive: callers bound the depth when they parse.
 * @throws TypeError for what JSON cannot carry exactly: NaN, infinities, lone surrogates, bigint, functions, symbols, and
 * `undefined` anywhere but as a member
 * @see RFC 8785 sections 3.2.2 and 3.2.3
 */
export function canonicalize(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalize).join(',')}]` : canonicalizeObject(value);
    default:
      throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
  }
}

function canonicalizeObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${quote(name)}:${canonicalize(member)}`).join(',')}}`;
}

function quote(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('canonical JSON cannot hold a lone surrogate');
  return JSON.stringify(text);
}
