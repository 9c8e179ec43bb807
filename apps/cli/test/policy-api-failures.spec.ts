import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment, sallyport, scratchFolder } from './support.js';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** Something that listens where the api should be. @param answers  the last one is repeated */
const listen = async (...answers: Answer[]) => {
  const requests: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(req);
    answer?.(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
};

const problem =
  (status: number, code: string, detail: string): Answer =>
  (_, res) => {
    const body = { type: 'about:blank', title: detail, status, detail, instance: '/', code, requestId: 'req_1' };
    res.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };

const nothing: Answer = (_, res) =>
  res.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[],"nextCursor":null}');

const pull = async (url: string, env: Record<string, string> = {}) => {
  const run = sallyport(['policy', 'pull'], {
    cwd: scratchFolder(),
    env: environment({ SALLYPORT_API_URL: url, SALLYPORT_ORG: 'acme', SALLYPORT_TOKEN: 'sp_sa_x', ...env }),
  });
  const { code } = await run.ended;
  return { code, stderr: run.stderr() };
};

describe('a sentence that says what to do, and 1, when the api', () => {
  it.each([
    [
      problem(401, 'auth.token_expired', 'The token has expired'),
      'The api does not take the token: The token has expired.',
    ],
    [
      problem(403, 'permission.missing', 'Your role does not include this permission'),
      'has no role with the permission policy:read ("See policies and their versions"). Roles that have it: owner, security_admin, policy_author, approver, auditor.',
    ],
    [
      problem(404, 'org.not_found', 'No such organisation'),
      'The token belongs to no organisation "acme". Check SALLYPORT_ORG',
    ],
    [
      problem(404, 'route.not_found', 'Nothing is here'),
      'does not know this operation (listPolicies): it is older than this sallyport',
    ],
    [
      problem(500, 'internal', 'Something went wrong\u001b[2J'),
      'Something went wrong\\u001b[2J (internal, request req_1)',
    ],
    [
      (_: IncomingMessage, res: ServerResponse) => res.writeHead(404).end('<h1>nginx</h1>'),
      'answered 404, and not as a Sallyport api does',
    ],
    [
      (_: IncomingMessage, res: ServerResponse) => res.writeHead(200).end('<h1>Welcome</h1>'),
      'answers, and not as a Sallyport api does',
    ],
  ])('%#', async (answer, sentence) => {
    const { url } = await listen(answer);
    const { code, stderr } = await pull(url);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('is not there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await pull(`http://127.0.0.1:${port}`);
    expect(stderr).toContain(`The api at http://127.0.0.1:${port} cannot be reached (ECONNREFUSED).`);
    expect(code).toBe(1);
  });
});

it('asks again when the api is away for a moment', async () => {
  const away = problem(503, 'service.unavailable', 'A part we need does not answer');
  const { url, requests } = await listen(away, away, nothing);
  expect(await pull(url)).toMatchObject({ code: 0 });
  expect(requests.map(({ url: path }) => path)).toEqual(Array(3).fill('/v1/orgs/acme/policies?limit=200'));
});

it('sends its token to the api it was given, and to no other it is sent on to', async () => {
  const other = await listen(nothing);
  const { url, requests } = await listen((_, res) => void res.writeHead(302, { location: other.url }).end());
  expect(await pull(url)).toMatchObject({ code: 1, stderr: expect.stringContaining('answered 302, and not as') });
  expect(requests[0]?.headers.authorization).toBe('Bearer sp_sa_x');
  expect(other.requests).toEqual([]);
});

it.each([
  ['http://api.sallyport.example', 'A token is sent over https only'],
  ['https://user:secret@api.sallyport.example', 'has no user name, password'],
  ['api.sallyport.example', 'is not an address of an api'],
])('does not send a token to %s', async (url, sentence) => {
  const { code, stderr } = await pull(url);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('secret');
  expect(code).toBe(2);
});
