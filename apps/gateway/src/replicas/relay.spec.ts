import { AppError } from '@sallyport/contracts';
import type { Coordination } from '@sallyport/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindToReplica } from './bound-id.js';
import { WINDOW_BYTES } from './flow.js';
import {
  answerWith,
  callOf,
  Heard,
  ORG,
  PEER,
  SERVER,
  sessionOf,
  startReplica,
  type Taken,
  type TestReplica,
  useCoordination,
} from './replicas.fixture.js';

const PATIENT = { timeout: 8_000, interval: 10 };
const HELD = sessionOf(bindToReplica('two', 'the session'));
const over = (heard: Heard) => vi.waitFor(() => expect(heard.isOver).toBe(true), { timeout: 8_000 });

let coordination: Coordination;
let one: TestReplica;
let two: TestReplica;

beforeEach(async () => {
  coordination = useCoordination();
  one = await startReplica(coordination, 'one');
  two = await startReplica(coordination, 'two');
});
afterEach(async () => {
  for (const replica of [one, two]) {
    replica.relay.close();
    await replica.bus.close();
  }
  await coordination.close();
});

/** Sends a call for a session of replica two at replica one, and waits until two has it. */
const begin = async (heard = new Heard(), call = callOf(HELD)) => {
  const exchange = one.router.send(call, heard);
  const taken = await vi.waitFor(() => {
    const last = two.upstream.taken.at(-1);
    if (last === undefined) throw new Error('not yet');
    return last;
  }, PATIENT);
  return { heard, exchange, taken };
};

const stream = ({ sink }: Taken) => sink.onHead({ status: 200, stream: true, sessionId: null });

describe('a relayed call', () => {
  it('is run by the replica that holds its session, with all that is known of it and in its own bytes', async () => {
    two.upstream.onTaken = answerWith('{"jsonrpc":"2.0","id":1,"result":{"ü":1.0}}');
    const call = { ...callOf(HELD, { name: 'echo', n: 1 }), traceparent: '00-ab-cd-01', progressToken: 7 };
    const { heard, taken } = await begin(new Heard(), call);
    await over(heard);
    expect(taken.what).toEqual({ call });
    expect(one.upstream.taken).toEqual([]);
    expect(heard.events).toEqual(['head 200 false null', 'message 44 undefined', 'end']);
    expect(heard.messages[0]?.toString()).toBe('{"jsonrpc":"2.0","id":1,"result":{"ü":1.0}}');
  });

  it('streams: messages with their event ids, cursors, and messages of many megabytes, in order', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    const large = Buffer.alloc(3_000_000, 'x');
    taken.sink.onMessage(Buffer.from('first'), 'e1');
    taken.sink.onCursor?.('e2', 1_500);
    taken.sink.onMessage(large, 'e3');
    taken.sink.onMessage(Buffer.alloc(0), undefined);
    taken.sink.onEnd();
    await over(heard);
    expect(heard.events).toEqual([
      'head 200 true null',
      'message 5 e1',
      'cursor e2 1500',
      'message 3000000 e3',
      'message 0 undefined',
      'end',
    ]);
    expect(heard.messages[1]?.equals(large)).toBe(true);
  });

  it('carries a request of the largest size', async () => {
    const call = callOf(HELD, { text: 'y'.repeat(4_000_000) });
    const { taken } = await begin(new Heard(), call);
    expect((taken.what as { call: typeof call }).call.body.equals(call.body)).toBe(true);
  });

  it('fails as it failed there, with code, detail and what else the error says', async () => {
    two.upstream.onTaken = ({ sink }) =>
      sink.onError(new AppError('quota.exceeded', { detail: 'too much', params: { limit: 3 }, retryAfterSeconds: 9 }));
    const { heard } = await begin();
    await over(heard);
    expect(heard.error).toMatchObject({
      code: 'quota.exceeded',
      detail: 'too much',
      params: { limit: 3 },
      retryAfterSeconds: 9,
    });
  });

  it('is cancelled there when it is cancelled here, and nothing more is heard of it', async () => {
    const { heard, exchange, taken } = await begin();
    stream(taken);
    await vi.waitFor(() => expect(heard.events.length).toBe(1));
    exchange.cancel('enough');
    await vi.waitFor(() => expect(taken.cancelled).toBe('enough'));
    taken.sink.onMessage(Buffer.from('late'), undefined);
    taken.sink.onEnd();
    await new Promise((wake) => setTimeout(wake, 20));
    expect(heard.events).toEqual(['head 200 true null']);
    expect([one.relay.size, two.relay.size]).toEqual([0, 0]);
  });

  it('listens and ends sessions there too', async () => {
    const heard = new Heard();
    one.router.listen({ peer: PEER, session: HELD, lastEventId: 'e7' }, heard);
    await vi.waitFor(() => expect(two.upstream.taken.length).toBe(1));
    expect(two.upstream.taken[0]?.what).toEqual({ listen: { peer: PEER, session: HELD, lastEventId: 'e7' } });
    await one.router.end(PEER, HELD);
    expect(two.upstream.ended).toEqual([HELD]);
    expect(one.upstream.ended).toEqual([]);
  });

  it('goes only where the organisation and the server are known by that replica’s own snapshot', async () => {
    two.known.delete(`${ORG} ${SERVER}`);
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.error?.code).toBe('server.not_found');
    expect(two.upstream.taken).toEqual([]);
  });
});

