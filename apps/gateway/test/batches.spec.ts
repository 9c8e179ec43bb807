import { expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { json, rpcResult, text } from './harness/scripted-server.js';

const fixture = useFixture();
const call = (id: number, message: string): object => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'echo', arguments: { message } },
});

it('answers every message of a batch of 2025-03-26, each under its own record', async () => {
  const session = await fixture.session('2025-03-26');
  const batch = [
    call(1, 'one'),
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 9 } },
    call(2, 'two'),
  ];
  const answer = await session.post(batch);
  const answers = answer.events().map((data) => JSON.parse(data) as { id: number });
  expect(answers.sort((a, b) => a.id - b.id)).toMatchObject([
    { id: 1, result: text('one') },
    { id: 2, result: text('two') },
  ]);
  const recorded = fixture.gateway.spool.calls().filter(({ decided }) => decided.method === 'tools/call');
  expect(recorded.map(({ completed }) => completed?.outcome)).toEqual(['delivered', 'delivered']);
});

it('answers what of a batch is wrong or denied beside what is not', async () => {
  fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text('done'))));
  const session = await fixture.session('2025-03-26');
  const answer = await session.post([
    call(1, 'x'),
    { jsonrpc: '2.0', id: 2, method: 'tools/invent' },
    { jsonrpc: '2.0', id: 3 },
  ]);
  const byId = new Map(answer.events().map((data) => [JSON.parse(data).id, JSON.parse(data)]));
  expect(byId.get(1)).toMatchObject({ result: text('done') });
  expect(byId.get(2)).toMatchObject({ error: { code: -32601 } });
});

it('takes a batch of notifications with 202', async () => {
  const session = await fixture.session('2025-03-26');
  const answer = await session.post([{ jsonrpc: '2.0', method: 'notifications/roots/list_changed' }]);
  expect([answer.status, answer.body]).toEqual([202, '']);
});

it.each(['2025-06-18', '2025-11-25'])('refuses a batch in a session of %s', async (version) => {
  const session = await fixture.session(version);
  const answer = await session.post([call(1, 'one')]);
  expect([answer.status, answer.json()]).toMatchObject([400, { error: { code: -32600 } }]);
});

it.each([
  ['none', []],
  ['more than 100', Array.from({ length: 101 }, (_, i) => call(i, 'x'))],
  ['a batch in it', [[call(1, 'x')]]],
])('refuses a batch of %s', async (_, batch) => {
  const session = await fixture.session('2025-03-26');
  const before = fixture.upstream.of('tools/call').length;
  const answer = await session.post(batch);
  expect(answer.status).toBe(400);
  expect(fixture.upstream.of('tools/call').length).toBe(before);
});
