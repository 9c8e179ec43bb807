import type { Finding } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { collapse, FINDINGS_MAX } from './findings.js';

const finding = (detector: string, at: number, more: Partial<Finding> = {}): Finding => ({
  detector,
  category: 'prompt_injection',
  severity: 'critical',
  confidence: 0.99,
  pointer: `/result/content/${at}/text`,
  start: 0,
  end: 5,
  view: 'raw',
  evidence: 'what',
  title: 'What it is',
  frameworks: [],
  ...more,
});

it('keeps the worst of each detector, however many worse findings another one makes', () => {
  const flood = Array.from({ length: 5_000 }, (_, at) => finding('injection.exfiltration-order', at));
  const hidden = [
    finding('injection.override', 5_001, { severity: 'high', confidence: 0.92 }),
    finding('secret.jwt', 5_002, { severity: 'medium', confidence: 0.6 }),
  ];
  const kept = collapse([...flood, ...hidden]);
  expect(kept).toHaveLength(FINDINGS_MAX);
  expect(kept.slice(-2)).toEqual(hidden);
  expect(new Set(kept).size).toBe(FINDINGS_MAX);
});

it('leaves fewer as they are, worst first', () => {
  const few = [finding('b.b', 1, { severity: 'low' }), finding('a.a', 2)];
  expect(collapse(few).map(({ detector }) => detector)).toEqual(['a.a', 'b.b']);
});
