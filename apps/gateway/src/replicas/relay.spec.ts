import { AppError } from '@sallyport/contracts';
import { describe, expect, it, vi } from 'vitest';
import { WINDOW_BYTES } from './flow.js';
import { begin, HELD, over, PATIENT, stream, usePair } from './relay.fixture.js';
import { answerWith, callOf, Heard, ORG, PEER, SERVER } from './replicas.fixture.js';

const pair = usePair();

describe('a relayed call', () => {
  it('is run by the replica that holds its session, with all that is known of it and in its own bytes', async () => {
    pair.two.upstream.onTaken = answerWith('{"jsonrpc":"2.0","id":1,"result":{"ü":1.0}}');
    const call = { ...callOf(HELD, { name: 'echo', n: 1 }), traceparent: '00-ab-cd-01', progressToken: 7 };
    const { heard, taken } = await begin(pair, new Heard(), call);
    await over(heard);
    expect(taken.what).toEqual({ call });
    expect(pair.one.upstream.taken).toEqual([]);
    expect(heard.events).toEqual(['head 200 false null', 'message 44 undefined', 'end']);
    expect(heard.messages[0]?.toString()).toBe('{"jsonrpc":"2.0","id":1,"result":{"ü":1.0}}');
  });

  it('streams: messages with their event ids, cursors, and messages of many megabytes, in order', async () => {
    const { heard, taken } = await begin(pair);
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
    const { taken } = await begin(pair, new Heard(), call);
    expect((taken.what as { call: typeof call }).call.body.equals(call.body)).toBe(true);
  });

  it('fails as it failed there, with code, detail and what else the error says', async () => {
    pair.two.upstream.onTaken = ({ sink }) =>
      sink.onError(new AppError('quota.exceeded', { detail: 'too much', params: { limit: 3 }, retryAfterSeconds: 9 }));
    const { heard } = await begin(pair);
    await over(heard);
    expect(heard.error).toMatchObject({
      code: 'quota.exceeded',
      detail: 'too much',
      params: { limit: 3 },
      retryAfterSeconds: 9,
    });
  });

  it('is cancelled there when it is cancelled here, and nothing more is heard of it', async () => {
    const { heard, exchange, taken } = await begin(pair);
    stream(taken);
    await vi.waitFor(() => expect(heard.events.length).toBe(1));
    exchange.cancel('enough');
    await vi.waitFor(() => expect(taken.cancelled).toBe('enough'));
    taken.sink.onMessage(Buffer.from('late'), undefined);
    taken.sink.onEnd();
    await new Promise((wake) => setTimeout(wake, 20));
    expect(heard.events).toEqual(['head 200 true null']);
    expect([pair.one.relay.size, pair.two.relay.size]).toEqual([0, 0]);
  });

  it('listens and ends sessions there too', async () => {
    const heard = new Heard();
    pair.one.router.listen({ peer: PEER, session: HELD, lastEventId: 'e7' }, heard);
    await vi.waitFor(() => expect(pair.two.upstream.taken.length).toBe(1));
    expect(pair.two.upstream.taken[0]?.what).toEqual({ listen: { peer: PEER, session: HELD, lastEventId: 'e7' } });
    await pair.one.router.end(PEER, HELD);
    expect(pair.two.upstream.ended).toEqual([HELD]);
    expect(pair.one.upstream.ended).toEqual([]);
  });

  it('goes only where the organisation and the server are known by that replica’s own snapshot', async () => {
    pair.two.known.delete(`${ORG} ${SERVER}`);
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.error?.code).toBe('server.not_found');
    expect(pair.two.upstream.taken).toEqual([]);
  });
});

describe('a question to another replica', () => {
  const place = { orgId: ORG, serverId: SERVER };
  const question = { topic: 'weather', facts: { ü: [1, null] }, body: Buffer.from('of today') };

  it('is answered by what that one knows', async () => {
    const answer = await pair.one.relay.ask('two', place, question);
    expect(JSON.parse(String(answer))).toEqual({ place, topic: 'weather', facts: { ü: [1, null] }, body: 'of today' });
    expect(pair.two.upstream.taken).toEqual([]);
  });

  it('has no answer where nothing is known, and where nobody is left', async () => {
    expect(await pair.one.relay.ask('two', place, { ...question, topic: 'unknown' })).toBeNull();
    await pair.two.bus.close();
    expect(await pair.one.relay.ask('two', place, question)).toBeNull();
  });
});

describe('a slow reader', () => {
  it('fills no memory on either side: the server is paused, and goes on where it stopped', async () => {
    const { heard, exchange, taken } = await begin(pair);
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
    const { heard, taken } = await begin(pair);
    heard.goOn = false;
    stream(taken);
    const part = Buffer.alloc(1_000_000, 'z');
    for (let i = 0; i < 40 && taken.cancelled === null; i++) taken.sink.onMessage(part, undefined);
    expect(taken.cancelled).not.toBeNull();
    await over(heard);
    expect(heard.error?.code).toBe('upstream.unavailable');
  });

  it('of one exchange does not hold up another', async () => {
    const slow = await begin(pair);
    slow.heard.goOn = false;
    stream(slow.taken);
    for (let i = 0; i < 50; i++) slow.taken.sink.onMessage(Buffer.alloc(10_000), undefined);
    pair.two.upstream.onTaken = answerWith('{}');
    const heard = new Heard();
    pair.one.router.send(callOf(HELD), heard);
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
  });
});
