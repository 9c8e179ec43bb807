import { describe, expect, it } from 'vitest';
import { createInspector } from './inspect.js';
import { maskFindings } from './mask.js';
import { BASE32, made } from './testing/cases.js';

const inspector = createInspector();
const key = `AKIA${made(16, BASE32)}`;
const message = {
  result: {
    content: [
      { type: 'text', text: `id ${key}, again ${key}.` },
      { type: 'text', text: 'clean' },
    ],
  },
};
const secrets = inspector
  .inspectMessage(message, 'result')
  .filter(({ detector }) => detector === 'secret.aws-access-key');

describe('masking', () => {
  it('replaces every place with a placeholder that names the detector', () => {
    const { value, edits } = maskFindings(message, secrets, 'placeholder');
    expect(edits).toEqual([
      { pointer: '/result/content/0/text', text: 'id [redacted:aws-access-key], again [redacted:aws-access-key].' },
    ]);
    expect(value).toEqual({
      result: {
        content: [
          { type: 'text', text: edits[0]?.text },
          { type: 'text', text: 'clean' },
        ],
      },
    });
  });

  it('gives one value one hash, and never the value', () => {
    const text = maskFindings(message, secrets, 'hash').edits[0]?.text ?? '';
    const hashes = [...text.matchAll(/\[sha256:([0-9a-f]{12})\]/g)].map(([, hash]) => hash);
    expect(hashes).toHaveLength(2);
    expect(new Set(hashes).size).toBe(1);
    expect(text).not.toContain(key);
  });

  it('keeps at most four and two characters', () => {
    expect(maskFindings(message, secrets, 'mask').edits[0]?.text).toBe(
      `id ${key.slice(0, 4)}\u2026${key.slice(-2)}, again ${key.slice(0, 4)}\u2026${key.slice(-2)}.`,
    );
  });

  it('leaves the message it was given as it was, and one without findings untouched', () => {
    const before = structuredClone(message);
    maskFindings(message, secrets, 'mask');
    expect(message).toEqual(before);
    expect(maskFindings(message, [], 'mask')).toEqual({ value: message, edits: [] });
  });

  it('merges overlapping findings and removes the encoded original of a decoded one', () => {
    const [first] = secrets;
    if (first === undefined) throw new Error('expected a finding');
    const overlapping = [
      first,
      { ...first, detector: 'secret.assignment', start: first.start + 2, end: first.end + 1 },
    ];
    expect(maskFindings(message, overlapping, 'placeholder').edits[0]?.text).toContain(
      'id [redacted:aws-access-key] again',
    );
    const encoded = {
      result: { content: [{ type: 'text', text: `blob=${Buffer.from(`aws ${key} aws`).toString('base64')}.` }] },
    };
    const found = inspector.inspectMessage(encoded, 'result');
    expect(maskFindings(encoded, found, 'placeholder').edits[0]?.text).toBe('blob=[redacted:aws-access-key].');
  });

  it('ignores findings whose spans or pointers do not exist', () => {
    const [first] = secrets;
    if (first === undefined) throw new Error('expected a finding');
    expect(
      maskFindings(
        message,
        [
          { ...first, pointer: '/nowhere' },
          { ...first, start: 9999, end: 10_000 },
        ],
        'mask',
      ).edits,
    ).toEqual([]);
  });
});
