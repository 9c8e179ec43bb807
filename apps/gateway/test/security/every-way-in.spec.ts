import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useFixture } from '../harness/fixture.js';
import { bearer, send } from '../harness/raw-client.js';
import { newToken } from '../harness/snapshots.js';
import { ENDPOINTS, take, WAYS, type Way } from './ways.js';

const ALLOWED = 'https://inspector.example';
const fixture = useFixture({ allowedOrigins: [ALLOWED], allowedHosts: ['mcp.acme.example'] });

/** Runs every way, all at once, and tells those that did not answer with one of these. */
const unlike = async (statuses: readonly number[], run: (way: Way) => ReturnType<typeof take>): Promise<string[]> => {
  const answers = await Promise.all(WAYS.map(async (way) => ({ way, answer: await run(way) })));
  return answers
    .filter(({ answer }) => !statuses.includes(answer.status))
    .map(({ way, answer }) => `${way.name}: ${answer.status} ${answer.body}`);
};

describe('T-AUTHFALL, T-MATRIX: every transport and endpoint', () => {
  it.each<[string, () => readonly string[]]>([
    ['no Authorization header', () => []],
    ['an empty one', () => ['Authorization', '']],
    ['a blank one', () => ['Authorization', ' \t ']],
    ['another scheme', () => ['Authorization', 'Basic YWRhOmFkYQ==']],
    ['a scheme alone', () => ['Authorization', 'Bearer']],
    ['a scheme and a blank', () => ['Authorization', 'Bearer ']],
    ['a token without its scheme', () => ['Authorization', fixture.ada.token]],
    ['two blanks', () => ['Authorization', `Bearer  ${fixture.ada.token}`]],
    ['garbage', () => bearer('garbage')],
    ['"undefined"', () => bearer('undefined')],
    ['a JSON Web Token without signature', () => bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.')],
    ['a token of the right form that nobody has', () => bearer(newToken())],
    ['a token in other case', () => bearer(fixture.ada.token.toUpperCase())],
    ['a token with something behind it', () => bearer(`${fixture.ada.token}x`)],
    ['two tokens in one header', () => bearer(`${fixture.ada.token}, ${fixture.bob.token}`)],
    ['the hash of a token', () => bearer(createHash('sha256').update(fixture.ada.token).digest('hex'))],
    ['a token twice', () => [...bearer(fixture.ada.token), ...bearer(fixture.ada.token)]],
    ['a good token and garbage', () => [...bearer(fixture.ada.token), ...bearer('garbage')]],
    ['garbage and a good token', () => [...bearer('garbage'), ...bearer(fixture.ada.token)]],
    ['a good token and nothing', () => [...bearer(fixture.ada.token), 'Authorization', '']],
    ['the token in a cookie', () => ['Cookie', `token=${fixture.ada.token}`]],
    [
      'the token in other headers',
      () => ['X-Authorization', `Bearer ${fixture.ada.token}`, 'X-Api-Key', fixture.ada.token],
    ],
    ['the name of somebody', () => ['X-Forwarded-User', 'ada', 'X-Remote-User', 'ada', 'X-Middleware-Subrequest', 'a']],
  ])('refuses %s with 401', async (_, headers) => {
    const before = fixture.upstream.of('tools/call').length;
    expect(await unlike([401], (way) => take(fixture, way, headers()))).toEqual([]);
    expect(fixture.upstream.of('tools/call').length).toBe(before);
  });

  it('AUTH-4: takes no token from the address', async () => {
    const query = `access_token=${fixture.ada.token}&token=${fixture.ada.token}`;
    const url = ({ path }: Way) => `${fixture.gateway.url}${path}${path.includes('?') ? '&' : '?'}${query}`;
    expect(await unlike([401], (way) => take(fixture, way, [], { url: url(way) }))).toEqual([]);
  });

  it('challenges alike, and makes nobody of nobody', async () => {
    const before = fixture.gateway.spool.records.length;
    for (const way of WAYS) {
      const answer = await take(fixture, way, bearer('garbage'));
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="sallyport"/);
      expect(answer.headers['mcp-session-id']).toBeUndefined();
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.json()).toMatchObject({ error: { data: { code: 'auth.token_invalid' } } });
    }
    for (const record of fixture.gateway.spool.records.slice(before)) {
      if (record.stage === 'decided') expect(record).toMatchObject({ principal: null });
    }
  });
});

describe('T-ORIGIN: every transport, endpoint and method', () => {
  it.each<[string, readonly string[]]>([
    ['a foreign origin', ['Origin', 'https://evil.example']],
    ['the null origin', ['Origin', 'null']],
    ['an empty origin', ['Origin', '']],
    ['an origin that begins like an allowed one', ['Origin', `${ALLOWED}.evil.example`]],
    ['an origin that ends like an allowed one', ['Origin', 'https://evil-inspector.example']],
    ['an allowed origin with another scheme', ['Origin', 'http://inspector.example']],
    ['an allowed origin with another port', ['Origin', `${ALLOWED}:444`]],
    ['an allowed origin and another', ['Origin', ALLOWED, 'Origin', 'https://evil.example']],
    ['our own address as the origin of a page', ['Origin', 'http://127.0.0.1:1']],
    ['a rebound host', ['Host', 'rebound.evil.example']],
    ['a rebound host with a port', ['Host', 'rebound.evil.example:4602']],
    ['the host that means any address', ['Host', '0.0.0.0']],
    ['an allowed host with a suffix', ['Host', 'mcp.acme.example.evil.example']],
    ['an allowed host with a dot', ['Host', 'mcp.acme.example.']],
    ['an allowed host with a user', ['Host', 'mcp.acme.example@evil.example']],
    ['a forwarded host', ['Host', 'evil.example', 'X-Forwarded-Host', 'mcp.acme.example']],
  ])('refuses %s, token or not', async (_, headers) => {
    const refused = headers.lastIndexOf('Origin') > 0 ? [400] : [403];
    for (const who of [bearer(fixture.ada.token), []]) {
      expect(await unlike(refused, (way) => take(fixture, way, [...who, ...headers]))).toEqual([]);
    }
    for (const endpoint of ENDPOINTS) {
      const url = `${fixture.gateway.url}${endpoint}`;
      for (const method of ['OPTIONS', 'PUT', 'HEAD']) {
        expect((await send({ url, method, headers })).status).toBe(refused[0]);
      }
    }
  });

  it('answers a foreign page with nothing it may read', async () => {
    for (const way of WAYS) {
      const answer = await take(fixture, way, [...bearer(fixture.ada.token), 'Origin', 'https://evil.example']);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('takes the hosts and origins that are listed, whatever the case of the host', async () => {
    const listed = [...bearer('garbage'), 'Host', 'MCP.Acme.Example', 'Origin', ALLOWED];
    expect(await unlike([401], (way) => take(fixture, way, listed))).toEqual([]);
  });
});
