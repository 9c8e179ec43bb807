import { setImmediate as turnEnd } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atTurnEnd, behindWrites, readAnswer, readRequest, workOffBehind } from './turn.js';

const FULL_READ = 65_536;

it('works a turn off in its order, whatever came first, and with what promises make of what was read', async () => {
  const done: string[] = [];
  const say = (what: string) => () => void done.push(what);
  behindWrites(say('behind'));
  atTurnEnd(say('write'));
  readRequest(() => void Promise.resolve().then(() => atTurnEnd(say('write of the request'))), 1);
  readRequest(say('request'), 1);
  readAnswer(say('answer'), 1);
  readAnswer(() => atTurnEnd(say('write of the answer')), 1);
  await turnEnd();
  expect(done).toEqual(['answer', 'request', 'write', 'write of the answer', 'write of the request', 'behind']);
});

it('reads what comes between reading and writing', async () => {
  const done: string[] = [];
  readRequest(() => process.nextTick(() => readRequest(() => void done.push('closed'), 0)), 1);
  await turnEnd();
  await turnEnd();
  expect(done).toEqual(['closed']);
});

it('keeps the order of what is read early, also from within', async () => {
  const done: number[] = [];
  const say = (what: number) => () => void done.push(what);
  readAnswer(() => {
    done.push(1);
    readAnswer(say(3), FULL_READ);
    done.push(4);
  }, 1);
  readAnswer(say(2), FULL_READ);
  expect(done).toEqual([1, 2, 3, 4]);
  await turnEnd();
  expect(done).toHaveLength(4);
});

it('holds little unread, however many send at once', async () => {
  let held = 0;
  let most = 0;
  for (let connection = 0; connection < 100; connection++) {
    held += FULL_READ - 1;
    readRequest(() => {
      held -= FULL_READ - 1;
    }, FULL_READ - 1);
    most = Math.max(most, held);
  }
  expect(most).toBeLessThanOrEqual(1_048_576);
  await turnEnd();
  expect(held).toBe(0);
});

it('does what stands behind the writes once, also when somebody cannot wait for it', async () => {
  const done: string[] = [];
  behindWrites(() => void done.push('behind'));
  workOffBehind();
  expect(done).toEqual(['behind']);
  await turnEnd();
  expect(done).toEqual(['behind']);
});