describe('a question to another replica', () => {
  const place = { orgId: ORG, serverId: SERVER };
  const question = { topic: 'weather', facts: { ü: [1, null] }, body: Buffer.from('of today') };

  it('is answered by what that one knows', async () => {
    const answer = await one.relay.ask('two', place, question);
    expect(JSON.parse(String(answer))).toEqual({ place, topic: 'weather', facts: { ü: [1, null] }, body: 'of today' });
    expect(two.upstream.taken).toEqual([]);
  });

  it('has no answer where nothing is known, and where nobody is left', async () => {
    expect(await one.relay.ask('two', place, { ...question, topic: 'unknown' })).toBeNull();
    await two.bus.close();
    expect(await one.relay.ask('two', place, question)).toBeNull();
  });
});

describe('a slow reader', () => {
  it('fills no memory on either side: the server is paused, and goes on where it stopped', async () => {
    const { heard, exchange, taken } = await begin();
    heard.goOn = false;
    stream(taken);
    const part = Buffer.alloc(10_000, 'z');
    let sent = 0;
    // The server sends for as long as it may, and again whenever it is let.
    const pump = () => {
      let goOn: boolean | undefined = true;
      while (goOn !== false && sent < 400) {
        goOn = taken.sink.onMessage(part, undefined);
        sent++;
      }
    };
    pump();
    await new Promise((wake) => setTimeout(wake, 100));
    expect(heard.messages.length).toBe(1);
    expect(sent * part.length).toBeLessThan(WINDOW_BYTES + 64 * 1024);

    heard.goOn = true;
    exchange.resume();
    await vi.waitFor(() => {
      if (taken.resumed > 0) {
        taken.resumed = 0;
        pump();
      }
      expect(heard.messages.length).toBe(400);
    }, PATIENT);
    taken.sink.onEnd();
    await over(heard);
    expect(heard.bytes).toBe(4_000_000);
  });

  it('of a server that cannot be paused is given up before it costs more than a bound', async () => {
    const { heard, taken } = await begin();
    heard.goOn = false;
    stream(taken);
    const part = Buffer.alloc(1_000_000, 'z');
    for (let i = 0; i < 40 && taken.cancelled === null; i++) taken.sink.onMessage(part, undefined);
    expect(taken.cancelled).not.toBeNull();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
  });

  it('of one exchange does not hold up another', async () => {
    const slow = await begin();
    slow.heard.goOn = false;
    stream(slow.taken);
    for (let i = 0; i < 50; i++) slow.taken.sink.onMessage(Buffer.alloc(10_000), undefined);
    two.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
  });
});

