import { describe, expect, it } from 'vitest';
import { openSession } from './harness/raw-client.js';
import { openStream, type ReceivedRequest, text } from './harness/scripted-server.js';
import {
  AWS_KEY,
  answerTo,
  INJECTION,
  POLICY,
  progress,
  questionId,
  sleep,
  toolCall,
  until,
  useStreams,
} from './harness/streams.js';

const { fixture, open } = useStreams();

describe('a streamed answer', () => {
  it('passes progress on at once, then the answer, each in the bytes that came, and ends', async () => {
    let finish: () => void = () => undefined;
    const spaced =
      '{"jsonrpc":"2.0", "method":"notifications/progress","params":{"progressToken":"p1","progress":1.0}}';
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send(spaced, 'ev-1');
      finish = () => {
        send(answerTo(received, text('done')), 'ev-2');
        res.end();
      };
    });
    const stream = await open('POST', await fixture.session(), toolCall(1));
    expect(stream.headers['content-type']).toBe('text/event-stream');
    await until(() => stream.text().includes('progress'));
    expect(stream.text()).toBe(`id: ev-1\ndata: ${spaced}\n\n`);
    finish();
    await stream.ended;
    expect(stream.text()).toContain('id: ev-2\ndata: {"jsonrpc":"2.0","id":1,"result"');
  });

  it('loses a message that is denied, hides a secret in the next, and denies the answer in its place', async () => {
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send(progress(received, INJECTION, 1));
      send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: `key ${AWS_KEY}` } });
      send({ jsonrpc: '2.0', method: 'notifications/unheard-of', params: {} });
      send(answerTo(received, text(INJECTION)));
      res.end();
    });
    const stream = await open('POST', await fixture.session(), toolCall(2));
    await stream.ended;
    const sent = stream.text();
    expect(sent).not.toContain('previous instructions');
    expect(sent).not.toContain(AWS_KEY);
    expect(sent).not.toContain('unheard-of');
    expect(sent).toContain('[redacted:');
    const last = JSON.parse(sent.trim().split('data: ').at(-1) ?? '') as { id: number; error: { code: number } };
    expect(last).toMatchObject({ id: 2, error: { code: 4031, data: { code: 'policy.denied' } } });
  });

  it('does not pass on a request of the server that nothing allows: the server hears no, the client hears nothing', async () => {
    let told: ReceivedRequest | undefined;
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send({ jsonrpc: '2.0', id: 'ask-1', method: 'sampling/createMessage', params: { messages: [], maxTokens: 9 } });
      fixture.upstream.on('answer', (answer, answerRes) => {
        told = answer;
        answerRes.writeHead(202);
        answerRes.end();
        send(answerTo(received, text('done')));
        res.end();
      });
    });
    const stream = await open('POST', await fixture.session(), toolCall(3));
    await stream.ended;
    expect(stream.text()).not.toContain('sampling');
    expect(stream.text()).toContain('"result"');
    expect(told?.message).toMatchObject({ id: 'ask-1', error: { code: 4031, data: { code: 'policy.denied' } } });
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.method === 'sampling/createMessage');
    expect(call.decided).toMatchObject({ origin: 'server', effect: 'deny', reasons: ['default-denied'] });
    expect(call.completed).toMatchObject({ outcome: 'denied' });
  });

  it('carries a question of the server that is allowed, and the answer of the very client it was put to', async () => {
    const answers: ReceivedRequest[] = [];
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send({
        jsonrpc: '2.0',
        id: 77,
        method: 'elicitation/create',
        params: { message: 'Which?', requestedSchema: { type: 'object' } },
      });
      fixture.upstream.on('answer', (answer, answerRes) => {
        answers.push(answer);
        answerRes.writeHead(202);
        answerRes.end();
        send(answerTo(received, text('thanks')));
        res.end();
      });
    });
    const session = await fixture.session();
    const stranger = await openSession(fixture.url, fixture.bob.token);
    const stream = await open('POST', session, toolCall(4));
    await until(() => stream.text().includes('elicitation/create'));
    const result = { action: 'accept', content: { which: 'this' } };
    const reply = { jsonrpc: '2.0', id: questionId(stream.text()), result };
    expect((await session.post({ ...reply, id: 77 })).status).toBe(400);
    const foreign = await stranger.post(reply);
    expect(foreign.status).toBe(400);
    expect(answers).toEqual([]);
    expect((await session.post(reply)).status).toBe(202);
    await stream.ended;
    expect(answers.map(({ message }) => message)).toEqual([{ ...reply, id: 77 }]);
    expect((await session.post(reply)).status).toBe(400);
    const records = fixture.gateway.spool.calls().filter(({ decided }) => decided.method === 'elicitation/create');
    expect(records.map(({ decided, completed }) => [decided.origin, completed?.outcome])).toContainEqual([
      'client',
      'delivered',
    ]);
    expect(records.map(({ decided, completed }) => [decided.origin, completed?.outcome])).toContainEqual([
      'server',
      'delivered',
    ]);
  });

  it('tells the server no when the answer to its question may not leave', async () => {
    let told: ReceivedRequest | undefined;
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send({
        jsonrpc: '2.0',
        id: 78,
        method: 'elicitation/create',
        params: { message: 'Your key?', requestedSchema: {} },
      });
      fixture.upstream.on('answer', (answer, answerRes) => {
        told = answer;
        answerRes.writeHead(202);
        answerRes.end();
        send(answerTo(received, text('a pity')));
        res.end();
      });
    });
    const session = await fixture.session();
    const stream = await open('POST', session, toolCall(5));
    await until(() => stream.text().includes('elicitation/create'));
    const refused = await session.post({
      jsonrpc: '2.0',
      id: questionId(stream.text()),
      result: { action: 'accept', content: { key: AWS_KEY } },
    });
    expect(refused.status).toBe(200);
    expect(refused.body).toContain('4031');
    await stream.ended;
    expect(told?.body).not.toContain(AWS_KEY);
    expect(told?.message).toMatchObject({ id: 78, error: { code: 4031 } });
  });

  it('runs on when its client goes away: that is no cancellation', async () => {
    let open_ = true;
    let finish: () => void = () => undefined;
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send(progress(received, 'working'));
      res.on('close', () => {
        open_ = false;
      });
      finish = () => {
        send(answerTo(received, text('late')));
        res.end();
      };
    });
    const session = await fixture.session();
    const stream = await open('POST', session, toolCall('gone'));
    await until(() => stream.text().includes('working'));
    stream.destroy();
    await sleep(100);
    expect(open_).toBe(true);
    expect(fixture.upstream.of('notifications/cancelled')).toEqual([]);
    finish();
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.requestId === '"gone"');
    expect(call.completed.outcome).toBe('cancelled');
  });

  it('is resumed by the last event id; its answer is judged like any other, and completes the call', async () => {
    fixture.upstream.on('tools/call', (received, res) => {
      const send = openStream(res);
      send(progress(received, 'first half'), 'cursor-1');
      res.end();
    });
    fixture.upstream.on('GET', (received, res) => {
      const send = openStream(res);
      send(
        { jsonrpc: '2.0', id: 'resumed', result: text(`${received.headers['last-event-id']} ${AWS_KEY}`) },
        'cursor-2',
      );
    });
    const session = await fixture.session();
    const first = await open('POST', session, toolCall('resumed'));
    await first.ended;
    expect(first.text()).toContain('first half');
    const second = await open('GET', session, undefined, ['Last-Event-ID', 'cursor-1']);
    await until(() => second.text().includes('cursor-2'));
    expect(second.text()).toContain('cursor-1 [redacted:');
    expect(second.text()).not.toContain(AWS_KEY);
    second.destroy();
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.requestId === '"resumed"');
    expect(call.completed.outcome).toBe('redacted');
  });
});

