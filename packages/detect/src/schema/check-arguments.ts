/** How arguments and schema disagree. */
export type ViolationKind = 'type' | 'undeclared' | 'missing' | 'value' | 'range';

export interface Violation {
  readonly kind: ViolationKind;
  /** Pointer below the arguments. */
  readonly pointer: string;
  /** What was expected, in words; never the value. */
  readonly expected: string;
  /** An object or a list stands where a plain value belongs. */
  readonly structural: boolean;
}

const DEPTH_MAX = 24;
const VISITS_MAX = 4000;
/** So many names or listed values are as much work as a visit. */
const NAMES_PER_VISIT = 64;
const VIOLATIONS_MAX = 8;
/** Of a text whose length is limited so much is counted. */
export const TEXT_UNITS_MAX = 100_000;

export type Json = Readonly<Record<string, unknown>>;

/**
 * Checks a value against the part of JSON Schema that tools use: `type`, `properties`, `required`, `additionalProperties`,
 * `items`, `enum`, `const`, ranges, `allOf`, `anyOf`, `oneOf` and local `$ref`. Own and small instead of a library: schemas come from servers
 * that are not trusted, so `pattern` and `format` (regular expressions of theirs) are left out, references stay inside the
 * document, and work is bounded by the number of nodes. What it does not know it lets pass. Never throws.
 */
export function checkArguments(schema: unknown, args: unknown): Violation[] {
  const checker = new Checker(schema);
  checker.check(schema, args, '', 0);
  return checker.violations;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Checker {
  readonly violations: Violation[] = [];
  private visits = 0;

  constructor(private readonly root: unknown) {}

  check(schema: unknown, value: unknown, pointer: string, depth: number): void {
    this.visits += 1;
    if (depth > DEPTH_MAX || this.visits > VISITS_MAX || this.violations.length >= VIOLATIONS_MAX) return;
    if (schema === false) this.add('value', pointer, 'nothing');
    if (!isObject(schema)) return;
    if (typeof schema.$ref === 'string') this.check(schemaAt(this.root, schema.$ref), value, pointer, depth + 1);
    if (!this.checkType(schema, value, pointer)) return;
    this.checkValue(schema, value, pointer);
    if (isObject(value)) this.checkMembers(schema, value, pointer, depth);
    if (Array.isArray(value)) this.checkItems(schema, value, pointer, depth);
    this.checkCombined(schema, value, pointer, depth);
  }

  private checkType({ type }: Json, value: unknown, pointer: string): boolean {
    const allowed =
      typeof type === 'string' ? [type] : Array.isArray(type) ? type.filter((each) => typeof each === 'string') : [];
    if (allowed.length === 0 || allowed.some((each) => isOfType(each, value))) return true;
    this.add(
      'type',
      pointer,
      allowed.join(' or '),
      !allowed.includes('object') && !allowed.includes('array') && typeof value === 'object' && value !== null,
    );
    return false;
  }

  private checkValue(schema: Json, value: unknown, pointer: string): void {
    if (Array.isArray(schema.enum)) this.visits += schema.enum.length / NAMES_PER_VISIT;
    if (Array.isArray(schema.enum) && !schema.enum.some((each) => same(each, value)))
      this.add('value', pointer, 'one of the listed values');
    if ('const' in schema && !same(schema.const, value)) this.add('value', pointer, 'the fixed value');
    const size = typeof value === 'number' ? value : null;
    const limited = schema.minLength !== undefined || schema.maxLength !== undefined;
    const length = limited && typeof value === 'string' ? [...value.slice(0, TEXT_UNITS_MAX)].length : null;
    const limits: [unknown, unknown, number | null][] = [
      [schema.minimum, schema.maximum, size],
      [schema.minLength, schema.maxLength, length],
      [schema.minItems, schema.maxItems, Array.isArray(value) ? value.length : null],
    ];
    for (const [least, most, measured] of limits) {
      if (measured === null) continue;
      if ((typeof least === 'number' && measured < least) || (typeof most === 'number' && measured > most))
        this.add('range', pointer, 'a value inside its limits');
    }
  }

  private checkMembers(schema: Json, value: Json, pointer: string, depth: number): void {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? schema.required : [];
    const names = Object.keys(value);
    this.visits += (required.length + names.length) / NAMES_PER_VISIT;
    for (const name of required) {
      if (typeof name === 'string' && !Object.hasOwn(value, name))
        this.add('missing', pointer, `the member ${name.slice(0, 60)}`);
    }
    const closed =
      schema.additionalProperties === false && !isObject(schema.patternProperties) && !this.isCombined(schema);
    const rest = isObject(schema.additionalProperties);
    for (const name of names) {
      const isDeclared = Object.hasOwn(properties, name);
      if (!isDeclared && !closed && !rest) continue;
      const at = `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`.slice(0, 400);
      if (isDeclared) this.check(properties[name], value[name], at, depth + 1);
      else if (closed) this.add('undeclared', at, 'no such member');
      else this.check(schema.additionalProperties, value[name], at, depth + 1);
    }
  }

  private isCombined(schema: Json): boolean {
    return ['allOf', 'anyOf', 'oneOf', '$ref', 'if'].some((keyword) => keyword in schema);
  }

  private checkItems({ items, prefixItems }: Json, value: readonly unknown[], pointer: string, depth: number): void {
    const first = Array.isArray(prefixItems) ? prefixItems : [];
    value.forEach((item, i) => {
      const schema = i < first.length ? first[i] : items;
      if (schema !== undefined) this.check(schema, item, `${pointer}/${i}`, depth + 1);
    });
  }

  private checkCombined(schema: Json, value: unknown, pointer: string, depth: number): void {
    if (Array.isArray(schema.allOf)) for (const part of schema.allOf) this.check(part, value, pointer, depth + 1);
    for (const choices of [schema.anyOf, schema.oneOf]) {
      if (!Array.isArray(choices) || choices.length === 0) continue;
      const best =
        choices
          .map((choice) => this.tryOut(choice, value, pointer, depth))
          .toSorted((a, b) => a.length - b.length)[0] ?? [];
      this.violations.push(...best.slice(0, VIOLATIONS_MAX - this.violations.length));
    }
  }

  private tryOut(schema: unknown, value: unknown, pointer: string, depth: number): readonly Violation[] {
    const before = this.violations.splice(0);
    this.check(schema, value, pointer, depth + 1);
    return this.violations.splice(0, this.violations.length, ...before);
  }

  private add(kind: ViolationKind, pointer: string, expected: string, structural = false): void {
    if (this.violations.length < VIOLATIONS_MAX) this.violations.push({ kind, pointer, expected, structural });
  }
}

/** What a local reference points at; a schema that says nothing where it points nowhere. */
export function schemaAt(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return reference === '#' ? root : true;
  let node: unknown = root;
  for (const token of reference.slice(2).split('/').slice(0, 16)) {
    const name = token.replace(/~1/g, '/').replace(/~0/g, '~');
    if (!isObject(node) || !Object.hasOwn(node, name)) return true;
    node = node[name];
  }
  return node;
}

export function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return true;
  }
}

/** Values of an enumeration are plain; what is not is compared as JSON. */
export const same = (a: unknown, b: unknown): boolean =>
  a === b ||
  (typeof a === 'object' &&
    a !== null &&
    typeof b === 'object' &&
    b !== null &&
    JSON.stringify(a) === JSON.stringify(b));
