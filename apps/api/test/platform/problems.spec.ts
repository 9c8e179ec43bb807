import { request } from 'node:http';
import { mib, OPERATIONS } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant } from '../harness/tenant.js';
import { newServer } from '../harness/world.js';

const api = useApi();
const { createServer, listCalls, getCall } = OPERATIONS;

describe('problems', () => {
  it('400: name every invalid field at once, with pointers into the request', async () => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    const body = { ...newServer('Not A Slug'), name: '', timeoutMs: 1, surprise: true };
    const problem = problemOf(await send(api().url, createServer, { params: { org }, token, body }), 'request.invalid');
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/body/name',
      '/body/slug',
      '/body/surprise',
      '/body/timeoutMs',
    ]);
    expect(problem.type).toBe('https://sallyport.dev/docs/errors#request.invalid');
    expect(problem.instance).toBe(`/v1/orgs/${org}/servers`);
  });

  it('400: params and query are checked like bodies', async () => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    const one = await send(api().url, getCall, { params: { org, callId: 'nonsense' }, token });
    expect(problemOf(one, 'request.invalid').errors?.[0]?.pointer).toBe('/params/callId');
    const two = await send(api().url, listCalls, {
      params: { org },
      token,
      query: { limit: 100_000, effect: 'maybe' },
    });
    expect(problemOf(two, 'request.invalid').errors).toHaveLength(2);
  });

  it.each([
    ['broken', '{"slug":'],
    ['with a key twice', '{"slug":"a","slug":"b"}'],
    ['with a trailing comma', '{"slug":"a",}'],
    ['empty', ' '],
  ])('400: refuse JSON that is %s', async (_, body) => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    problemOf(await send(api().url, createServer, { params: { org }, token, body }), 'request.unparseable');
  });

  it('413: refuse a body over one mebibyte, announced or not', async () => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    const body = JSON.stringify({ ...newServer(), description: 'x'.repeat(mib(1)) });
    problemOf(await send(api().url, createServer, { params: { org }, token, body }), 'request.too_large');
    const status = await new Promise((resolve, reject) => {
      const req = request(`${api().url}/v1/orgs/${org}/servers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'transfer-encoding': 'chunked',
        },
      });
      req.on('response', (res) => resolve(res.statusCode)).on('error', reject);
      req.write(body.slice(0, mib(1)));
      req.end(body.slice(mib(1)));
    });
    expect(status).toBe(413);
  });

  it.each([
    ['text/plain', {}],
    ['application/json; charset=latin1', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('415: refuse %s %o', async (contentType, headers) => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    const sent = await send(api().url, createServer, {
      params: { org },
      token,
      body: newServer(),
      headers: { 'content-type': contentType, ...headers },
    });
    problemOf(sent, 'request.unsupported_media');
  });

  it('404: an unknown path and an undecodable one are problems too', async () => {
    for (const [path, code] of [
      ['/nothing', 'route.not_found'],
      ['/v1/orgs/%E0%A4%A/calls', 'request.invalid'],
    ] as const) {
      const response = await fetch(`${api().url}${path}`);
      problemOf({ status: response.status, headers: response.headers, text: await response.text() }, code);
    }
  });

  it('500: say nothing of what went wrong, and log it once with its cause', async () => {
    const { orgId, slug: org, ownerToken: token } = await createTenant(api());
    await api().database.asOwner('alter table calls rename column method to method_was_here');
    const sent = await send(api().url, listCalls, { params: { org }, token });
    await api().database.asOwner('alter table calls rename column method_was_here to method');
    const problem = problemOf(sent, 'internal');
    expect(problem.detail).toBe(problem.title);
    expect(sent.text).not.toContain('method_was_here');
    const lines = api().log.filter(({ requestId }) => requestId === problem.requestId);
    expect(lines).toMatchObject([{ level: 'error', route: 'listCalls', orgId, status: 500, outcome: 'internal' }]);
    expect(JSON.stringify(lines)).toContain('method');
  });

  it('503: tell when to come back while the database is away, and come back by themselves', async () => {
    const { slug: org, ownerToken: token } = await createTenant(api());
    const { name, asOwner } = api().database;
    const read = () => send(api().url, listCalls, { params: { org }, token });
    await asOwner(`alter database ${name} connection limit 0`);
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and usename <> current_user`,
    );
    const sent = await read();
    problemOf(sent, 'service.unavailable');
    expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${api().url}/readyz`)).status).toBe(503);
    expect((await fetch(`${api().url}/healthz`)).status).toBe(200);
    await asOwner(`alter database ${name} connection limit -1`);
    expect((await read()).status).toBe(200);
  });
});
