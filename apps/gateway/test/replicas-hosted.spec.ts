import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createRedisCoordination } from '@sallyport/service-kit/redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningRedis, startRedis } from '../../../infra/local/redis.mjs';
import { newReplicaId } from '../src/replicas/replica-id.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { sendModern } from './harness/modern.js';
import { openSession, post } from './harness/raw-client.js';
import { openRawStream } from './harness/raw-stream.js';
import { type OrgSpec, stdioServer } from './harness/snapshots.js';
import { ada, at, bob, headersOf, MAY_ELICIT, PATIENT, program } from './harness/two-gateways.js';

const HOSTED_SERVER = fileURLToPath(new URL('./replica-hosted.child.mjs', import.meta.url));

/** The answer to a call that needs something of its client first. */
interface Asked {
  readonly inputRequests: Readonly<Record<string, unknown>>;
  readonly requestState: string;
}

describe.skipIf(program === null /* no redis-server */)('a hosted server’s session that can be asked', () => {
  let redis: RunningRedis;
  let one: GatewayHarness;
  let two: GatewayHarness;
  const closers: (() => Promise<unknown>)[] = [];
  const sessionKey = randomBytes(32);
  const org: OrgSpec = {
    slug: 'acme',
    servers: [stdioServer('up', 'hosted')],
    principals: [ada, bob],
    policy: MAY_ELICIT,
  };

  const start = async (): Promise<GatewayHarness> => {
    const coordination = createRedisCoordination(redis.url);
    closers.push(() => coordination.close());
    const launcher = { command: process.execPath, args: [HOSTED_SERVER], env: {}, passEnv: ['PATH'] };
    const gateway = await startGateway({
      orgs: [org],
      launchers: { hosted: launcher },
      sessionKey,
      replicas: { coordination, replicaId: newReplicaId('gw') },
    });
    closers.push(() => gateway.close());
    return gateway;
  };

  beforeAll(async () => {
    redis = await startRedis();
    closers.push(() => redis.stop());
    [one, two] = [await start(), await start()];
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  const open = () => openSession(at(one), ada.token, undefined, { elicitation: {} });
  const count = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'count', arguments: {} } };
  const ask = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'ask', arguments: {} } };

  it('keeps its process and what that remembers, whichever gateway is asked', async () => {
    const session = await open();
    const answers = [
      await session.post(count),
      await post(at(two), ada.token, count, session.headers),
      await session.post(count),
    ].map((answer) => /"text":"(\d+) (\d+)"/.exec(answer.body) ?? []);
    expect(answers.map(([, , value]) => value)).toEqual(['1', '2', '3']);
    expect(new Set(answers.map(([, pid]) => pid)).size).toBe(1);
  });

  it.each([
    ['asked at its own gateway and answered at the other', () => [one, two] as const],
    ['asked at the other gateway and answered at its own', () => [two, one] as const],
    ['asked and answered at the other gateway', () => [two, two] as const],
  ])('has an elicitation in flight: %s', async (_name, places) => {
    const [asking, answering] = places();
    const session = await open();
    const stream = await openRawStream({ url: at(asking), headers: headersOf(session), method: 'POST', body: ask });
    await vi.waitFor(() => expect(stream.messages().length).toBe(1), PATIENT);
    const [question] = stream.messages();
    expect(question).toMatchObject({ method: 'elicitation/create', params: { message: 'Which colour?' } });
    const answer = { jsonrpc: '2.0', id: question?.id, result: { action: 'accept', content: { colour: 'teal' } } };
    // Nobody else answers in its place.
    const stranger = await openSession(at(answering), bob.token, undefined, { elicitation: {} });
    expect((await stranger.post(answer)).body).toContain('request.invalid');
    expect((await post(at(answering), ada.token, answer, session.headers)).status).toBe(202);
    await stream.ended;
    expect(stream.messages().at(-1)).toMatchObject({ id: 7, result: { content: [{ text: 'accept teal' }] } });
  });

  const asked = async (url: string): Promise<Asked> => {
    const params = { name: 'ask', arguments: {} };
    const answer = await sendModern({
      url,
      token: ada.token,
      method: 'tools/call',
      params,
      capabilities: { elicitation: {} },
    });
    return answer.json().result as Asked;
  };
  const retry = ({ inputRequests, requestState }: Asked, url: string, token = ada.token) => {
    const given = { action: 'accept', content: { colour: 'teal' } };
    const inputResponses = Object.fromEntries(Object.keys(inputRequests).map((key) => [key, given]));
    const params = { name: 'ask', arguments: {}, inputResponses, requestState };
    return sendModern({ url, token, method: 'tools/call', params, id: 2, capabilities: { elicitation: {} } });
  };

  it.each([
    ['the one that holds it', () => [one, one] as const],
    ['another', () => [one, two] as const],
  ])('waits for a modern client, which comes back to %s, once', async (_name, places) => {
    const [asking, answering] = places();
    const open = await asked(at(asking));
    expect(open).toMatchObject({ resultType: 'input_required' });
    expect(JSON.stringify(open.inputRequests)).toContain('Which colour?');
    expect((await retry(open, at(answering), bob.token)).json().error).toMatchObject({
      data: { code: 'mcp.request_state_unknown' },
    });
    expect((await retry(open, at(answering))).json().result).toMatchObject({ content: [{ text: 'accept teal' }] });
    expect((await retry(open, at(answering))).json()).toHaveProperty('error');
  });

  it('is lost with its gateway, and the client is told so', async () => {
    const third = await start();
    const open = await asked(at(third));
    await third.close();
    expect((await retry(open, at(two))).json().error).toMatchObject({
      code: 4100,
      data: { code: 'mcp.exchange_lost' },
    });
  });
});
