import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../check/check-policy.js';
import { compile } from '../compile.js';
import { decide } from '../decide.js';
import { finding, toolCall } from '../test-support/inputs.js';
import { PLATFORM_BASELINE } from './platform-baseline.js';
import { SHIPPED_BASELINE } from './shipped-baseline.js';
import { POLICY_TEMPLATES } from './templates.js';

const all = [
  ...POLICY_TEMPLATES.map(({ id, text }) => [id, text] as const),
  ['platform', PLATFORM_BASELINE] as const,
  ['shipped', SHIPPED_BASELINE] as const,
];

describe('policies to start from', () => {
  it.each(all)('%s checks without a word and passes its own tests', (_id, text) => {
    const { diagnostics, tests } = checkPolicy(text);
    expect(diagnostics).toEqual([]);
    expect(tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(tests.length).toBeGreaterThan(1);
  });

  it('have names and sentences of their own that the console can show', () => {
    expect(new Set(POLICY_TEMPLATES.map(({ id }) => id)).size).toBe(POLICY_TEMPLATES.length);
    for (const { id, title, summary } of POLICY_TEMPLATES) {
      expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
      expect(title.length).toBeLessThanOrEqual(60);
      expect(summary.length).toBeLessThanOrEqual(500);
      expect(summary.endsWith('.')).toBe(true);
    }
  });
});

const OPEN = 'version: 1\nname: open\nrules:\n  - { id: all, effect: allow, match: { tools: ["*"] } }\n';

describe('the platform baseline', () => {
  const program = compile([
    { id: 'pol_platform', name: 'platform', version: 1, text: PLATFORM_BASELINE, level: 'platform' },
    { id: 'pol_org', name: 'open', version: 1, text: OPEN },
  ]);
  const call = (findings: ReturnType<typeof finding>[], egress: 'internal' | 'external' = 'external'): string =>
    decide(program, toolCall({ findings, server: { ...toolCall().server, egress } })).effect;

  it('leaves to organisations what is theirs', () => {
    expect(call([])).toBe('allow');
    expect(
      call([finding({ category: 'path', severity: 'critical' }), finding({ detector: 'secret.assignment' })]),
    ).toBe('allow');
  });

  it('keeps keys in, whatever an organisation allows', () => {
    expect(call([finding({ detector: 'secret.private-key', confidence: 0.95 })])).toBe('deny');
    expect(call([finding({ detector: 'secret.gcp-api-key', confidence: 0.95 })])).toBe('deny');
    expect(call([finding({ detector: 'secret.private-key', confidence: 0.5 })])).toBe('allow');
    expect(call([finding({ detector: 'secret.private-key', confidence: 0.95 })], 'internal')).toBe('allow');
  });
});