describe('a stream that stays open', () => {
  const question = (id: number, message: string) => ({
    jsonrpc: '2.0',
    id,
    method: 'elicitation/create',
    params: { message, requestedSchema: {} },
  });

  const listening = async () => {
    let push: ((message: unknown) => void) | undefined;
    fixture.upstream.on('GET', (_received, res) => {
      push = openStream(res);
    });
    const stream = await open('GET', await fixture.session());
    await until(() => push !== undefined);
    const send = (message: unknown): void => push?.(message);
    send(question(90, 'the first'));
    await until(() => stream.text().includes('the first'));
    return { stream, send };
  };

  it('is judged by the policy in force when a message comes, not by the one it began under', async () => {
    const { stream, send } = await listening();
    fixture.gateway.apply({ ...fixture.org, policy: POLICY.replace('[elicitation/create]', '[nothing]') }, 2);
    send(question(91, 'the second'));
    send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'the third' } });
    await until(() => stream.text().includes('the third'));
    expect(stream.text()).not.toContain('the second');
    fixture.gateway.apply(fixture.org, 3);
    stream.destroy();
  });

  it.each<[string, () => void, () => void]>([
    [
      'its token was revoked',
      () => void fixture.gateway.apply({ ...fixture.org, principals: [fixture.bob] }, 4),
      () => void fixture.gateway.apply(fixture.org, 5),
    ],
    ['the snapshot is too old for anything', () => fixture.gateway.age(61 * 60_000), () => fixture.gateway.age(0)],
  ])('ends without another message when %s', async (_, revoke, restore) => {
    const { stream, send } = await listening();
    revoke();
    send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'for friends only' } });
    await stream.ended;
    expect(stream.text()).not.toContain('for friends only');
    restore();
  });
});
