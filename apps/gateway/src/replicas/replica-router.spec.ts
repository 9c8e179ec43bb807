import type { Coordination } from '@sallyport/service-kit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bindToReplica } from './bound-id.js';
import {
  answerWith,
  callOf,
  Heard,
  PEER,
  sessionOf,
  startReplica,
  type TestReplica,
  useCoordination,
} from './replicas.fixture.js';

let coordination: Coordination;
let one: TestReplica;
let two: TestReplica;
const over = (heard: Heard) => vi.waitFor(() => expect(heard.isOver).toBe(true), { timeout: 5_000 });

beforeEach(async () => {
  coordination = useCoordination();
  one = await startReplica(coordination, 'one');
  two = await startReplica(coordination, 'two');
  for (const { upstream } of [one, two]) upstream.onTaken = answerWith('{}');
});
afterEach(async () => {
  await one.bus.close();
  await two.bus.close();
});

const at = (replica: TestReplica): number => replica.upstream.taken.length;

it.each([
  ['no session', null],
  ['a session of a server that keeps none', sessionOf(null)],
  ['a session of the server’s own', sessionOf('whatever@two.x')],
  ['a session held here', sessionOf(bindToReplica('one', 'x'))],
])('runs a call with %s here, without asking anyone', async (_name, session) => {
  const sent = vi.fn();
  one.wire = (text) => {
    sent();
    return [text];
  };
  const heard = new Heard();
  one.router.send(callOf(session), heard);
  expect(at(one)).toBe(1);
  await over(heard);
  expect(sent).not.toHaveBeenCalled();
});

it('sends a retry of a parked call, and the answer to a question, to where it was parked', async () => {
  const heard = [new Heard(), new Heard()] as const;
  const requestState = bindToReplica('two', 'parked');
  one.router.send(callOf(null, { requestState }), heard[0]);
  const answer = { ...callOf(sessionOf('s')), kind: 'response' as const, method: null, params: undefined };
  one.router.send({ ...answer, id: bindToReplica('two', 'question') }, heard[1]);
  for (const each of heard) await over(each);
  expect([at(one), at(two)]).toEqual([0, 2]);
});

it('asks for a task where it is followed, and here when that replica is gone', async () => {
  const askFor = (replica: string) => ({
    ...callOf(null, { taskId: bindToReplica(replica, 't') }),
    method: 'tasks/get',
  });
  const heard = [new Heard(), new Heard(), new Heard()] as const;
  one.router.send(askFor('two'), heard[0]);
  one.router.send(askFor('gone'), heard[1]);
  one.router.send({ ...askFor('two'), method: 'tools/call' }, heard[2]);
  for (const each of heard) await over(each);
  expect([at(one), at(two)]).toEqual([2, 1]);
});

it('keeps here what was parked here, wherever the session is held', async () => {
  const heard = new Heard();
  const requestState = bindToReplica('one', 'parked');
  one.router.send(callOf(sessionOf(bindToReplica('two', 'x')), { requestState }), heard);
  await over(heard);
  expect([at(one), at(two)]).toEqual([1, 0]);
});

it('a request whose own id looks bound is bound to nothing by it', async () => {
  const heard = new Heard();
  one.router.send({ ...callOf(null), id: bindToReplica('two', 'x') }, heard);
  await over(heard);
  expect([at(one), at(two)]).toEqual([1, 0]);
});

it('says that a parked exchange is lost when its replica is gone, and runs nothing anew', async () => {
  await two.bus.close();
  const heard = [new Heard(), new Heard()] as const;
  one.router.send(callOf(null, { requestState: bindToReplica('two', 'parked') }), heard[0]);
  const answer = { ...callOf(sessionOf('s')), kind: 'response' as const, method: null, params: undefined };
  one.router.send({ ...answer, id: bindToReplica('two', 'question') }, heard[1]);
  for (const each of heard) {
    await over(each);
    expect(each.error?.code).toBe('mcp.exchange_lost');
  }
  expect([at(one), at(two)]).toEqual([0, 0]);
});

it('listens and ends here when the replica of the session is gone', async () => {
  await two.bus.close();
  const session = sessionOf(bindToReplica('two', 'x'));
  const heard = new Heard();
  one.router.listen({ peer: PEER, session, lastEventId: undefined }, heard);
  await one.router.end(PEER, session);
  await over(heard);
  expect(at(one)).toBe(1);
  expect(one.upstream.ended).toEqual([session]);
});
