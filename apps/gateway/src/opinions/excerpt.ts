import type { Finding } from '@sallyport/contracts';
import { maskFindings } from '@sallyport/detect';

/** UTF-16 units that are shown of a text, around what was found in it. */
export const EXCERPT_UNITS_MAX = 6_000;

/**
 * What is shown of a message to somebody who is asked about a finding: the text it stands in, with the secrets and personal
 * data that inspection found in it replaced, cut to what stands around. Null when it does not stand in a text.
 * @param value     the parsed message, which the findings' pointers speak of
 * @param findings  all of the message
 */
export const excerpt = (value: unknown, findings: readonly Finding[], about: Finding): string | null => {
  const hidden = findings.filter(({ category }) => category === 'secret' || category === 'pii');
  const shown = hidden.length === 0 ? value : maskFindings(value, [...hidden], 'placeholder').value;
  const text = at(shown, about.pointer);
  if (typeof text !== 'string') return null;
  if (text.length <= EXCERPT_UNITS_MAX) return text;
  const middle = (about.start + about.end) >> 1;
  const from = Math.max(0, Math.min(middle - (EXCERPT_UNITS_MAX >> 1), text.length - EXCERPT_UNITS_MAX));
  return text.slice(from, from + EXCERPT_UNITS_MAX);
};

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<unknown>(
      (node, token) =>
        typeof node === 'object' && node !== null && Object.hasOwn(node, token)
          ? (node as Readonly<Record<string, unknown>>)[token]
          : undefined,
      value,
    );
