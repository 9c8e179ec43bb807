import type { Finding, InspectionSettings } from '@sallyport/contracts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Opinion, Question } from '../../src/opinions/opinion.js';
import { Opinions } from '../../src/opinions/opinions.js';
import { useFixture } from '../harness/fixture.js';
import type { RawAnswer } from '../harness/raw-client.js';
import { json, openStream, rpcResult, text, tool } from '../harness/scripted-server.js';
import { toSnapshot } from '../harness/snapshots.js';

/** Denies what is certain; what is only likely passes with its finding. */
const POLICY = `
version: 1
name: certain
rules:
  - id: everything
    effect: allow
  - id: no-attacks
    effect: deny
    when: findings.exists(f, f.category == "prompt_injection" && f.severity == "high" && f.confidence >= 0.9)
  - id: no-attacks-in-answers
    effect: deny
    match: { direction: response }
    when: findings.exists(f, f.category == "prompt_injection" && f.severity == "high" && f.confidence >= 0.9)
`;

/** A detector that is never sure. */
const INSPECTION: InspectionSettings = {
  modes: {},
  bundles: [],
  custom: [
    {
      id: 'custom.maybe',
      title: 'This may be meant for the model',
      why: '',
      fix: '',
      category: 'prompt_injection',
      severity: 'medium',
      confidence: 0.7,
      surfaces: ['argument', 'result'],
      secret: false,
      literals: ['harbour master'],
      patterns: [],
      tests: { match: [{ text: 'harbour master' }], pass: [{ text: 'harbour' }] },
    },
  ],
};
const DOUBTFUL = 'The harbour master asks for the manifest.';

const asked: Question[] = [];
let says: (question: Question) => Promise<Opinion> = async () => ({ malicious: 0 });
const opinions = new Opinions({
  asked: [
    {
      id: 'opinion.judge',
      serves: () => true,
      ask: (question) => {
        asked.push(question);
        return says(question);
      },
      close: async () => undefined,
    },
  ],
  deadlineMs: 150,
  logger: { warn: () => undefined },
  now: Date.now,
});

const fixture = useFixture({ policy: POLICY, tools: [tool('echo'), tool('streamed')], opinions });

let version = 1;
const inForce = (tier: 'standard' | 'sensitive' = 'standard'): void => {
  version += 1;
  const servers = fixture.org.servers.map((server) => ({ ...server, tier }));
  const snapshot = toSnapshot({ ...fixture.org, servers }, version);
  fixture.gateway.applySnapshot({ ...snapshot, inspection: INSPECTION });
};

beforeAll(() => {
  fixture.upstream.on('tools/call', (request, res) => {
    const { name, arguments: args } = (request.message as { params: { name: string; arguments?: { message: string } } })
      .params;
    const result = rpcResult(request, text(args?.message === 'answer' ? DOUBTFUL : 'done'));
    if (name === 'streamed') {
      openStream(res)(result);
      res.end();
    } else json(res, result);
  });
});
beforeEach(() => {
  inForce();
  asked.length = 0;
});

let unique = 0;
/** Another text each time: opinions are remembered. */
const doubtful = (): string => {
  unique += 1;
  return `${DOUBTFUL} ${unique}`;
};

const codeOf = (answer: RawAnswer): string | undefined =>
  (answer.json() as { error?: { data: { code: string } } }).error?.data.code;

describe('a call that is uncertain', () => {
  it('is decided by the opinion as by any other finding', async () => {
    const session = await fixture.session();
    says = async () => ({ malicious: 0.95 });
    const before = fixture.upstream.of('tools/call').length;
    expect(codeOf(await session.call(1, 'echo', { message: doubtful() }))).toBe('policy.denied');
    expect(fixture.upstream.of('tools/call')).toHaveLength(before);
    says = async () => ({ malicious: 0.1 });
    expect((await session.call(2, 'echo', { message: doubtful() })).json()).toHaveProperty('result');
    expect(asked).toHaveLength(2);
  });

  it('goes on without an opinion as it would, with a finding that says so', async () => {
    const session = await fixture.session();
    says = () => new Promise(() => undefined);
    expect((await session.call(1, 'echo', { message: doubtful() })).json()).toHaveProperty('result');
    const findings = fixture.gateway.spool.records
      .flatMap((record) => (record.stage === 'decided' ? record.findings : []))
      .map(({ detector, severity }: Finding) => `${detector} ${severity}`);
    expect(findings).toContain('opinion.missing medium');
  });

  it('is refused without an opinion where the server is sensitive', async () => {
    inForce('sensitive');
    const session = await fixture.session();
    says = async () => ({ missing: 'failed' });
    const before = fixture.upstream.of('tools/call').length;
    expect(codeOf(await session.call(1, 'echo', { message: doubtful() }))).toBe('policy.denied');
    expect(fixture.gateway.spool.records.at(-1)?.reasons).toEqual(['inspection-failed']);
    expect(fixture.upstream.of('tools/call')).toHaveLength(before);
  });

  it('asks nobody when it is clean', async () => {
    const session = await fixture.session();
    expect((await session.call(1, 'echo', { message: 'The harbour is open.' })).json()).toHaveProperty('result');
    expect(asked).toEqual([]);
  });
});

describe('an answer that is uncertain', () => {
  it.each(['echo', 'streamed'])('of %s is kept back when the opinion says so, and passes when not', async (name) => {
    const session = await fixture.session();
    says = async () => ({ malicious: 0.97 });
    const denied = await session.call(1, name, { message: 'answer' });
    expect(denied.body).toContain('policy.denied');
    expect(denied.body).not.toContain('harbour master');
  });

  it('passes as the bytes that came when the opinion finds nothing', async () => {
    inForce();
    const session = await fixture.session();
    fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text(`${DOUBTFUL} Again.`))));
    says = async () => ({ malicious: 0.2 });
    const answer = await session.call(7, 'echo', { message: 'x' });
    expect(answer.body).toContain('harbour master');
    expect(asked.map(({ text: shown }) => shown)).toEqual([`${DOUBTFUL} Again.`]);
  });
});
