import { checkArguments, isObject, isOfType, type Json, same, schemaAt, TEXT_UNITS_MAX } from './check-arguments.js';

/** True means that {@link checkArguments} has nothing to say; false that it has to be asked. */
type Fit = (value: unknown) => boolean;

/** Schemas seen once and, when they came again, what they were compiled to. */
const compiled = new WeakMap<object, Fit | null>();

const DEPTH_MAX = 24;
/** References may make a small schema large; what is beyond is left to the checker. */
const NODES_MAX = 500;
/** There are seven. */
const TYPES_MAX = 16;
/** Members, elements and listed values looked at for one call; the checker bounds its work by itself. */
const LOOKS_MAX = 50_000;
let looksLeft = 0;

const mayLook = (times: number): boolean => {
  looksLeft -= times;
  return looksLeft >= 0;
};

const always: Fit = () => true;
const unsure: Fit = () => false;

/**
 * Whether arguments fit a schema as {@link checkArguments} reads it, told by predicates that are compiled once per schema object:
 * some hundred nanoseconds for a small call. A schema that is used once is not compiled. Schemas must not be changed.
 */
export function fitsSchema(schema: unknown, args: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return checkArguments(schema, args).length === 0;
  let fit = compiled.get(schema);
  if (fit === undefined) {
    compiled.set(schema, null);
    return checkArguments(schema, args).length === 0;
  }
  if (fit === null) {
    fit = new Compiler(schema).compile(schema, 0);
    compiled.set(schema, fit);
  }
  looksLeft = LOOKS_MAX;
  return fit(args);
}

class Compiler {
  private nodes = 0;

  constructor(private readonly root: unknown) {}

  compile(schema: unknown, depth: number): Fit {
    this.nodes += 1;
    if (depth > DEPTH_MAX || this.nodes > NODES_MAX) return unsure;
    if (schema === false) return unsure;
    if (!isObject(schema)) return always;
    return all([
      typeof schema.$ref === 'string' ? this.compile(schemaAt(this.root, schema.$ref), depth + 1) : always,
      typeFit(schema),
      valueFit(schema),
      limitsFit(schema),
      this.membersFit(schema, depth),
      this.itemsFit(schema, depth),
      ...this.combinedFits(schema, depth),
    ]);
  }

  private membersFit(schema: Json, depth: number): Fit {
    const required = (Array.isArray(schema.required) ? schema.required : []).filter((name) => typeof name === 'string');
    const properties = new Map<string, Fit>();
    this.nodes += required.length;
    for (const [name, below] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      if (this.nodes > NODES_MAX) return unsure;
      properties.set(name, this.compile(below, depth + 1));
    }
    const rest = schema.additionalProperties;
    const other = rest === false ? unsure : isObject(rest) ? this.compile(rest, depth + 1) : always;
    if (required.length === 0 && properties.size === 0 && other === always) return always;
    return (value) => {
      if (!isObject(value)) return true;
      for (const name of required) if (!Object.hasOwn(value, name)) return false;
      const names = Object.keys(value);
      if (!mayLook(names.length)) return false;
      for (const name of names) if (!(properties.get(name) ?? other)(value[name])) return false;
      return true;
    };
  }

  private itemsFit({ items, prefixItems }: Json, depth: number): Fit {
    if (Array.isArray(prefixItems)) return (value) => !Array.isArray(value);
    if (items === undefined) return always;
    const item = this.compile(items, depth + 1);
    return item === always ? always : (value) => !Array.isArray(value) || (mayLook(value.length) && value.every(item));
  }

  private combinedFits({ allOf, anyOf, oneOf }: Json, depth: number): Fit[] {
    const parts = (Array.isArray(allOf) ? allOf : []).map((part) => this.compile(part, depth + 1));
    const choices = [anyOf, oneOf].flatMap((list) => {
      if (!Array.isArray(list) || list.length === 0) return [];
      const fits = list.map((choice) => this.compile(choice, depth + 1));
      return [(value: unknown) => fits.some((fit) => fit(value))];
    });
    return [...parts, ...choices];
  }
}

/** All of them, with next to no cost for those that say nothing. */
function all(parts: readonly Fit[]): Fit {
  const telling = parts.filter((part) => part !== always);
  const [first = always, second = always] = telling;
  if (telling.length < 2) return first;
  if (telling.length === 2) return (value) => first(value) && second(value);
  return (value) => telling.every((part) => part(value));
}

function typeFit({ type }: Json): Fit {
  if (type === 'string') return (value) => typeof value === 'string';
  if (type === 'object') return isObject;
  if (Array.isArray(type) && type.length > TYPES_MAX) return unsure;
  const allowed = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === 'string');
  return allowed.length === 0 ? always : (value) => allowed.some((each) => isOfType(each, value));
}

function valueFit(schema: Json): Fit {
  const listed = Array.isArray(schema.enum) ? schema.enum : null;
  const fits =
    listed === null ? always : (value: unknown) => mayLook(listed.length) && listed.some((each) => same(each, value));
  return 'const' in schema ? (value) => fits(value) && same(schema.const, value) : fits;
}

function limitsFit(schema: Json): Fit {
  const size = between(schema.minimum, schema.maximum);
  const length = between(schema.minLength, schema.maxLength);
  const count = between(schema.minItems, schema.maxItems);
  if (size === null && length === null && count === null) return always;
  return (value) => {
    if (typeof value === 'number') return size === null || size(value);
    if (typeof value === 'string') return length === null || length(pointsOf(value));
    return count === null || !Array.isArray(value) || count(value.length);
  };
}

function between(least: unknown, most: unknown): ((measured: number) => boolean) | null {
  const from = typeof least === 'number' ? least : Number.NEGATIVE_INFINITY;
  const to = typeof most === 'number' ? most : Number.POSITIVE_INFINITY;
  if (from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY) return null;
  return (measured) => measured >= from && measured <= to;
}

/** Characters of a text, as the checker counts them. */
function pointsOf(text: string): number {
  const units = Math.min(text.length, TEXT_UNITS_MAX);
  let points = 0;
  for (let i = 0; i < units; i++) {
    points += 1;
    const code = text.charCodeAt(i);
    if (code < 0xd800 || code >= 0xdc00 || i + 1 === units) continue;
    const next = text.charCodeAt(i + 1);
    if (next >= 0xdc00 && next < 0xe000) i += 1;
  }
  return points;
}
