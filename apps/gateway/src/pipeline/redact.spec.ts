import type { Finding } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { redact } from './redact.js';

const finding = (pointer: string, start: number, end: number, category: Finding['category'] = 'secret'): Finding => ({
  detector: 'secret.test',
  category,
  severity: 'high',
  confidence: 1,
  pointer,
  start,
  end,
  view: 'raw',
  evidence: '…',
  title: 'A test',
  frameworks: [],
});

const text = '{ "result" : {"a":["x","k\\u0065y=12345678 tail"],"b":1.0}}';
const bytes = Buffer.from(text);
const value: unknown = JSON.parse(text);

it('hides what is named at its leaf and leaves every other byte', () => {
  const out = redact(bytes, value, [finding('/result/a/1', 4, 12)], [{ categories: ['secret'], how: 'placeholder' }]);
  expect(out.toString()).toBe('{ "result" : {"a":["x","key=[redacted:test] tail"],"b":1.0}}');
});

it('leaves other categories alone, and the very bytes when nothing is named', () => {
  expect(redact(bytes, value, [finding('/result/a/1', 4, 12)], [{ categories: ['pii'], how: 'mask' }])).toBe(bytes);
});

it('refuses rather than deliver what it could not hide', () => {
  const inName = finding('/result/nowhere', 0, 3);
  const redactions = [{ categories: ['secret' as const], how: 'mask' as const }];
  expect(() => redact(bytes, value, [finding('/result/a/1', 4, 12), inName], redactions)).toThrow('policy.denied');
});

it('uses the way that gives least away when rules ask for several', () => {
  const out = redact(
    bytes,
    value,
    [finding('/result/a/1', 4, 12)],
    [
      { categories: ['secret'], how: 'hash' },
      { categories: ['secret'], how: 'placeholder' },
    ],
  );
  expect(out.toString()).toContain('[redacted:test]');
});
