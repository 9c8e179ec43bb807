import { decodeHeaderValue, encodeHeaderValue } from './header-values.js';

/** An argument of a tool that a header repeats, because its schema has an `x-mcp-header`. */
export interface MirroredParam {
  /** Name of the header: `Mcp-Param-` and the name the schema gives it. */
  readonly header: string;
  /** Keys from the arguments to the value. */
  readonly path: readonly string[];
  readonly type: 'string' | 'integer' | 'boolean';
}

export type MirroredParams =
  | { readonly ok: true; readonly params: readonly MirroredParam[] }
  | { readonly ok: false; readonly problem: string };

const PREFIX = 'Mcp-Param-';
const ANNOTATION = 'x-mcp-header';
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const TYPES: readonly unknown[] = ['string', 'integer', 'boolean'] satisfies MirroredParam['type'][];

/** Keywords whose values are data, in which a key called like the annotation means nothing. */
const DATA_KEYWORDS: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples', ANNOTATION]);
/** Keywords whose values map names to schemas, `properties` apart. */
const NAMED_SCHEMAS: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
]);

const NONE: MirroredParams = Object.freeze({ ok: true, params: [] });
const known = new WeakMap<object, MirroredParams>();

/**
 * The arguments that headers repeat, in the order of the schema; remembered per schema object, which must not be changed
 * afterwards. What is no schema has none.
 * @returns `ok: false` with a sentence when an `x-mcp-header` breaks a rule: whoever speaks HTTP leaves such a tool out
 * @see MCP specification 2026-07-28, "Streamable HTTP: Custom Headers from Tool Parameters"
 */
export const mirroredParams = (inputSchema: unknown): MirroredParams => {
  if (!isObject(inputSchema)) return NONE;
  const before = known.get(inputSchema);
  if (before !== undefined) return before;
  const found = read(inputSchema);
  known.set(inputSchema, found);
  return found;
};

/**
 * Headers that repeat these arguments, as alternating names and values. An argument that is absent, null or no text has none.
 */
export const paramHeaders = (params: readonly MirroredParam[], args: unknown): string[] =>
  params.flatMap(({ header, path }) => {
    const text = textOf(valueAt(args, path));
    return text === null ? [] : [header, encodeHeaderValue(text)];
  });

/**
 * Compares what headers say of the arguments with the arguments. A header is owed exactly where there is a value to repeat:
 * one without a value would let whoever reads headers alone see a call that is not made.
 * @param headers  `Mcp-Param-*` by lower-case name, values as they were sent; those of no parameter are ignored
 * @returns null when they agree, else a sentence for {@link MCP_ERRORS.headerMismatch} that repeats no value
 */
export const paramMismatch = (
  headers: ReadonlyMap<string, string>,
  params: readonly MirroredParam[],
  args: unknown,
): string | null => {
  for (const { header, path } of params) {
    const raw = headers.get(header.toLowerCase());
    const value = valueAt(args, path);
    const text = textOf(value);
    if (text === null) {
      if (raw !== undefined) return `The ${header} header repeats a value that the arguments do not have.`;
      continue;
    }
    if (raw === undefined) return `The ${header} header is missing.`;
    const said = decodeHeaderValue(raw);
    if (said === null) return `The ${header} header is not encoded as it must be.`;
    if (!(Number.isInteger(value) ? isSameInteger(said, value as number) : said === text)) {
      return `The ${header} header does not match the arguments.`;
    }
  }
  return null;
};

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (args: unknown, path: readonly string[]): unknown => {
  let value = args;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};

/** A value as text; null where there is none to repeat. Integers beyond 2^53 have none: two of them could be one here. */
const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return null;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
};

/** Digits, and a fraction of zeros: nothing that could be rounded to the same number. */
const INTEGER = /^-?\d{1,16}(?:\.0{1,16})?$/;
const isSameInteger = (text: string, value: number): boolean => INTEGER.test(text) && Number(text) === value;

const read = (schema: Fields): MirroredParams => {
  const params: MirroredParam[] = [];
  const problem = collect(schema, [], params);
  return problem === null ? { ok: true, params } : { ok: false, problem };
};

/**
 * Walks a schema and all it holds.
 * @param path  keys from the arguments to the value it describes; null where they are not told by `properties` alone
 * @returns the first problem
 */
const collect = (schema: Fields, path: readonly string[] | null, params: MirroredParam[]): string | null => {
  if (Object.hasOwn(schema, ANNOTATION)) {
    const problem = annotate(schema, path, params);
    if (problem !== null) return problem;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    for (const [key, inner] of schemasIn(keyword, value)) {
      const reached = keyword === 'properties' && path !== null ? [...path, key] : null;
      const problem = collect(inner, reached, params);
      if (problem !== null) return problem;
    }
  }
  return null;
};

/** The schemas a keyword's value holds, with their keys. Of keywords we do not know every object is taken for a schema. */
const schemasIn = (keyword: string, value: unknown): [key: string, schema: Fields][] => {
  if (DATA_KEYWORDS.has(keyword) || typeof value !== 'object' || value === null) return [];
  const several = Array.isArray(value) || keyword === 'properties' || NAMED_SCHEMAS.has(keyword);
  const entries: [string, unknown][] = several ? Object.entries(value) : [['', value]];
  return entries.filter((entry): entry is [string, Fields] => isObject(entry[1]));
};

const annotate = (schema: Fields, path: readonly string[] | null, params: MirroredParam[]): string | null => {
  const name = schema[ANNOTATION];
  if (path === null || path.length === 0) {
    return 'An x-mcp-header stands where "properties" alone do not lead.';
  }
  const where = JSON.stringify(path.join('.').slice(0, 100));
  if (typeof name !== 'string' || !TOKEN.test(name)) return `The x-mcp-header of ${where} is no name of a header.`;
  const { type } = schema;
  if (!isMirroredType(type)) return `The x-mcp-header of ${where} is on no string, integer or boolean.`;
  const header = `${PREFIX}${name}`;
  if (params.some((other) => other.header.toLowerCase() === header.toLowerCase())) {
    return `The x-mcp-header of ${where} is used twice.`;
  }
  params.push({ header, path, type });
  return null;
};

const isMirroredType = (type: unknown): type is MirroredParam['type'] => TYPES.includes(type);
