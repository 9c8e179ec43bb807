import { describe, expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { type ModernRequest, modernRequest, sendModern, speakModern } from './harness/modern.js';
import { json, openStream, rpcResult, text, tool } from './harness/scripted-server.js';

const SECRET = `AKIA${'QWERTYUIOPASDFGH'}`;

const TOOLS = [
  tool('echo'),
  tool('routed', {
    inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
  }),
];

const POLICY = `
version: 1
name: adversary
rules:
  - { id: all, match: { direction: request }, effect: allow }
  - { id: mask, match: { direction: request, tools: [routed] }, effect: redact, redact: { categories: [secret], how: placeholder } }
  - { id: mask-answers, match: { methods: [elicitation/create] }, effect: redact, redact: { categories: [secret], how: placeholder } }
  - { id: forms, match: { direction: response, methods: [elicitation/create] }, effect: allow }
  - { id: no-samples, match: { methods: [sampling/createMessage] }, effect: deny }
  - { id: no-secret-resource, match: { resources: ['secret://*'] }, effect: deny }
`;

const modern = useFixture({ prepare: (server) => speakModern(server, TOOLS), policy: POLICY });
const legacy = useFixture({
  policy: POLICY,
  prepare: (server) => {
    server.on('initialize', (request, res) => {
      const capabilities = { tools: {}, resources: { subscribe: true } };
      const result = { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'old', version: '1' } };
      json(res, rpcResult(request, result), { 'mcp-session-id': 'old-session' });
    });
    server.on('GET', (_request, res) => void openStream(res));
    server.on('resources/subscribe', (request, res) => json(res, rpcResult(request, {})));
  },
});

const ask = (request: Omit<ModernRequest, 'url' | 'token'>) =>
  sendModern({ url: modern.url, token: modern.ada.token, ...request });
const echo = (params: object = {}) =>
  ask({
    method: 'tools/call',
    params: { name: 'echo', arguments: { message: 'x' }, ...params },
    capabilities: { elicitation: { form: {} }, sampling: {} },
  });

describe('T-SUBSCRIBE: what a subscription may not hear of', () => {
  const notifications = { resourceSubscriptions: ['file:///a', 'secret://b'], taskIds: ['task-of-bob'] };

  it.each([
    ['plainly', {}],
    ['with answers nobody asked for beside it', { inputResponses: {} }],
  ])('does not reach a modern server when asked for %s', async (_, more) => {
    modern.upstream.received.length = 0;
    modern.upstream.on('subscriptions/listen', (request, res) => {
      openStream(res)(rpcResult(request, { resultType: 'complete' }));
      res.end();
    });
    await ask({ method: 'subscriptions/listen', params: { notifications, ...more }, id: 'sub' });
    const [sent] = modern.upstream.of('subscriptions/listen');
    expect(sent?.message).toMatchObject({
      params: { notifications: { resourceSubscriptions: ['file:///a'], taskIds: [] } },
    });
  });

  it('does not reach a legacy server either', async () => {
    const abort = new AbortController();
    const { resourceSubscriptions } = notifications;
    const { headers, body } = modernRequest({
      url: legacy.url,
      token: legacy.ada.token,
      method: 'subscriptions/listen',
      params: { notifications: { resourceSubscriptions } },
      id: 'sub',
    });
    const pairs = headers.flatMap((value, at) => (at % 2 === 0 ? [[value, headers[at + 1] ?? '']] : []));
    const answer = await fetch(legacy.url, {
      method: 'POST',
      headers: pairs as [string, string][],
      body,
      signal: abort.signal,
    });
    const first = await answer.body?.getReader().read();
    abort.abort();
    expect(Buffer.from(first?.value ?? []).toString()).toContain('file:///a');
    const uris = legacy.upstream
      .of('resources/subscribe')
      .map(({ message }) => (message?.params as { uri?: string } | undefined)?.uri);
    expect(uris).toEqual(['file:///a']);
  });
});

describe('T-HIDDEN: what policy hides from a server', () => {
  it('is not in the header that repeats it either', async () => {
    modern.upstream.received.length = 0;
    await ask({
      method: 'tools/call',
      params: { name: 'routed', arguments: { region: SECRET } },
      headers: { 'Mcp-Param-Region': SECRET },
    });
    const [sent] = modern.upstream.of('tools/call');
    expect(sent?.body).toContain('[redacted:');
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(sent?.message).toMatchObject({ params: { arguments: { region: sent?.headers['mcp-param-region'] } } });
  });

  it('is hidden in the answer to a question too', async () => {
    modern.upstream.received.length = 0;
    await echo({ inputResponses: { key: { action: 'accept', content: { key: SECRET } } } });
    expect(modern.upstream.of('tools/call').length).toBe(0);
    modern.upstream.on('tools/call', (request, res) => {
      const { params } = request.message as { params: { inputResponses?: object } };
      const question = { method: 'elicitation/create', params: { mode: 'form', message: '?', requestedSchema: {} } };
      const asked = { resultType: 'input_required', inputRequests: { key: question } };
      json(res, rpcResult(request, params.inputResponses === undefined ? asked : text('done')));
    });
    const { result } = (await echo()).json() as { result: { requestState: string } };
    modern.upstream.received.length = 0;
    const inputResponses = { key: { action: 'accept', content: { key: SECRET } } };
    await echo({ requestState: result.requestState, inputResponses });
    const [sent] = modern.upstream.of('tools/call');
    expect(sent?.body).toContain('[redacted:');
    expect(sent?.body).not.toContain(SECRET);
  });
});

describe('T-INPUT: questions and answers', () => {
  it.each([
    ['the type of the result', String.raw`{"resultType":"input\u005frequired","\u0069nputRequests":{"k":QUESTION}}`],
    ['the name of the questions', String.raw`{"resultType":"complete","\u0069nputRequests":{"k":QUESTION}}`],
  ])('are judged however a server spells %s', async (_, result) => {
    const question = JSON.stringify({ method: 'sampling/createMessage', params: { messages: [], maxTokens: 5 } });
    modern.upstream.on('tools/call', (request, res) =>
      json(
        res,
        `{"jsonrpc":"2.0","id":${JSON.stringify(request.message?.id)},"result":${result.replace('QUESTION', question)}}`,
      ),
    );
    expect((await echo()).json()).toMatchObject({ error: { code: 4031 } });
  });

  it('are not answered beyond what was asked: what comes with a state answers its questions or is judged as anything', async () => {
    modern.upstream.on('tools/call', (request, res) => {
      const question = { method: 'elicitation/create', params: { mode: 'form', message: '?', requestedSchema: {} } };
      json(res, rpcResult(request, { resultType: 'input_required', inputRequests: { key: question } }));
    });
    const { result } = (await echo()).json() as { result: { requestState: string } };
    modern.upstream.received.length = 0;
    const inputResponses = { key: { action: 'decline' }, more: { role: 'assistant', content: {}, model: 'm' } };
    const answer = await echo({ requestState: result.requestState, inputResponses });
    expect(answer.json()).toMatchObject({ error: { code: 4031 } });
    expect(modern.upstream.of('tools/call')).toEqual([]);
  });
});

it('T-CACHE: a list is nobody else’s however the server spells that it is complete', async () => {
  modern.upstream.on('prompts/list', (request, res) =>
    json(
      res,
      `{"jsonrpc":"2.0","id":${JSON.stringify(request.message?.id)},"result":${String.raw`{"resultType":"compl\u0065te","prompts":[],"cacheScope":"public"}`}}`,
    ),
  );
  expect((await ask({ method: 'prompts/list' })).json()).toMatchObject({ result: { cacheScope: 'private' } });
});
