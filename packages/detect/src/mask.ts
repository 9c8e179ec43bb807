import { createHash } from 'node:crypto';
import type { Finding } from '@sallyport/contracts';
import { maskSecret } from './findings.js';
import { appendPointer, collectLeaves } from './leaves/leaves.js';

export type MaskStyle = 'mask' | 'hash' | 'placeholder';

export interface Edit {
  /** RFC 6901, as in the findings. */
  readonly pointer: string;
  /** The whole new string of that leaf. */
  readonly text: string;
}

const HASH_CHARS = 12;

/**
 * Replaces what findings point at, at string leaves only. The same value always becomes the same replacement.
 * @param value the message the findings' pointers start from; it is not changed
 * @param how `mask` keeps the first four and last two characters, `hash` writes a short SHA-256, `placeholder` names the detector
 * @returns a copy with the leaves replaced, and the replaced leaves for splicing into the original bytes
 */
export function maskFindings(
  value: unknown,
  findings: readonly Finding[],
  how: MaskStyle,
): { value: unknown; edits: Edit[] } {
  const spans = new Map<string, Finding[]>();
  for (const finding of findings) spans.set(finding.pointer, [...(spans.get(finding.pointer) ?? []), finding]);
  const edits = collectLeaves(value, '').flatMap((leaf) => {
    const found = leaf.isName ? undefined : spans.get(leaf.pointer);
    if (found === undefined) return [];
    const text = replaceSpans(leaf.text, found, how);
    return text === leaf.text ? [] : [{ pointer: leaf.pointer, text }];
  });
  const texts = new Map(edits.map(({ pointer, text }) => [pointer, text]));
  return { value: replaceLeaves(value, '', texts), edits };
}

/** Overlapping spans are replaced as one, named after the first of them. */
function replaceSpans(text: string, findings: readonly Finding[], how: MaskStyle): string {
  const ordered = findings
    .filter(({ start, end }) => start < end && start < text.length)
    .sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (let i = 0; i < ordered.length; ) {
    const first = ordered[i];
    if (first === undefined) break;
    let { end } = first;
    for (i += 1; (ordered[i]?.start ?? Number.POSITIVE_INFINITY) < end; i++)
      end = Math.max(end, ordered[i]?.end ?? end);
    out += text.slice(at, first.start) + replacement(text.slice(first.start, end), first.detector, how);
    at = Math.min(end, text.length);
  }
  return out + text.slice(at);
}

function replacement(value: string, detector: string, how: MaskStyle): string {
  const name = detector.slice(detector.indexOf('.') + 1);
  if (how === 'mask') return maskSecret(value);
  if (how === 'hash') return `[sha256:${createHash('sha256').update(value).digest('hex').slice(0, HASH_CHARS)}]`;
  return `[redacted:${name}]`;
}

function replaceLeaves(value: unknown, pointer: string, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return texts.get(pointer) ?? value;
  if (Array.isArray(value)) return value.map((item, i) => replaceLeaves(item, appendPointer(pointer, i), texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaceLeaves(member, appendPointer(pointer, name), texts)]),
  );
}
