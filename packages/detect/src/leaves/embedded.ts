import { collectLeaves, type Leaf } from './leaves.js';

const EMBEDDED_UNITS_MAX = 65_536;
const EMBEDDED_LEAVES_MAX = 500;

/** Whether a text begins as JSON in a string does; false says at a glance that it holds none. */
export const mayBeEmbedded = (text: string): boolean => {
  const code = text.charCodeAt(0);
  return code === 123 || code === 91 || code <= 32 || code > 127;
};

/**
 * The leaves of JSON that is itself written into a string, such as the arguments of a call that a tool passes on. They keep the
 * string's own pointer; one level deep, as what is nested further is read as text.
 */
export function embeddedLeaves(leaf: Leaf): Leaf[] {
  const { text, pointer, isName } = leaf;
  if (isName || text.length > EMBEDDED_UNITS_MAX || !/^\s{0,16}[{[]\s{0,16}["{[]/.test(text)) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return collectLeaves(value, '')
    .filter((inner) => !inner.isName)
    .slice(0, EMBEDDED_LEAVES_MAX)
    .map((inner) => ({ ...inner, pointer, embedded: inner.pointer }));
}
