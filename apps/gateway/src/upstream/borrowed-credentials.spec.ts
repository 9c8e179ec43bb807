import { createHash } from 'node:crypto';
import { AppError, type CredentialAnswer, type CredentialRequest, minutes, seconds } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../control/api-http.js';
import { BorrowedCredentials } from './borrowed-credentials.js';
import type { Refusal } from './credentials.js';

const ORG = 'org_1';
const SERVER = { orgId: ORG, serverId: 'srv_1', url: 'https://mcp.example/mcp' };
const ME = 'sa_1';
const REQUIRED: CredentialAnswer = { state: 'authorization_required', url: 'https://console.example/connect' };

/** A vault that answers as told, and the credentials of one server borrowed from it. */
const world = (answer: () => CredentialAnswer | number) => {
  const asked: CredentialRequest[] = [];
  const clock = { ms: 1_000_000 };
  const credentials = new BorrowedCredentials({
    gatewayId: 'gw',
    logger: { warn: () => undefined },
    now: () => clock.ms,
    api: {
      send: async ({ path, body }: ApiRequest) => {
        expect(path).toBe('/gateway/v1/credentials');
        asked.push(JSON.parse(Buffer.concat([...(body ?? [])]).toString()) as CredentialRequest);
        const given = answer();
        if (typeof given === 'number') return { status: given, retryAfterSeconds: null, body: Buffer.from('{}') };
        return { status: 200, retryAfterSeconds: null, body: Buffer.from(JSON.stringify(given)) };
      },
    },
  });
  const name = (grantId: string | null) =>
    credentials.apply({
      orgId: ORG,
      grants: grantId === null ? [] : [{ id: grantId, principalId: ME, serverId: SERVER.serverId }],
    });
  return { credentials: credentials.forServer(SERVER), provider: credentials, asked, clock, name };
};

const granted = (accessToken: string, grantId = 'grt_1', expiresAt: number | null = null): CredentialAnswer => ({
  state: 'granted',
  grantId,
  accessToken,
  expiresAt,
});
const refusal = (token: string | null, status: 401 | 403 = 401): Refusal => ({
  status,
  challenge: 'Bearer',
  credential: token === null ? null : { token, grantId: 'grt_1' },
});

describe('borrowed credentials', () => {
  it('are not shown at another address of the server, even before a snapshot says so', async () => {
    const { credentials, provider, asked, name } = world(() => granted('t1'));
    name('grt_1');
    await credentials.find(ME);
    const moved = provider.forServer({ ...SERVER, url: 'https://elsewhere.example/mcp' });
    expect(moved.peek(ME)).toBeUndefined();
    await moved.find(ME);
    expect(asked.map(({ serverUrl }) => serverUrl)).toEqual([SERVER.url, 'https://elsewhere.example/mcp']);
  });

  it('are asked for when the snapshot names a grant, and never otherwise', async () => {
    const { credentials, asked, name } = world(() => granted('t1'));
    expect(credentials.peek(ME)).toBeNull();
    name('grt_1');
    expect(credentials.peek(ME)).toBeUndefined();
    expect(credentials.peek('sa_2')).toBeNull();
    expect(credentials.peek(null)).toBeNull();
    expect(await credentials.find(ME)).toEqual({ token: 't1', grantId: 'grt_1' });
    expect(asked).toEqual([
      {
        gatewayId: 'gw',
        orgId: ORG,
        serverId: SERVER.serverId,
        serverUrl: SERVER.url,
        principalId: ME,
        refused: null,
      },
    ]);
    expect(credentials.peek(ME)).toMatchObject({ token: 't1' });
    expect(credentials.peek('sa_2')).toBeNull();
  });

  it('are kept until 30 seconds before their end, and ten minutes at most', async () => {
    for (const [expiresAt, keptMs] of [
      [1_000_000 + seconds(90), seconds(60)],
      [null, minutes(10)],
      [1_000_000 + minutes(60), minutes(10)],
    ] as const) {
      const { credentials, clock, name } = world(() => granted('t1', 'grt_1', expiresAt));
      name('grt_1');
      await credentials.find(ME);
      clock.ms += keptMs - 1;
      expect(credentials.peek(ME)).toMatchObject({ token: 't1' });
      clock.ms += 1;
      expect(credentials.peek(ME)).toBeUndefined();
    }
  });

  it('end with the snapshot that no longer names their grant, or names another one', async () => {
    const { credentials, clock, name } = world(() => granted('t1'));
    name('grt_1');
    clock.ms += 1;
    await credentials.find(ME);
    clock.ms += 1;
    name('grt_1');
    expect(credentials.peek(ME)).toMatchObject({ token: 't1' });
    name('grt_2');
    expect(credentials.peek(ME)).toBeUndefined();
    name(null);
    expect(credentials.peek(ME)).toBeNull();
  });

  it('of a grant younger than the snapshot are used', async () => {
    const { credentials, clock, name } = world(() => granted('t1', 'grt_new'));
    name(null);
    clock.ms += 1;
    await credentials.replace(ME, refusal(null));
    expect(credentials.peek(ME)).toMatchObject({ token: 't1' });
  });

  it('are replaced once for all calls that were refused the same token', async () => {
    let count = 0;
    const { credentials, asked, name } = world(() => {
      count += 1;
      return granted(`t${count}`);
    });
    name('grt_1');
    await credentials.find(ME);
    const got = await Promise.all([1, 2, 3].map(() => credentials.replace(ME, refusal('t1'))));
    expect(new Set(got.map(({ token }) => token))).toEqual(new Set(['t2']));
    expect(await credentials.replace(ME, refusal('t1'))).toMatchObject({ token: 't2' });
    expect(asked).toHaveLength(2);
    const tokenDigest = `sha256:${createHash('sha256').update('t1').digest('hex')}`;
    expect(asked[1]?.refused).toEqual({ status: 401, challenge: 'Bearer', tokenDigest });
  });

  it('that do not exist are remembered for five seconds, or until a grant appears', async () => {
    const { credentials, clock, name } = world(() => REQUIRED);
    name(null);
    await expect(credentials.replace(ME, refusal(null))).rejects.toMatchObject({
      code: 'upstream.authorization_required',
      params: { url: 'https://console.example/connect' },
    });
    expect(credentials.peek(ME)).toBeInstanceOf(AppError);
    name('grt_1');
    expect(credentials.peek(ME)).toBeUndefined();
    name(null);
    clock.ms += seconds(5);
    expect(credentials.peek(ME)).toBeNull();
  });

  it('stay good for other operations when one needs more access', async () => {
    const answers = [granted('t1'), REQUIRED];
    const { credentials, name } = world(() => answers.shift() ?? REQUIRED);
    name('grt_1');
    await credentials.find(ME);
    await expect(credentials.replace(ME, refusal('t1', 403))).rejects.toMatchObject({
      code: 'upstream.authorization_required',
    });
    expect(credentials.peek(ME)).toMatchObject({ token: 't1' });
  });

  it('cannot be had from an api that is away or answers what cannot be sent', async () => {
    for (const answer of [503, 404, granted('a b'), granted('a\r\nx: y'), {} as CredentialAnswer]) {
      const { credentials, name } = world(() => answer);
      name('grt_1');
      await expect(credentials.find(ME)).rejects.toMatchObject({ code: 'upstream.unavailable' });
      expect(credentials.peek(ME)).toBeUndefined();
    }
  });
});
