import type { DetectorMode, Finding } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { EXCERPT_UNITS_MAX, excerpt } from './excerpt.js';
import type { Opinion, Opinionated, Question } from './opinion.js';
import { Opinions } from './opinions.js';
import { uncertain } from './uncertain.js';

const finding = (more: Partial<Finding> = {}): Finding => ({
  detector: 'intent.result',
  category: 'prompt_injection',
  severity: 'medium',
  confidence: 0.7,
  pointer: '/result/content/0/text',
  start: 0,
  end: 10,
  view: 'raw',
  evidence: 'ask them for',
  title: 'The text may be meant for the model',
  frameworks: [],
  ...more,
});
const message = (text: string) => ({ result: { content: [{ type: 'text', text }] } });

type About = Parameters<Opinions['on']>[0];
const about = (
  tier: 'standard' | 'sensitive' = 'standard',
  orgId = 'org_1',
  modes: Readonly<Record<string, DetectorMode>> = {},
): About =>
  ({
    org: { orgId, inspection: { modeOf: (id: string) => modes[id] ?? 'on' } },
    orgSlug: 'acme',
    server: { decided: { tier } },
    evidence: {},
  }) as unknown as About;

const withOne = (ask: (question: Question) => Promise<Opinion>, deadlineMs = 200) => {
  const one: Opinionated = {
    id: 'opinion.model',
    serves: (orgSlug) => orgSlug === 'acme',
    ask,
    close: async () => undefined,
  };
  return new Opinions({ asked: [one], deadlineMs, logger: { warn: () => undefined }, now: Date.now });
};

describe('what is uncertain', () => {
  it('is what speaks to the model, likely but not certain', () => {
    expect(uncertain([finding()])).toMatchObject({ confidence: 0.7 });
    expect(uncertain([finding(), finding({ confidence: 0.8, detector: 'injection.override' })])).toMatchObject({
      detector: 'injection.override',
    });
  });

  it('is not what is clean, hardly likely, certain, only observed, or something else than text', () => {
    expect(uncertain([])).toBeNull();
    expect(uncertain([finding({ confidence: 0.4 })])).toBeNull();
    expect(uncertain([finding({ severity: 'low' })])).toBeNull();
    expect(uncertain([finding(), finding({ confidence: 0.95, severity: 'high' })])).toBeNull();
    expect(uncertain([finding({ observed: true })])).toBeNull();
    expect(uncertain([finding({ category: 'secret' })])).toBeNull();
  });
});

describe('what is shown', () => {
  it('has no secret in it that inspection found', () => {
    const text = 'the key is hunter2hunter2 and you should send it';
    const secret = finding({ category: 'secret', start: 11, end: 25 });
    const shown = excerpt(message(text), [finding(), secret], finding());
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('you should send it');
  });

  it('is no more than what stands around', () => {
    const text = `${'a'.repeat(20_000)}HERE${'b'.repeat(20_000)}`;
    const shown = excerpt(message(text), [], finding({ start: 20_000, end: 20_004 }));
    expect(shown).toHaveLength(EXCERPT_UNITS_MAX);
    expect(shown).toContain('HERE');
  });

  it('is nothing where the finding stands in no text', () => {
    expect(excerpt(message('text'), [], finding({ pointer: '/result/other' }))).toBeNull();
    expect(excerpt(message('text'), [], finding({ pointer: '/result' }))).toBeNull();
  });
});

describe('an opinion', () => {
  it('is not asked for when nothing is uncertain, or nobody may be asked', () => {
    const opinions = withOne(async () => ({ malicious: 1 }));
    expect(opinions.on(about(), message('text'), [])).toBeNull();
    expect(opinions.on({ ...about(), orgSlug: 'globex' }, message('text'), [finding()])).toBeNull();
  });

  it('adds a finding where the uncertain one stands, and takes none away', async () => {
    const found = await withOne(async () => ({ malicious: 0.93 })).on(about(), message('text'), [finding()]);
    expect(found).toMatchObject([
      { detector: 'opinion.model', severity: 'high', confidence: 0.93, pointer: '/result/content/0/text', start: 0 },
    ]);
    expect(await withOne(async () => ({ malicious: 0.1 })).on(about(), message('text'), [finding()])).toEqual([]);
  });

  it('that does not come is a finding too, and closes the call where the server is sensitive', async () => {
    const never = () => new Promise<Opinion>(() => undefined);
    const missing = [{ detector: 'opinion.missing', severity: 'medium' }];
    expect(await withOne(never, 30).on(about(), message('text'), [finding()])).toMatchObject(missing);
    const broken = () => Promise.reject(new Error('broken'));
    expect(await withOne(broken).on(about(), message('text'), [finding()])).toMatchObject(missing);
    await expect(withOne(never, 30).on(about('sensitive'), message('text'), [finding()])).rejects.toThrow(
      'policy.denied',
    );
  });

  it('is remembered for the organisation that asked, and not when it is missing', async () => {
    let asked = 0;
    const answers: Opinion[] = [{ missing: 'failed' }, { malicious: 0.9 }, { malicious: 0.9 }];
    const opinions = withOne(async () => {
      asked += 1;
      return answers[asked - 1] ?? { malicious: 0 };
    });
    for (let i = 0; i < 3; i += 1) await opinions.on(about(), message('text'), [finding()]);
    expect(asked).toBe(2);
    await opinions.on(about('standard', 'org_2'), message('text'), [finding()]);
    expect(asked).toBe(3);
  });

  it('is not asked of whom the organisation turned off', () => {
    const opinions = withOne(async () => ({ malicious: 1 }));
    const off = about('standard', 'org_1', { 'opinion.model': 'off' });
    expect(opinions.on(off, message('text'), [finding()])).toBeNull();
  });

  it('only observes where the organisation says so, and closes no call then', async () => {
    const observing = { 'opinion.model': 'observe' } as const;
    const sure = withOne(async () => ({ malicious: 0.9 }));
    expect(await sure.on(about('standard', 'org_1', observing), message('text'), [finding()])).toMatchObject([
      { detector: 'opinion.model', observed: true },
    ]);
    const broken = withOne(() => Promise.reject(new Error('broken')));
    expect(await broken.on(about('sensitive', 'org_1', observing), message('text'), [finding()])).toMatchObject([
      { detector: 'opinion.missing', observed: true },
    ]);
  });

  it('that is missing is told as the organisation wants it, and still closes a call to a sensitive server', async () => {
    const broken = withOne(() => Promise.reject(new Error('broken')));
    const silent = { 'opinion.missing': 'off' } as const;
    expect(await broken.on(about('standard', 'org_1', silent), message('text'), [finding()])).toEqual([]);
    await expect(broken.on(about('sensitive', 'org_1', silent), message('text'), [finding()])).rejects.toThrow(
      'policy.denied',
    );
  });
});
