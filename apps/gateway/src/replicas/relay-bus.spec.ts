import { describe, expect, it, vi } from 'vitest';
import { begin, HELD, over, stream, usePair } from './relay.fixture.js';
import { answerWith, callOf, Heard, ORG, SERVER, startReplica } from './replicas.fixture.js';

const pair = usePair();

describe('what others put on the bus', () => {
  const watch = async (): Promise<{ channel: string; text: string }[]> => {
    const seen: { channel: string; text: string }[] = [];
    for (const replica of [pair.one, pair.two]) {
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
    pair.two.upstream.onTaken = answerWith('{"secret":"of the tenant"}');
    const { heard } = await begin(pair, new Heard(), callOf(HELD, { password: 'hunter2' }));
    await over(heard);
    const all = seen
      .map(({ text }) => text + Buffer.from(text.split(' ')[2] ?? '', 'base64').toString('latin1'))
      .join();
    expect(seen.length).toBeGreaterThan(4);
    for (const word of ['hunter2', 'of the tenant', ORG, SERVER, 'tools/call']) expect(all).not.toContain(word);
  });

  it('a recorded call that is played again is not run again, in any order, on any channel', async () => {
    const seen = await watch();
    pair.two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin(pair);
    await over(heard);
    const recorded = [...seen];
    for (const { channel, text } of [...recorded, ...recorded.reverse()]) {
      await pair.coordination.publish(channel, text);
      await pair.coordination.publish(channel === 'replica:two' ? 'replica:one' : 'replica:two', text);
    }
    await settled();
    expect(pair.two.upstream.taken.length).toBe(1);
    expect(pair.one.upstream.taken.length).toBe(0);
    // And what is said next is still heard.
    const again = new Heard();
    pair.one.router.send(callOf(HELD), again);
    await over(again);
    expect(again.events.at(-1)).toBe('end');
  });

  it('every frame twice is every frame once', async () => {
    for (const replica of [pair.one, pair.two]) replica.wire = (text) => [text, text];
    const { heard, taken } = await begin(pair);
    stream(taken);
    for (let i = 0; i < 20; i++) taken.sink.onMessage(Buffer.from(String(i)), undefined);
    taken.sink.onEnd();
    await over(heard);
    expect(heard.messages.map(String)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
    expect(pair.two.upstream.taken.length).toBe(1);
  });

  it('somebody without the secret is not heard, whoever they say they are, and disturbs nobody', async () => {
    const forger = await startReplica(pair.coordination, 'three', Buffer.alloc(32, 8));
    const heard = new Heard();
    forger.router.send(callOf(HELD), heard);
    const { heard: own, taken } = await begin(pair);
    stream(taken);
    for (const text of [
      'one 5 AAAA',
      'two 99 c2VhbGVkIGJ5IG5vYm9keSwgcmVhbGx5',
      'one',
      '',
      '*',
      `pair.one 1 ${'A'.repeat(200_000)}`,
      'one 999999999999999999 AAAA',
      '{"t":"reset"}',
    ]) {
      await pair.coordination.publish('replica:one', text);
      await pair.coordination.publish('replica:two', text);
      await pair.coordination.publish('replica:*', text);
    }
    await settled();
    taken.sink.onMessage(Buffer.from('still here'), undefined);
    taken.sink.onEnd();
    await over(own);
    expect(own.messages.map(String)).toEqual(['still here']);
    expect(pair.two.upstream.taken.length).toBe(1);
    expect(pair.two.warnings.length).toBeGreaterThan(0);
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
    pair.one.wire = (text) => [
      alter(text),
      text.replace(/^(\S+) (\d+)/, (_, from, n) => `${from} ${Number(n) + 1}`),
      text,
    ];
    pair.two.upstream.onTaken = answerWith('{}');
    const { heard } = await begin(pair);
    await over(heard);
    expect(heard.events.at(-1)).toBe('end');
    expect(pair.two.upstream.taken.length).toBe(1);
  });
});

describe('a broadcast', () => {
  it('reaches every other replica once, and not again when it is played again', async () => {
    const three = await startReplica(pair.coordination, 'three');
    const sent: string[] = [];
    pair.one.wire = (text) => {
      sent.push(text);
      return [text, text];
    };
    pair.one.bus.broadcast(Buffer.from('news'));
    await vi.waitFor(() => expect([pair.two.broadcasts, three.broadcasts]).toEqual([['news'], ['news']]));
    for (const text of sent) await pair.coordination.publish('replica:*', text);
    for (const text of sent) await pair.coordination.publish('replica:two', text);
    await new Promise((wake) => setTimeout(wake, 20));
    expect([pair.one.broadcasts, pair.two.broadcasts]).toEqual([[], ['news']]);
    await three.bus.close();
  });
});
