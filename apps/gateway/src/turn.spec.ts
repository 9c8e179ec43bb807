import { setImmediate as turnEnd } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atTurnEnd, behindWrites, readAnswer, readRequest, workOffBehind, workOffRead } from './turn.js';

it('works a turn off in its order, whatever came first, and with what promises make of what was read', async () => {
  const done: string[] = [];
  const say = (what: string) => () => void done.push(what);
  behindWrites(say('behind'));
  atTurnEnd(say('write'));
  readRequest(() => void Promise.resolve().then(() => atTurnEnd(say('write of the request'))));
  readRequest(say('request'));
  readAnswer(say('answer'));
  readAnswer(() => atTurnEnd(say('write of the answer')));
  await turnEnd();
  expect(done).toEqual(['answer', 'request', 'write', 'write of the answer', 'write of the request', 'behind']);
});

it('reads what comes between reading and writing', async () => {
  const done: string[] = [];
  readRequest(() => process.nextTick(() => readRequest(() => void done.push('closed'))));
  await turnEnd();
  await turnEnd();
  expect(done).toEqual(['closed']);
});

it('keeps the order of what is read early, also from within', async () => {
  const done: number[] = [];
  const say = (what: number) => () => void done.push(what);
  readAnswer(() => {
    done.push(1);
    readAnswer(say(3));
    workOffRead();
    done.push(4);
  });
  readAnswer(say(2));
  workOffRead();
  expect(done).toEqual([1, 2, 3, 4]);
  await turnEnd();
  expect(done).toHaveLength(4);
});

it('does what stands behind the writes once, also when somebody cannot wait for it', async () => {
  const done: string[] = [];
  behindWrites(() => void done.push('behind'));
  workOffBehind();
  expect(done).toEqual(['behind']);
  await turnEnd();
  expect(done).toEqual(['behind']);
});
