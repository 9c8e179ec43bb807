import { createMemoryCoordination } from '@sallyport/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newReplicaId } from '../src/replicas/replica-id.js';
import { useFixture } from './harness/fixture.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { openSession, type RawAnswer } from './harness/raw-client.js';
import { json, rpcResult, startScriptedServer, text, tool } from './harness/scripted-server.js';
import { httpServer, newPrincipal, toSnapshot } from './harness/snapshots.js';

const AWS_KEY = ['AKIA', 'Q3EGSZ7XWJ5R2LTP'].join('');

const POLICY = `
version: 1
name: duties
rules:
  - id: everything
    effect: allow
  - id: slow
    effect: allow
    match: { tools: [slow] }
    message: Slowly now.
    obligations:
      limits: [{ max: 2, every: 1m, per: [principal] }]
  - id: rows
    effect: allow
    match: { tools: [query] }
    obligations:
      limits: [{ of: rows, max: 5, every: 1h, at: /structuredContent/rows }]
  - id: spending
    effect: allow
    match: { tools: [pay] }
    obligations:
      limits: [{ of: cost, max: 100, every: 1d, at: /amount }]
  - id: volume
    effect: allow
    match: { tools: [download] }
    obligations:
      limits: [{ of: bytes, max: 1000, every: 1h }]
  - id: sign-in
    effect: allow
    match: { tools: [wire] }
    obligations: { stepUp: { maxAge: 15m } }
  - id: evidence
    effect: allow
    match: { tools: [secretive] }
    obligations: { capture: both, alert: high, label: [reviewed, eu] }
  - id: nobody
    effect: deny
    match: { tools: [never] }
    obligations: { alert: critical }
  - id: ask-security
    effect: approve
    match: { tools: [release] }
    message: Releases take two people of security.
    approvers: { groups: [security], users: [Sam], count: 2, expires: 1h, reuse: 2h }
    obligations: { limits: [{ max: 1, every: 1h }] }
`;

const TOOLS = ['slow', 'query', 'pay', 'download', 'wire', 'secretive', 'never', 'release', 'free'];

interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data: { code: string; reasons: string[]; decisionId: string; link: string; retryAfterSeconds?: number };
}

const errorOf = (answer: RawAnswer): RpcError => (answer.json() as { error: RpcError }).error;
const fixture = useFixture({
  policy: POLICY,
  tools: TOOLS.map((name) => tool(name)),
  settings: { keepArguments: false },
});

describe('a limit', () => {
  it('refuses with its own code when it is used up, says when to come back, and counts everybody apart', async () => {
    const ada = await fixture.session();
    const bob = await openSession(fixture.url, fixture.bob.token);
    expect((await ada.call(1, 'slow')).json()).toHaveProperty('result');
    expect((await ada.call(2, 'slow')).json()).toHaveProperty('result');
    const sent = fixture.upstream.of('tools/call').length;
    const answer = await ada.call(3, 'slow');
    const error = errorOf(answer);
    expect(answer.status).toBe(200);
    expect(answer.headers['retry-after']).toBe(String(error.data.retryAfterSeconds));
    expect(error).toMatchObject({
      code: 4291,
      data: { code: 'policy.limit_exceeded', reasons: ['limit-exceeded'] },
    });
    expect(error.data.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.data.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(error.data.link).toBe(`https://console.sallyport.test/acme/calls/${error.data.decisionId}`);
    expect(JSON.stringify(error)).not.toMatch(/Slowly|"slow"|everything/);
    expect(fixture.upstream.of('tools/call')).toHaveLength(sent);
    const { decided, completed } = await fixture.gateway.spool.waitFor(
      (call) => call.decided.callId === error.data.decisionId,
    );
    expect(decided).toMatchObject({ effect: 'deny', reasons: ['limit-exceeded'], rules: [{}, {}] });
    expect(completed).toMatchObject({ outcome: 'denied', effect: 'deny', errorCode: 'policy.limit_exceeded' });
    expect((await bob.call(1, 'slow')).json()).toHaveProperty('result');
    fixture.gateway.advance(60_000);
    expect((await ada.call(4, 'slow')).json()).toHaveProperty('result');
  });

  it('of rows, cost or bytes lets the call go on that uses it up, and refuses the next one', async () => {
    const session = await fixture.session();
    const { upstream } = fixture;
    const plain = upstream.scriptOf('tools/call');
    upstream.on('tools/call', (request, res) => {
      const rows = [1, 2, 3];
      json(res, rpcResult(request, { content: [], structuredContent: { rows }, filler: 'x'.repeat(600) }));
    });
    const amounts: Record<string, object> = { query: {}, pay: { amount: 60.5 }, download: {} };
    for (const [name, args] of Object.entries(amounts)) {
      expect((await session.call(1, name, args)).json(), name).toHaveProperty('result');
      expect((await session.call(2, name, args)).json(), name).toHaveProperty('result');
      expect(errorOf(await session.call(3, name, args)).data.code, name).toBe('policy.limit_exceeded');
    }
    expect(errorOf(await session.call(4, 'pay', { amount: -1000 })).data.code).toBe('policy.limit_exceeded');
    upstream.on('tools/call', plain);
  });

  it('takes nothing of what is denied or waits for a person', async () => {
    const session = await fixture.session();
    for (let i = 0; i < 3; i++) {
      expect(errorOf(await session.call(i, 'never')).data.code).toBe('policy.denied');
      expect(errorOf(await session.call(i, 'release')).data.code).toBe('policy.approval_required');
    }
  });
});

describe('a sign-in', () => {
  it('that has to be recent refuses service accounts for good, and tells them so', async () => {
    const error = errorOf(await (await fixture.session()).call(1, 'wire'));
    expect(error).toMatchObject({
      code: 4035,
      data: { code: 'policy.step_up_required', reasons: ['step-up-required'] },
    });
    expect(error.message).toMatch(/^This takes a person .* a service account cannot sign in\. https:/);
    const { decided } = await fixture.gateway.spool.waitFor((call) => call.decided.callId === error.data.decisionId);
    expect(decided).toMatchObject({ effect: 'deny', reasons: ['step-up-required'] });
  });

  it('of a person is asked for once it is too old', async () => {
    const ada = { ...newPrincipal('ada'), signedInAt: Date.now() };
    const person = { ...ada, principal: { ...ada.principal, kind: 'user' as const } };
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, principals: [person] }],
      allow: [fixture.upstream.address],
    });
    const session = await openSession(gateway.endpoint('acme', 'up'), person.token);
    expect((await session.call(1, 'wire')).json()).toHaveProperty('result');
    gateway.advance(16 * 60_000);
    const error = errorOf(await session.call(2, 'wire'));
    expect(error.data.code).toBe('policy.step_up_required');
    expect(error.message).toContain('This takes a sign-in within the last 15 minutes; sign in again.');
    await gateway.close();
  });
});

