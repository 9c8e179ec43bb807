import { describe, expect, it } from 'vitest';
import { startGateway } from '../harness/gateway-harness.js';
import { openSession } from '../harness/raw-client.js';
import { json, rpcResult, text } from '../harness/scripted-server.js';
import { AWS_KEY, errorOf, INJECTION, POLICY, useDecisions } from './fixture.js';

const fixture = useDecisions();

describe('a call', () => {
  it('is denied with one sentence, a link and a stable code, and no hint of the rule; the server hears nothing', async () => {
    const session = await fixture.session();
    const before = fixture.upstream.of('tools/call').length;
    const answer = await session.call(5, 'forbidden');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ jsonrpc: '2.0', id: 5 });
    const error = errorOf(answer);
    expect(error.code).toBe(4031);
    expect(error.data).toEqual({
      code: 'policy.denied',
      reasons: ['policy-denied'],
      decisionId: error.data.decisionId,
      requestId: error.data.decisionId,
      link: `https://console.sallyport.test/acme/calls/${error.data.decisionId}?request=access`,
    });
    expect(error.message).toBe(
      `Denied by policy. https://console.sallyport.test/acme/calls/${error.data.decisionId}?request=access`,
    );
    expect(answer.body).not.toContain('never');
    expect(fixture.upstream.of('tools/call').length).toBe(before);
  });

  it('that no rule allows looks the same as one that a rule denies', async () => {
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, policy: POLICY.replace('groups: [engineering]', 'groups: [nobody]') }],
      allow: [fixture.upstream.address],
    });
    const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
    const byDefault = errorOf(await session.call(1, 'echo'));
    const byRule = errorOf(await (await fixture.session()).call(1, 'forbidden'));
    const plain = (error: typeof byRule) => JSON.stringify(error).replaceAll(error.data.decisionId, '…');
    expect(plain(byDefault)).toBe(plain(byRule));
    await gateway.close();
  });

  it('is decided by its arguments', async () => {
    const session = await fixture.session();
    expect((await session.call(1, 'deploy', { env: 'test' })).json()).toHaveProperty('result');
    expect(errorOf(await session.call(2, 'deploy', { env: 'prod' })).code).toBe(4031);
  });

  it('that needs a person ends with 4032 and a link, and is recorded as held', async () => {
    const answer = await (await fixture.session()).call(1, 'delete');
    const error = errorOf(answer);
    expect(error).toMatchObject({ code: 4032, data: { code: 'policy.approval_required' } });
    expect(error.message).toContain('https://console.sallyport.test/acme/calls/call_');
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.callId === error.data.decisionId);
    expect(call.completed).toMatchObject({ outcome: 'held', effect: 'approve' });
  });

  it('with a key in its arguments is denied, and its record holds the key masked', async () => {
    const error = errorOf(await (await fixture.session()).call(1, 'echo', { message: `key ${AWS_KEY} here` }));
    expect(error.code).toBe(4031);
    const { decided } = await fixture.gateway.spool.waitFor((call) => call.decided.callId === error.data.decisionId);
    expect(decided.findings[0]).toMatchObject({ category: 'secret', pointer: '/params/arguments/message' });
    expect(JSON.stringify(decided)).not.toContain(AWS_KEY);
    expect(decided.arguments).toHaveProperty('message');
  });

  it('of a tool nobody listed is denied like a missing one, and the server is asked for its list first', async () => {
    const session = await fixture.session();
    const answer = await session.call(1, 'invented');
    expect(errorOf(answer)).toMatchObject({ code: -32602, data: { code: 'mcp.target_unknown' } });
    expect(fixture.upstream.of('tools/call').some(({ body }) => body.includes('invented'))).toBe(false);
  });

  it('of a method nobody knows is denied', async () => {
    const session = await fixture.session();
    const answer = await session.post({ jsonrpc: '2.0', id: 1, method: 'admin/everything' });
    expect(errorOf(answer)).toMatchObject({ code: -32601, data: { code: 'mcp.method_unknown' } });
    const told = await session.post({ jsonrpc: '2.0', method: 'notifications/admin' });
    expect(told.status).toBe(404);
    expect(fixture.upstream.of('notifications/admin')).toEqual([]);
  });

  it('that is allowed reaches the server and comes back byte for byte', async () => {
    const session = await fixture.session();
    const request =
      '{ "jsonrpc":"2.0","id" : 42,\n"method":"tools/call","params":{"_meta":{"x":1.10},"name":"echo","arguments":{"message":"\\u00e9\\/"},"unknown":[ ]}}';
    const response =
      '{ "result" : {"content":[{"type":"text","text":"\\u0041 \u00fc","annotations":{"x":1.0}}] ,"_meta":{}},"id":42, "jsonrpc":"2.0" }\n';
    fixture.upstream.on('tools/call', (_request, res) => json(res, response));
    const answer = await session.post(request);
    expect(fixture.upstream.of('tools/call').at(-1)?.body).toBe(request);
    expect(answer.body).toBe(response);
  });
});

