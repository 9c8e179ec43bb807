import { AppError } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { SinkGate } from './sink-gate.js';

const start = (answers: (boolean | undefined)[] = []) => {
  const heard: string[] = [];
  const gate = new SinkGate(
    {
      onHead: () => heard.push('head'),
      onMessage: (raw) => {
        heard.push(raw.toString());
        return answers.shift();
      },
      onCursor: (eventId) => heard.push(`cursor ${eventId}`),
      onEnd: () => heard.push('end'),
      onError: ({ code }) => heard.push(code),
    },
    { onPause: () => heard.push('(pause)'), onResume: () => heard.push('(resume)') },
  );
  const say = (text: string) => gate.message(Buffer.from(text), undefined);
  return { heard, gate, say };
};

describe('SinkGate', () => {
  it('holds what comes while the reader is behind, in order, the end too', () => {
    const { heard, gate, say } = start([undefined, false, true, false]);
    for (const text of ['a', 'b', 'c', 'd', 'e']) say(text);
    gate.cursor('7', undefined);
    gate.end();
    expect(heard).toEqual(['a', 'b', '(pause)']);
    expect(gate.heldBytes).toBe(3);
    gate.resume();
    expect(heard).toEqual(['a', 'b', '(pause)', 'c', 'd']);
    gate.resume();
    expect(heard.slice(5)).toEqual(['e', 'cursor 7', '(resume)', 'end']);
    expect(gate.heldBytes).toBe(0);
  });

  it('tells a failure at once and nothing after it', () => {
    const { heard, gate, say } = start([false]);
    for (const text of ['a', 'b']) say(text);
    gate.fail(new AppError('upstream.timeout'));
    gate.resume();
    say('c');
    gate.end();
    gate.fail(new AppError('upstream.invalid'));
    expect(heard).toEqual(['a', '(pause)', 'upstream.timeout']);
  });

  it('tells nothing after it was closed, also by the reader itself in the middle of a message', () => {
    const heard: string[] = [];
    const gate: SinkGate = new SinkGate(
      {
        onHead: () => undefined,
        onMessage: (raw) => {
          heard.push(raw.toString());
          gate.close();
          return false;
        },
        onEnd: () => heard.push('end'),
        onError: () => heard.push('error'),
      },
      { onPause: () => heard.push('(pause)'), onResume: () => heard.push('(resume)') },
    );
    gate.message(Buffer.from('a'), undefined);
    gate.message(Buffer.from('b'), undefined);
    gate.resume();
    gate.end();
    expect(heard).toEqual(['a']);
  });

  it('ignores a resume nobody waited for, and messages after the end', () => {
    const { heard, gate, say } = start();
    gate.resume();
    say('a');
    gate.end();
    say('b');
    gate.end();
    expect(heard).toEqual(['a', 'end']);
  });
});