describe('what is lost on the way', () => {
  it('a replica that is gone has done nothing, and its sessions are begun anew here', async () => {
    await two.bus.close();
    one.upstream.onTaken = answerWith('{}');
    for (const times of [1, 2, 3]) {
      const heard = new Heard();
      const startedAt = performance.now();
      one.router.send(callOf(HELD), heard);
      await over(heard);
      expect(heard.events.at(-1)).toBe('end');
      expect([one.upstream.taken.length, two.upstream.taken.length]).toEqual([times, 0]);
      // Known to be gone, it is not waited for, however often its sessions are used.
      expect(performance.now() - startedAt).toBeLessThan(200);
    }
  });

  it('a cancellation follows a call to where it went after all', async () => {
    await two.bus.close();
    const heard = new Heard();
    const exchange = one.router.send(callOf(HELD), heard);
    await vi.waitFor(() => expect(one.upstream.taken.length).toBe(1), { timeout: 3_000 });
    exchange.cancel('enough');
    expect(one.upstream.taken[0]?.cancelled).toBe('enough');
  });

  it('a lost acknowledgement is asked for again, and the call still runs once', async () => {
    let lost = 0;
    two.wire = (text) => (lost++ === 0 ? [] : [text]);
    two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin();
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(two.upstream.taken.length).toBe(1);
    expect(lost).toBeGreaterThan(1);
  });

  it('a replica that is said to be there and never answers is given up', async () => {
    two.wire = () => [];
    one.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(two.upstream.taken).toEqual([]);
    expect(one.upstream.taken.length).toBe(1);
  });

  it('a gap in an answer fails the call, and stops it at the server', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    taken.sink.onMessage(Buffer.from('1'), undefined);
    await vi.waitFor(() => expect(heard.messages.length).toBe(1));
    two.wire = () => [];
    taken.sink.onMessage(Buffer.from('2'), undefined);
    two.wire = (text) => [text];
    taken.sink.onMessage(Buffer.from('3'), undefined);
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(heard.messages.map(String)).toEqual(['1']);
    await vi.waitFor(() => expect(taken.cancelled).not.toBeNull());
    expect([one.relay.size, two.relay.size]).toEqual([0, 0]);
  });

  it('the loss of the last word is noticed though nothing follows it', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    two.wire = () => [];
    taken.sink.onMessage(Buffer.from('the answer'), undefined);
    taken.sink.onEnd();
    two.wire = (text) => [text];
    const startedAt = performance.now();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('the loss of a call on its way is noticed by the one who sent it', async () => {
    let seen = 0;
    // The question passes, the operation does not.
    one.wire = (text) => (seen++ === 1 ? [] : [text]);
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(two.upstream.taken).toEqual([]);
  });

  it('both sides let go when they hear nothing of each other any more', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    one.wire = () => [];
    two.wire = () => [];
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    await vi.waitFor(() => expect(taken.cancelled).not.toBeNull(), { timeout: 3_000 });
    expect([one.relay.size, two.relay.size]).toEqual([0, 0]);
  }, 15_000);

  it('what was under way with a replica that died fails long before it would for its silence alone', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    const startedAt = performance.now();
    two.wire = () => [];
    await two.bus.close();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('calls go on after a loss', async () => {
    const { heard, taken } = await begin();
    two.wire = () => [];
    stream(taken);
    two.wire = (text) => [text];
    taken.sink.onMessage(Buffer.from('x'), undefined);
    await over(heard);
    two.upstream.onTaken = answerWith('{}');
    const again = new Heard();
    one.router.send(callOf(HELD), again);
    await over(again);
    expect(again.events.at(-1)).toBe('end');
  });

  it('waits a little for a store that is slow', async () => {
    Object.defineProperty(coordination, 'degraded', { value: true, configurable: true });
    two.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    await new Promise((wake) => setTimeout(wake, 100));
    Object.defineProperty(coordination, 'degraded', { value: false, configurable: true });
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(two.upstream.taken.length).toBe(1);
  });

  it('fails soon, and is done by nobody, while the store is away', async () => {
    Object.defineProperty(coordination, 'degraded', { value: true, configurable: true });
    const heard = new Heard();
    one.router.send(callOf(HELD), heard);
    expect(heard.events).toEqual([]);
    const startedAt = performance.now();
    await over(heard);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect([one.upstream.taken.length, two.upstream.taken.length]).toEqual([0, 0]);
  });

  it('a replica that ends tells those it ran calls for', async () => {
    const { heard, taken } = await begin();
    stream(taken);
    two.relay.close();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
    expect(taken.cancelled).not.toBeNull();
  });
});

