import { type Coordination, createMemoryCoordination } from '@sallyport/service-kit';
import { beforeEach, expect, it, vi } from 'vitest';
import { NO_NOTES } from '../bridge/session-notes.js';
import { SharedSessionNotes } from './shared-session-notes.js';

const KEY = 'org_1/sa_1/srv_1/abc';
const secret = Buffer.alloc(32, 3);
let coordination: Coordination;
let time: number;
const notes = (of: Coordination = coordination) =>
  new SharedSessionNotes({ coordination: of, secret, now: () => ++time });

beforeEach(() => {
  coordination = createMemoryCoordination();
  time = 1;
});

it('what a client sets up at one replica holds at every other, and for nobody else', async () => {
  const [one, two] = [notes(), notes()];
  expect(await two.get(KEY)).toEqual(NO_NOTES);
  await one.set(KEY, { level: 'info', uris: ['file:///ü'] });
  expect(await two.get(KEY)).toEqual({ level: 'info', uris: ['file:///ü'] });
  await two.set(KEY, { level: null, uris: [] });
  expect(await one.get(KEY)).toEqual(NO_NOTES);
  expect(await two.get(`${KEY}d`)).toEqual(NO_NOTES);
});

it('who watches hears of changes here and elsewhere, until it stops', async () => {
  const [one, two] = [notes(), notes()];
  const heard: unknown[] = [];
  const stop = two.watch(KEY, (changed) => heard.push(changed));
  await one.set(KEY, { level: 'debug', uris: [] });
  await vi.waitFor(() => expect(heard).toEqual([{ level: 'debug', uris: [] }]));
  await two.set(KEY, { level: 'error', uris: [] });
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ level: 'error', uris: [] }));
  stop();
  await new Promise((wake) => setTimeout(wake, 5));
  await one.set(KEY, { level: 'info', uris: [] });
  await new Promise((wake) => setTimeout(wake, 20));
  expect(heard.length).toBe(2);
});

it('while the store is away a replica knows what was set up at it', async () => {
  const away: Coordination = {
    ...coordination,
    remember: async () => false,
    recall: async () => null,
    publish: async () => undefined,
  };
  const one = notes(away);
  await one.set(KEY, { level: 'info', uris: ['a'] });
  expect(await one.get(KEY)).toEqual({ level: 'info', uris: ['a'] });
});

it('more resources than a note holds are all known where they were subscribed to, and the first of them elsewhere', async () => {
  const [one, two] = [notes(), notes()];
  const uris = Array.from({ length: 1_000 }, (_, i) => `file:///a/rather/long/path/of/a/file/${i}`);
  await one.set(KEY, { level: null, uris });
  expect((await one.get(KEY)).uris).toEqual(uris);
  const elsewhere = (await two.get(KEY)).uris;
  expect(elsewhere).toEqual(uris.slice(0, elsewhere.length));
  expect(elsewhere.length).toBeGreaterThan(100);
});

it('the store and its channels show nothing of a client', async () => {
  const seen: string[] = [];
  const spying: Coordination = {
    ...coordination,
    remember: async (...all) => {
      seen.push(JSON.stringify(all));
      return true;
    },
    publish: async (...all) => void seen.push(JSON.stringify(all)),
  };
  await notes(spying).set(KEY, { level: 'info', uris: ['file:///secret'] });
  expect(seen.length).toBe(2);
  for (const text of seen) expect(text).not.toMatch(/sa_1|srv_1|secret|info/);
});
