/** One string of a JSON value, or the name of a member (then `isName` is set and spans do not apply). */
export interface Leaf {
  /** RFC 6901, with the caller's base in front. */
  readonly pointer: string;
  /** Name of the nearest enclosing member; empty at the root. */
  readonly key: string;
  readonly text: string;
  readonly isName: boolean;
  /** Pointer inside the JSON text that this leaf was read from, where `pointer` is that text's. */
  readonly embedded?: string;
}

export const LEAF_DEPTH_MAX = 128;
const POINTER_UNITS_MAX = 512;
/** Shorter member names cannot hold what detectors look for. */
export const NAME_UNITS_MIN = 12;

/** Appends one reference token, escaped. */
export function appendPointer(base: string, token: string | number): string {
  const escaped = typeof token === 'number' || !/[~/]/.test(token) ? token : escapeToken(token);
  const pointer = `${base}/${escaped}`;
  return pointer.length > POINTER_UNITS_MAX ? pointer.slice(0, POINTER_UNITS_MAX) : pointer;
}

const escapeToken = (token: string): string => token.replace(/~/g, '~0').replace(/\//g, '~1');

/** Every string leaf of a JSON value in order, long member names included. Values nested deeper than 128 are left out. */
export function collectLeaves(value: unknown, pointerBase: string): Leaf[] {
  const leaves: Leaf[] = [];
  walk(value, pointerBase, '', 0, leaves);
  return leaves;
}

function walk(value: unknown, pointer: string, key: string, depth: number, leaves: Leaf[]): void {
  if (typeof value === 'string') {
    leaves.push({ pointer, key, text: value, isName: false });
    return;
  }
  if (typeof value !== 'object' || value === null || depth === LEAF_DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) walk(value[i], appendPointer(pointer, i), key, depth + 1, leaves);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const at = appendPointer(pointer, name);
    if (name.length >= NAME_UNITS_MIN) leaves.push({ pointer: at, key, text: name, isName: true });
    walk(member, at, name, depth + 1, leaves);
  }
}
