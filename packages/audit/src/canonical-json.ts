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
  const fields = value as Readonly<Record<string, unknown>>;
  let members = '';
  for (const name of inOrder(Object.keys(value))) {
    const member = fields[name];
    if (member !== undefined) members += `${members === '' ? '' : ','}${quote(name)}:${canonicalize(member)}`;
  }
  return `{${members}}`;
}

/** Sorted by UTF-16 code units, which is how strings compare. Most objects have few members, and many have them in order. */
function inOrder(names: string[]): string[] {
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] ?? '') > (names[i] ?? '')) return names.sort();
  }
  return names;
}

function quote(text: string): string {
  const json = JSON.stringify(text);
  // Lone surrogates are escaped by the serialiser, so texts without such an escape need no closer look.
  if (json.includes('\\ud') && LONE_SURROGATE.test(text)) {
    throw new TypeError('canonical JSON cannot hold a lone surrogate');
  }
  return json;
}
