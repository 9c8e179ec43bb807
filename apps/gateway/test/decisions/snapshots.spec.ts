import { describe, expect, it } from 'vitest';
import { startGateway } from '../harness/gateway-harness.js';
import { openSession } from '../harness/raw-client.js';
import { json, rpcResult, startScriptedServer, text, tool } from '../harness/scripted-server.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';
import { errorOf, POLICY, useDecisions } from './fixture.js';

const fixture = useDecisions();

describe('a snapshot', () => {
  it('is enforced for the next call, and one that does not compile changes nothing', async () => {
    const gateway = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
    const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
    fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text('fine'))));
    expect((await session.call(1, 'echo')).json()).toHaveProperty('result');
    gateway.apply({ ...fixture.org, policy: POLICY.replace('[forbidden]', '[forbidden, echo]') }, 2);
    expect(errorOf(await session.call(2, 'echo')).code).toBe(4031);
    expect(() => gateway.apply({ ...fixture.org, policy: 'version: 1\nname: broken\nrules: nonsense' }, 3)).toThrow();
    expect(errorOf(await session.call(3, 'echo')).code).toBe(4031);
    await gateway.close();
  });

  it('nobody has confirmed for 15 minutes closes writes, for 60 minutes everything', async () => {
    const upstream = await startScriptedServer([tool('write'), tool('look', { annotations: { readOnlyHint: true } })]);
    const ada = newPrincipal('ada');
    const gateway = await startGateway({
      orgs: [{ slug: 'acme', principals: [ada], servers: [httpServer('up', upstream.url)] }],
      allow: [upstream.address],
    });
    const session = await openSession(gateway.endpoint('acme', 'up'), ada.token);
    const statuses = async () => [(await session.call(1, 'write')).status, (await session.call(2, 'look')).status];
    gateway.age(14.9 * 60_000);
    expect(await statuses()).toEqual([200, 200]);
    gateway.age(15 * 60_000);
    expect(await statuses()).toEqual([503, 200]);
    gateway.age(60 * 60_000);
    expect(await statuses()).toEqual([503, 503]);
    gateway.age(Number.POSITIVE_INFINITY);
    const answer = await session.call(3, 'look');
    expect(answer.headers['retry-after']).toBe('10');
    expect(errorOf(answer).data).toMatchObject({ code: 'gateway.not_ready', reasons: ['snapshot-stale'] });
    gateway.age(0);
    expect(await statuses()).toEqual([200, 200]);
    await gateway.close();
    await upstream.close();
  });
});