describe('a record', () => {
  it('keeps the payload where a rule wants it, masked, with labels and alert, whatever the organisation keeps else', async () => {
    const session = await fixture.session();
    fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text(`the key is ${AWS_KEY}`))));
    await session.call(1, 'secretive', { path: '/srv/demo', key: AWS_KEY });
    await session.call(2, 'free', { path: '/srv/demo' });
    const { decided, completed } = await fixture.gateway.spool.waitFor(
      (call) => call.decided.target.name === 'secretive',
    );
    expect(decided).toMatchObject({ alert: 'high', labels: ['eu', 'reviewed'], arguments: { path: '/srv/demo' } });
    expect(decided.context?.argumentRoles).toMatchObject({ '/path': 'path' });
    expect(completed.capturedResult).toMatchObject({ truncated: false, value: { content: [{ type: 'text' }] } });
    expect(JSON.stringify([decided, completed])).not.toContain(AWS_KEY);
    const plain = await fixture.gateway.spool.waitFor((call) => call.decided.target.name === 'free');
    expect(plain.decided).toMatchObject({ arguments: null, context: { argumentRoles: {} } });
    expect(plain.decided).not.toHaveProperty('labels');
    expect(plain.completed).not.toHaveProperty('capturedResult');
  });

  it('keeps a result of 64 KB at most', async () => {
    const session = await fixture.session();
    const sizes = [60_000, 70_000, 400_000];
    for (const [id, size] of sizes.entries()) {
      fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text('y'.repeat(size)))));
      await session.call(id, 'secretive', { size });
    }
    const kept = sizes.map(async (size) => {
      const { completed } = await fixture.gateway.spool.waitFor(
        ({ completed: done }) => Math.abs((done?.resultBytes ?? 0) - size) < 500,
      );
      return completed.capturedResult;
    });
    const [small, large, huge] = await Promise.all(kept);
    expect(small).toMatchObject({ truncated: false, value: { content: [{}] } });
    expect([large, huge]).toEqual([
      { value: null, truncated: true },
      { value: null, truncated: true },
    ]);
  });

  it('of a call that waits says who may release it, how many of them, until when and for how long', async () => {
    const error = errorOf(await (await fixture.session()).call(9, 'release'));
    expect(error.message).toBe(`Releases take two people of security. ${error.data.link}`);
    expect(error.data.link).toBe(`https://console.sallyport.test/acme/calls/${error.data.decisionId}?request=access`);
    const { decided, completed } = await fixture.gateway.spool.waitFor(
      (call) => call.decided.callId === error.data.decisionId,
    );
    expect(decided.approval).toEqual({ groups: ['security'], users: ['Sam'], count: 2, expires: '1h', reuse: '2h' });
    expect(completed.outcome).toBe('held');
  });

  it('of a denied call has the alert and nothing else of what the rule wants', async () => {
    const error = errorOf(await (await fixture.session()).call(9, 'never'));
    const { decided } = await fixture.gateway.spool.waitFor((call) => call.decided.callId === error.data.decisionId);
    expect(decided.alert).toBe('critical');
    expect(decided).not.toHaveProperty('labels');
  });
});

describe('two replicas', () => {
  const coordination = createMemoryCoordination();
  const sessionKey = Buffer.alloc(32, 5);
  const ada = newPrincipal('ada');
  const gateways: GatewayHarness[] = [];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const upstream = await startScriptedServer([tool('slow'), tool('free')]);
    const org = { slug: 'acme', servers: [httpServer('up', upstream.url)], principals: [ada], policy: POLICY };
    for (const name of ['one', 'two']) {
      const replicas = { coordination, replicaId: newReplicaId(name) };
      gateways.push(await startGateway({ orgs: [org], allow: [upstream.address], sessionKey, replicas }));
    }
    // Both enforce the very same snapshot, as they would.
    const snapshot = toSnapshot(org, 2);
    for (const gateway of gateways) gateway.applySnapshot(snapshot);
    close = () => upstream.close();
  });
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    await close();
  });

  it('count one limit together', async () => {
    const sessions = await Promise.all(
      gateways.map((gateway) => openSession(gateway.endpoint('acme', 'up'), ada.token)),
    );
    const answers = await Promise.all(Array.from({ length: 10 }, (_, id) => sessions[id % 2]?.call(id, 'slow')));
    const passed = answers.filter((answer) => answer !== undefined && 'result' in (answer.json() as object));
    expect(passed).toHaveLength(2);
  });
});
