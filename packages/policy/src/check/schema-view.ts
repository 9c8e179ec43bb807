type Node = Readonly<Record<string, unknown>>;

const REFS_MAX = 16;
const ALTERNATIVES_MAX = 64;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const follow = (root: unknown, reference: string): unknown => {
  if (!reference.startsWith('#')) return undefined;
  return reference
    .slice(1)
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, token) => (isNode(node) && Object.hasOwn(node, token) ? node[token] : undefined), root);
};

/** What stands at a place of a schema: plain alternatives, or null where that cannot be told. */
type Alternatives = readonly Node[] | null;

const expand = (root: unknown, value: unknown, depth = 0): Alternatives => {
  if (!isNode(value) || depth > REFS_MAX || value.allOf !== undefined || value.not !== undefined) return null;
  if (typeof value.$ref === 'string') return expand(root, follow(root, value.$ref), depth + 1);
  const choices = value.anyOf ?? value.oneOf;
  if (choices === undefined) return [value];
  if (!Array.isArray(choices) || choices.length > ALTERNATIVES_MAX || value.properties !== undefined) return null;
  const all = choices.map((choice) => expand(root, choice, depth + 1));
  return all.some((each) => each === null) ? null : all.flatMap((each) => each ?? []);
};

const JSON_TYPES: Readonly<Record<string, string>> = { integer: 'number', array: 'list', object: 'map' };

const typeOfValue = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value;
};

const typesOf = ({ type, enum: closed, const: only }: Node): readonly string[] | null => {
  if (only !== undefined) return [typeOfValue(only)];
  if (Array.isArray(closed)) return closed.map(typeOfValue);
  const names = Array.isArray(type) ? type : [type];
  return names.every((name) => typeof name === 'string') ? names.map((name) => JSON_TYPES[name] ?? name) : null;
};

const valuesOf = ({ enum: closed, const: only }: Node): readonly unknown[] | null => {
  if (only !== undefined) return [only];
  return Array.isArray(closed) ? closed : null;
};

/** Members of an object, when it says all it has; null when others may be there. */
const membersOf = (node: Node): Node | null => {
  const { properties, additionalProperties: others, patternProperties } = node;
  if (patternProperties !== undefined || others === true || isNode(others)) return null;
  if (isNode(properties)) return properties;
  const isOther = typesOf(node)?.every((type) => type !== 'map') ?? false;
  return others === false || isOther ? {} : null;
};

/** Where a path leads in a schema. */
export type SchemaPlace =
  | { readonly kind: 'unknown' }
  /** `at`: the token that is not there. `known`: what is there instead. */
  | { readonly kind: 'absent'; readonly at: number; readonly known: readonly string[] }
  /** `types` in the words of conditions, `values` when it is a closed set; null when either cannot be told. */
  | { readonly kind: 'found'; readonly types: readonly string[] | null; readonly values: readonly unknown[] | null };

const UNKNOWN: SchemaPlace = { kind: 'unknown' };

/** Null: cannot be told. Empty: not there. */
const step = (root: unknown, node: Node, token: string | null): Alternatives => {
  if (token === null) return isNode(node.items) ? expand(root, node.items) : null;
  if (isNode(node.properties) && Object.hasOwn(node.properties, token)) return expand(root, node.properties[token]);
  return membersOf(node) === null ? null : [];
};

const unionOf = <T>(nodes: readonly Node[], read: (node: Node) => readonly T[] | null): readonly T[] | null => {
  const all = nodes.map(read);
  return all.some((each) => each === null) ? null : [...new Set(all.flatMap((each) => each ?? []))];
};

/**
 * Looks a path up in a JSON Schema. Members that a schema does not name count as absent when it names others and does not say
 * that more may come: that is how servers write what they take.
 */
export const lookUp = (schema: unknown, tokens: readonly (string | null)[]): SchemaPlace => {
  let nodes = expand(schema, schema);
  for (const [at, token] of tokens.entries()) {
    if (nodes === null) return UNKNOWN;
    const next = nodes.map((node) => step(schema, node, token));
    if (next.some((each) => each === null)) return UNKNOWN;
    const found = next.flatMap((each) => each ?? []);
    if (found.length === 0) {
      const known = nodes.flatMap((node) => Object.keys(membersOf(node) ?? {}));
      return { kind: 'absent', at, known: [...new Set(known)] };
    }
    nodes = found;
  }
  if (nodes === null) return UNKNOWN;
  return { kind: 'found', types: unionOf(nodes, typesOf), values: unionOf(nodes, valuesOf) };
};