describe('what others put on the bus', () => {
  const watch = async (): Promise<{ channel: string; text: string }[]> => {
    const seen: { channel: string; text: string }[] = [];
    for (const replica of [one, two]) {
      const { wire } = replica;
      replica.wire = (text, channel) => {
        seen.push({ channel, text });
        return wire(text, channel);
      };
    }
    return seen;
  };
  const settled = () => new Promise((wake) => setTimeout(wake, 50));

  it('shows nothing of what replicas say', async () => {
    const seen = await watch();
    two.upstream.onTaken = answerWith('{"secret":"of the tenant"}');
    const { heard } = await begin(new Heard(), callOf(HELD, { password: 'hunter2' }));
    await over(heard);
    const all = seen
      .map(({ text }) => text + Buffer.from(text.split(' ')[2] ?? '', 'base64').toString('latin1'))
      .join();
    expect(seen.length).toBeGreaterThan(4);
    for (const word of ['hunter2', 'of the tenant', ORG, SERVER, 'tools/call']) expect(all).not.toContain(word);
  });

  it('a recorded call that is played again is not run again, in any order, on any channel', async () => {
    const seen = await watch();
    two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin();
    await over(heard);
    const recorded = [...seen];
    for (const { channel, text } of [...recorded, ...recorded.reverse()]) {
      await coordination.publish(channel, text);
      await coordination.publish(channel === 'replica:two' ? 'replica:one' : 'replica:two', text);
    }
    await settled();
    expect(two.upstream.taken.length).toBe(1);
    expect(one.upstream.taken.length).toBe(0);
    // And what is said next is still heard.
    const again = new Heard();
    one.router.send(callOf(HELD), again);
    await over(again);
    expect(again.events.at(-1)).toBe('end');
  });

  it('every frame twice is every frame once', async () => {
    for (const replica of [one, two]) replica.wire = (text) => [text, text];
    const { heard, taken } = await begin();
    stream(taken);
    for (let i = 0; i < 20; i++) taken.sink.onMessage(Buffer.from(String(i)), undefined);
    taken.sink.onEnd();
    await over(heard);
    expect(heard.messages.map(String)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
    expect(two.upstream.taken.length).toBe(1);
  });

  it('somebody without the secret is not heard, whoever they say they are, and disturbs nobody', async () => {
    const forger = await startReplica(coordination, 'three', Buffer.alloc(32, 8));
    const heard = new Heard();
    forger.router.send(callOf(HELD), heard);
    const { heard: own, taken } = await begin();
    stream(taken);
    for (const text of [
      'one 5 AAAA',
      'two 99 c2VhbGVkIGJ5IG5vYm9keSwgcmVhbGx5',
      'one',
      '',
      '*',
      `one 1 ${'A'.repeat(200_000)}`,
      'one 999999999999999999 AAAA',
      '{"t":"reset"}',
    ]) {
      await coordination.publish('replica:one', text);
      await coordination.publish('replica:two', text);
      await coordination.publish('replica:*', text);
    }
    await settled();
    taken.sink.onMessage(Buffer.from('still here'), undefined);
    taken.sink.onEnd();
    await over(own);
    expect(own.messages.map(String)).toEqual(['still here']);
    expect(two.upstream.taken.length).toBe(1);
    expect(two.warnings.length).toBeGreaterThan(0);
    forger.relay.close();
    await forger.bus.close();
  });

  it('an altered frame is no frame', async () => {
    const alter = (text: string) => {
      const [from, number, sealed = ''] = text.split(' ');
      const bytes = Buffer.from(sealed, 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return `${from} ${number} ${bytes.toString('base64')}`;
    };
    one.wire = (text) => [alter(text), text.replace(/^(\S+) (\d+)/, (_, from, n) => `${from} ${Number(n) + 1}`), text];
    two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin();
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(two.upstream.taken.length).toBe(1);
  });
});

describe('a broadcast', () => {
  it('reaches every other replica once, and not again when it is played again', async () => {
    const three = await startReplica(coordination, 'three');
    const sent: string[] = [];
    one.wire = (text) => {
      sent.push(text);
      return [text, text];
    };
    one.bus.broadcast(Buffer.from('news'));
    await vi.waitFor(() => expect([two.broadcasts, three.broadcasts]).toEqual([['news'], ['news']]));
    for (const text of sent) await coordination.publish('replica:*', text);
    for (const text of sent) await coordination.publish('replica:two', text);
    await new Promise((wake) => setTimeout(wake, 20));
    expect([one.broadcasts, two.broadcasts]).toEqual([[], ['news']]);
    await three.bus.close();
  });
});