describe('an answer', () => {
  it('loses what has to be hidden, and no other byte', async () => {
    const session = await fixture.session();
    const around = (key: string) =>
      `{"jsonrpc":"2.0", "id":1,"result":{"content":[ {"type":"text","text":"a\\u0020clean leaf"},{"type":"text","text":"id ${key} end"}],"x":1.0}}`;
    fixture.upstream.on('tools/call', (_request, res) => json(res, around(AWS_KEY)));
    const answer = await session.call(1, 'echo');
    const hidden = /id (\[redacted:[^\]]+\]) end/.exec(answer.body)?.[1] ?? '';
    expect(hidden).not.toBe('');
    expect(answer.body).toBe(around(hidden));
  });

  it('that is denied is replaced by the error, and what it said goes no further', async () => {
    const session = await fixture.session();
    fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text(INJECTION))));
    const answer = await session.call(9, 'echo');
    expect(errorOf(answer).code).toBe(4031);
    expect(answer.body).not.toContain('previous instructions');
    const call = await fixture.gateway.spool.waitFor(
      ({ decided }) => decided.callId === errorOf(answer).data.decisionId,
    );
    expect(call.decided).toMatchObject({ effect: 'allow' });
    expect(call.completed).toMatchObject({ outcome: 'denied', effect: 'deny', errorCode: 'policy.denied' });
    expect(call.completed.findings.length).toBeGreaterThan(0);
    expect(call.completed.rules[0]).toMatchObject({ ruleId: 'no-injection' });
  });

  it('that hides a key in escapes is found all the same', async () => {
    const session = await fixture.session();
    const escaped = [...AWS_KEY].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    fixture.upstream.on('tools/call', (_request, res) =>
      json(res, `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"${escaped}"}]}}`),
    );
    const answer = await session.call(1, 'echo');
    expect(answer.body).toContain('[redacted:');
    expect(answer.body).not.toContain(escaped);
  });

  it.each([
    [
      'a request of the server in disguise',
      '{"jsonrpc":"2.0","id":1,"\\u006dethod":"sampling/createMessage","params":{}}',
    ],
    ['an answer to another request', '{"jsonrpc":"2.0","id":2,"result":{}}'],
    ['a result and an error at once', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"x"}}'],
    ['the same id twice', '{"jsonrpc":"2.0","id":1,"result":{},"id":1}'],
    ['something that is no JSON', 'oh no'],
  ])('that is %s is refused', async (_name, response) => {
    const session = await fixture.session();
    fixture.upstream.on('tools/call', (_request, res) => json(res, response));
    expect(errorOf(await session.call(1, 'echo'))).toMatchObject({ code: 5021, data: { code: 'upstream.invalid' } });
  });

  it('with a JSON-RPC error of the server passes as it is', async () => {
    const session = await fixture.session();
    const response = '{"jsonrpc":"2.0","id":1,"error":{"code":-32050,"message":"out of ink","data":{"left":0}}}';
    fixture.upstream.on('tools/call', (_request, res) => json(res, response));
    expect((await session.call(1, 'echo')).body).toBe(response);
    expect(
      (await fixture.gateway.spool.waitFor(({ completed }) => completed?.outcome === 'rpc_error')).decided.method,
    ).toBe('tools/call');
  });
});
