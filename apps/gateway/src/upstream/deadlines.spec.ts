import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Deadlined, deadlines } from './deadlines.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  // The timer is stopped while it is the false one: it is made anew in the next test.
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
});

const call = (name: string, heard: string[], onDue: () => void = () => undefined): Deadlined => ({
  dueAtMs: Number.POSITIVE_INFINITY,
  before: null,
  after: null,
  onDue: () => {
    heard.push(name);
    onDue();
  },
});

it('tells each call once that its time is up, never before it and at most a tick after', () => {
  const heard: string[] = [];
  deadlines.add(call('short', heard), 100);
  deadlines.add(call('long', heard), 1_000);
  vi.advanceTimersByTime(99);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(21);
  expect(heard).toEqual(['short']);
  vi.advanceTimersByTime(879);
  expect(heard).toEqual(['short']);
  vi.advanceTimersByTime(21);
  expect(heard).toEqual(['short', 'long']);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['short', 'long']);
});

it('says nothing to calls that were over in time, wherever they stood among the others', () => {
  const heard: string[] = [];
  const calls = ['first', 'second', 'third', 'fourth'].map((name) => call(name, heard));
  for (const item of calls) deadlines.add(item, 100);
  for (const index of [0, 2, 2]) deadlines.delete(calls[index] ?? call('none', heard));
  vi.advanceTimersByTime(200);
  expect(heard.sort()).toEqual(['fourth', 'second']);
});

it('says nothing to a call that ends because of another one whose time is up in the same moment', () => {
  const heard: string[] = [];
  const taken = call('taken along', heard);
  deadlines.add(taken, 100);
  deadlines.add(
    call('first', heard, () => deadlines.delete(taken)),
    100,
  );
  vi.advanceTimersByTime(200);
  expect(heard).toEqual(['first']);
});

it('runs no timer once no call has waited for a while', () => {
  const item = call('only', []);
  deadlines.add(item, 5_000);
  expect(vi.getTimerCount()).toBe(1);
  deadlines.delete(item);
  vi.advanceTimersByTime(1_100);
  expect(vi.getTimerCount()).toBe(0);
  const heard: string[] = [];
  deadlines.add(call('later', heard), 100);
  vi.advanceTimersByTime(120);
  expect(heard).toEqual(['later']);
});
