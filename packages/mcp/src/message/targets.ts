import type { Target } from '@sallyport/contracts';
import { findPartMethod, type MethodSpec } from './methods.js';

const TARGET_NAME_LENGTH_MAX = 1024;

/**
 * What a message addresses, by its method's row. Null when the parameters do not name it as the specification says
 * (missing, not a string, empty, longer than 1024 characters): such a request is refused, never decided.
 */
export const targetOf = (spec: Pick<MethodSpec, 'target'>, params: object | undefined): Target | null => {
  const rule = spec.target;
  const fields = (params ?? {}) as Fields;
  if (rule.kind === 'none') return { kind: 'none', name: '' };
  if (rule.kind === 'reference') return referenceOf(fields.ref);
  return named(rule.kind, fields[rule.param]);
};

/** One of several things a request addresses, as the request that would ask for it alone. */
export interface Part {
  readonly spec: MethodSpec;
  readonly params: { readonly uri: string } | { readonly taskId: string };
}

const PARTS_MAX = 1000;

/**
 * The parts of a request whose row has some, in their order; empty when it asks for none. What each addresses is told by
 * {@link targetOf} with its own row and parameters.
 * @returns null when they are not arrays of strings of 1 to 1024 characters, or more than 1000: refused, never decided
 */
export const partsOf = ({ parts }: Pick<MethodSpec, 'parts'>, params: object | undefined): Part[] | null => {
  const found: Part[] = [];
  for (const rule of parts) {
    const spec = findPartMethod(rule);
    const names = valueAt(params, rule.pointer);
    if (names === undefined) continue;
    if (spec === undefined || !Array.isArray(names) || found.length + names.length > PARTS_MAX) return null;
    for (const name of names) {
      if (!isName(name)) return null;
      found.push({ spec, params: rule.param === 'uri' ? { uri: name } : { taskId: name } });
    }
  }
  return found;
};

type Fields = Readonly<Record<string, unknown>>;

/** The value at a pointer that begins with `/params`; null in place of a parent that is no object. */
const valueAt = (params: object | undefined, pointer: string): unknown => {
  let value: unknown = params;
  for (const token of pointer.split('/').slice(2)) {
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Fields)[token];
  }
  return value;
};

const referenceOf = (ref: unknown): Target | null => {
  if (typeof ref !== 'object' || ref === null) return null;
  const { type, name, uri } = ref as Fields;
  if (type === 'ref/prompt') return named('prompt', name);
  return type === 'ref/resource' ? named('resource', uri) : null;
};

const named = (kind: Target['kind'], name: unknown): Target | null => (isName(name) ? { kind, name } : null);

const isName = (name: unknown): name is string =>
  typeof name === 'string' && name.length > 0 && name.length <= TARGET_NAME_LENGTH_MAX;
