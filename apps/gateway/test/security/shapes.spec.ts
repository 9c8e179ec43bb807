import { mib } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { modernMeta, modernRequest } from '../harness/modern.js';
import { bearer, openSession, post, send } from '../harness/raw-client.js';
import { tool } from '../harness/scripted-server.js';
import { leastStall, openChannel } from './harness.js';
import { take, WAYS } from './ways.js';

const fixture = useFixture({ tools: [tool('echo')] });
const STALL_MS_MAX = 100;
/** A channel looks for the id of a message before it is parsed, which scans it once more. */
const CHANNEL_STALL_MS_MAX = 200;
const FOUR_MIB = mib(4) - 400;

const members = (count: number): string => `{${Array.from({ length: count }, (_, i) => `"a${i}":0`).join()}}`;

/** Each is less than 4 MiB, and much more once somebody builds what it says. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['4 MiB of zeros', `[${'0,'.repeat(FOUR_MIB / 2 - 1)}0]`],
  ['4 MiB of empty arrays', `[${'[],'.repeat(Math.floor(FOUR_MIB / 3) - 1)}[]]`],
  ['200,000 members', members(200_000)],
  ['depth a million', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ['a number of a million digits', '9'.repeat(1_000_000)],
];

const callWith = (args: string, more = ''): Buffer =>
  Buffer.from(
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",${more}"arguments":{"message":${args}}}}`,
  );

describe('T-SHAPE: what is small in bytes and large in work', () => {
  it.each(SHAPES)('holds nobody else up: %s', async (_, shape) => {
    const session = await fixture.session();
    const channel = await openChannel(fixture.url, fixture.ada.token);
    const [legacy, modern] = [callWith(shape), callWith(shape, `"_meta":${JSON.stringify(modernMeta())},`)];
    const { token } = fixture.ada;
    let asked = 100;
    const { headers } = modernRequest({ url: '', token, method: 'tools/call', params: { name: 'echo' } });
    const attempts = {
      'in a session': () => session.post(legacy),
      modern: () => send({ url: fixture.url, headers, body: modern }),
      'to all servers': () => send({ url: `${fixture.gateway.url}/o/acme/mcp`, headers, body: modern }),
      'on a channel': async () => {
        await channel.post(legacy);
        // Answered behind it, so all of its cost is counted.
        await channel.ask({ id: ++asked, method: 'ping' });
      },
    };
    for (const [way, attempt] of Object.entries(attempts)) {
      expect(await leastStall(attempt), way).toBeLessThan(way === 'on a channel' ? CHANNEL_STALL_MS_MAX : STALL_MS_MAX);
    }
    channel.stream.destroy();
  });

  it('costs no memory in proportion to what it says', async () => {
    const session = await fixture.session();
    const body = callWith(SHAPES[0]?.[1] ?? '');
    await session.post(body);
    const before = process.memoryUsage().heapUsed;
    const answers = await Promise.all(Array.from({ length: 8 }, () => session.post(body)));
    // Two million numbers, eight times over, would be 128 MiB at the least.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(mib(64));
    for (const answer of answers) {
      expect([answer.status, answer.json()]).toMatchObject([400, { error: { data: { code: 'request.unparseable' } } }]);
    }
  });

  const NOTE = '{"jsonrpc":"2.0","method":"notifications/cancelled"}';
  it.each([
    ['70,000 messages', `[${`${NOTE},`.repeat(70_000)}${NOTE}]`],
    ['101 messages', `[${`${NOTE},`.repeat(100)}${NOTE}]`],
    ['two million numbers', `[${'0,'.repeat(2_000_000)}0]`],
    ['batches in batches', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ])('is refused as a batch: %s', async (_, batch) => {
    const session = await openSession(fixture.url, fixture.ada.token, '2025-03-26');
    const before = fixture.upstream.of('notifications/cancelled').length;
    const bytes = Buffer.from(batch);
    const stall = await leastStall(async () => expect((await session.post(bytes)).status).toBe(400));
    expect(stall).toBeLessThan(STALL_MS_MAX);
    expect(fixture.upstream.of('notifications/cancelled').length).toBe(before);
  });
});

describe('T-SIZE: a body over 4 MiB', () => {
  const body = Buffer.from(`"${'a'.repeat(mib(4))}"`);

  it('is 413 in JSON, on every way that takes one', async () => {
    const posts = WAYS.filter(({ method, path }) => method === 'POST' && !path.includes('?') && path.endsWith('/mcp'));
    expect(posts.length).toBeGreaterThan(8);
    for (const way of posts) {
      const answer = await take(fixture, way, bearer(fixture.ada.token), { body });
      expect([way.name, answer.status, answer.headers['content-type']]).toEqual([way.name, 413, 'application/json']);
      expect(answer.json()).toMatchObject({ jsonrpc: '2.0', error: { data: { code: 'request.too_large' } } });
    }
    const channel = await openChannel(fixture.url, fixture.ada.token);
    expect((await channel.post(body)).status).toBe(413);
    channel.stream.destroy();
  });

  it('of somebody unknown is not read', async () => {
    for (const token of ['garbage', `sp_sa_${'A'.repeat(43)}`]) {
      expect((await post(fixture.url, token, body)).status).toBe(401);
    }
  });
});
