import { expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { openSession } from './harness/raw-client.js';
import { json, rpcResult, text } from './harness/scripted-server.js';

const POLICY = `
version: 1
name: tasks
rules:
  - { id: all, effect: allow }
  - { id: not-other, match: { tools: [other] }, effect: deny }
  - { id: mask-keys, match: { direction: request, tools: [fetch] }, effect: redact, redact: { categories: [secret], how: placeholder } }
`;
const AWS_KEY = `AKIA${'QX7RM2NCT5WZ3JPD'}`;

const fixture = useFixture({ policy: POLICY });

const create = (name = 'echo') => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: {}, task: { ttl: 60_000 } },
});
const ask = (method: string, taskId: string) => ({ jsonrpc: '2.0', id: 2, method, params: { taskId } });

it('T-COLLIDE, T-SESSION: a task belongs to the principal whose call created it, in every session of theirs and in nobody else’s', async () => {
  fixture.upstream.on('tools/call', (request, res) =>
    json(res, rpcResult(request, { task: { taskId: 'task-1', status: 'working' } })),
  );
  for (const method of ['tasks/get', 'tasks/result', 'tasks/cancel']) {
    fixture.upstream.on(method, (request, res) => json(res, rpcResult(request, text('of task-1'))));
  }
  const session = await fixture.session();
  const again = await fixture.session();
  const stranger = await openSession(fixture.url, fixture.bob.token);
  await session.post(create());
  for (const method of ['tasks/get', 'tasks/result', 'tasks/cancel']) {
    expect((await session.post(ask(method, 'task-1'))).body).toContain('of task-1');
    expect((await again.post(ask(method, 'task-1'))).body).toContain('of task-1');
    const before = fixture.upstream.of(method).length;
    const foreign = (await stranger.post(ask(method, 'task-1'))).json().error;
    const unknown = (await stranger.post(ask(method, 'task-9'))).json().error;
    expect(foreign).toMatchObject({ code: -32602, data: { code: 'mcp.target_unknown' } });
    expect((foreign as { message: string }).message).toBe((unknown as { message: string }).message);
    expect(fixture.upstream.of(method).length).toBe(before);
  }
});

it('T-COLLIDE, T-SESSION: a list of tasks shows each principal their own', async () => {
  fixture.upstream.on('tools/call', (request, res) =>
    json(res, rpcResult(request, { task: { taskId: 'task-2', status: 'working' } })),
  );
  fixture.upstream.on('tasks/list', (request, res) =>
    json(res, rpcResult(request, { tasks: [{ taskId: 'task-2' }, { taskId: 'of-somebody' }] })),
  );
  const session = await fixture.session();
  await session.post(create());
  const list = { jsonrpc: '2.0', id: 3, method: 'tasks/list' };
  expect((await session.post(list)).json().result).toEqual({ tasks: [{ taskId: 'task-2' }] });
  const stranger = await openSession(fixture.url, fixture.bob.token);
  expect((await stranger.post(list)).json().result).toEqual({ tasks: [] });
});

it('a task is out of reach once its tool is', async () => {
  fixture.upstream.on('tools/call', (request, res) =>
    json(res, rpcResult(request, { task: { taskId: 'task-3', status: 'working' } })),
  );
  const session = await fixture.session();
  await session.post(create());
  fixture.gateway.apply({ ...fixture.org, policy: POLICY.replace('[other]', '[other, echo]') }, 2);
  expect((await session.post(ask('tasks/result', 'task-3'))).json().error).toMatchObject({ code: 4031 });
  fixture.gateway.apply(fixture.org, 3);
});

it('a request that has to be redacted reaches the server without the secret and otherwise in its own bytes', async () => {
  const message = (key: string) =>
    `{"jsonrpc":"2.0", "id":4,"method":"tools/call","params":{"name":"fetch","arguments":{"n":1.0,"message":"a ${key} b"} }}`;
  fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text('ok'))));
  const session = await fixture.session();
  expect((await session.post(message(AWS_KEY))).json()).toHaveProperty('result');
  const sent = fixture.upstream.of('tools/call').at(-1)?.body ?? '';
  const hidden = /a (\[redacted:[^\]]+\]) b/.exec(sent)?.[1] ?? '';
  expect(hidden).not.toBe('');
  expect(sent).toBe(message(hidden));
  const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.target.name === 'fetch');
  expect(call.decided.effect).toBe('redact');
  expect(JSON.stringify(call)).not.toContain(AWS_KEY);
});
