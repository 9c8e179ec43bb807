import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Grid } from './bridge/grid.js';
import { SERVER_KINDS } from './bridge/peers/servers.js';
import { useFixture } from './harness/fixture.js';
import { openSession } from './harness/raw-client.js';
import { json, openStream, rpcResult, text } from './harness/scripted-server.js';

const fixture = useFixture();
const CLIENTS = 200;
const IDS = 10;

// T-COLLIDE: every SDK client counts from 0, so ids alone say nothing about whose answer it is.
describe('T-COLLIDE: 200 clients whose ids collide', () => {
  it('each get their own answers, over HTTP, answered late and out of order, as JSON and as streams', async () => {
    fixture.upstream.on('tools/call', (request, res) => {
      const { arguments: args } = (request.message as { params: { arguments: { message: string } } }).params;
      setTimeout(() => {
        if (Math.random() < 0.5) {
          json(res, rpcResult(request, text(args.message)));
          return;
        }
        openStream(res)({ jsonrpc: '2.0', id: request.message?.id, result: text(args.message) });
        res.end();
      }, Math.random() * 20);
    });
    const sessions = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        openSession(fixture.url, i % 2 === 0 ? fixture.ada.token : fixture.bob.token),
      ),
    );
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(CLIENTS);
    const foreign: string[] = [];
    await Promise.all(
      sessions.map(async (session, client) => {
        for (let id = 0; id < IDS; id++) {
          const nonce = `nonce-${client}-${id}`;
          const answer = await session.call(id, 'echo', { message: nonce });
          if (!answer.body.includes(`"${nonce}"`)) foreign.push(`${nonce}: ${answer.body}`);
        }
      }),
    );
    expect(foreign).toEqual([]);
  }, 60_000);
});

// The official clients number their requests from 0 or 1, and use the number as the token of progress too.
describe('T-COLLIDE: 200 official clients of two organisations', () => {
  const grid = new Grid();
  beforeAll(() => grid.start());
  afterAll(() => grid.close());

  it.each(SERVER_KINDS)(
    'each get their own answers and progress of one %s server, whatever they speak',
    async (serverKind) => {
      const people = [grid.ada, grid.bob, grid.gil];
      const kinds = ['modern', 'legacy', 'http-sse'] as const;
      const clients = await inTurns(CLIENTS, async (i) => {
        const who = people[Math.floor(i / kinds.length) % people.length] ?? grid.ada;
        const client = await grid.connect(kinds[i % kinds.length] ?? 'modern', serverKind, { who, capabilities: {} });
        // Opens its connection: an event loop accepts one a turn, and two hundred at once wait for two hundred long turns.
        await client.call('slow', { key: `first-${i}`, steps: 0 });
        return client;
      });
      const foreign: string[] = [];
      await Promise.all(
        clients.map(async (client, c) => {
          for (let i = 0; i < IDS; i++) {
            const key = `nonce-${c}-${i}`;
            const heard: unknown[] = [];
            const onProgress = ({ message }: { message?: string | undefined }): void => void heard.push(message);
            const answer = await client.call('slow', { key, steps: (c + i) % 3 }, { onProgress });
            if (answer.content[0]?.text !== `done ${key}`) foreign.push(`${key}: ${JSON.stringify(answer)}`);
            // The first SDK line loses progress that arrives in one piece with the answer, so only what was heard counts.
            if (heard.some((message) => message !== key)) foreign.push(`${key}: progress of ${heard.join()}`);
          }
        }),
      );
      expect(foreign).toEqual([]);
      await Promise.all(clients.map((client) => client.close()));
    },
    120_000,
  );
});

/** Results of `make` for 0 to `count` - 1, twenty at a time. */
const inTurns = async <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  for (let from = 0; from < count; from += 20) {
    made.push(...(await Promise.all(Array.from({ length: Math.min(20, count - from) }, (_, i) => make(from + i)))));
  }
  return made;
};
