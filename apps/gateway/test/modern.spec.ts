import { describe, expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { type ModernRequest, modernMeta, sendModern, speakModern } from './harness/modern.js';
import { send } from './harness/raw-client.js';
import { json, openStream, rpcResult, text, tool } from './harness/scripted-server.js';

const TOOLS = [
  tool('echo'),
  tool('hidden'),
  tool('routed', {
    inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
  }),
  tool('broken', {
    inputSchema: { type: 'object', properties: { size: { type: 'number', 'x-mcp-header': 'Size' } } },
  }),
];

const POLICY = `
version: 1
name: modern
rules:
  - id: all
    match: { direction: request }
    effect: allow
  - id: no-hidden
    match: { tools: [hidden] }
    effect: deny
  - id: forms
    match: { methods: [elicitation/create] }
    effect: allow
  - id: no-shadow
    match: { methods: [elicitation/create] }
    when: has(args.content) && has(args.content.path) && args.content.path == "/etc/shadow"
    effect: deny
  - id: no-secret-resource
    match: { resources: ['secret://*'] }
    effect: deny
`;

const fixture = useFixture({ prepare: (server) => speakModern(server, TOOLS), policy: POLICY });

const ask = (request: Omit<ModernRequest, 'url' | 'token'> & { readonly token?: string }) =>
  sendModern({ url: fixture.url, token: fixture.ada.token, ...request });
const call = (name: string, args: object = {}, more: Partial<ModernRequest> = {}) =>
  ask({ method: 'tools/call', params: { name, arguments: args }, ...more });

describe('a modern client', () => {
  it('discovers a server without a session, and hears of every revision the gateway speaks', async () => {
    const answer = await ask({ method: 'server/discover' });
    expect(answer.status).toBe(200);
    expect(answer.headers['mcp-session-id']).toBeUndefined();
    expect(answer.json()).toMatchObject({
      result: {
        supportedVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'],
        instructions: 'Be kind.',
        cacheScope: 'private',
      },
    });
  });

  it('sees the tools it may use, in a list nobody may share', async () => {
    const { result } = (await ask({ method: 'tools/list' })).json() as {
      result: { tools: { name: string }[]; cacheScope: string; ttlMs: number };
    };
    expect(result.tools.map(({ name }) => name)).toEqual(['echo', 'routed']);
    expect(result).toMatchObject({ cacheScope: 'private', ttlMs: 60_000 });
  });

  it('calls in the bytes it sent, under its name in the record', async () => {
    fixture.upstream.received.length = 0;
    const answer = await call('echo', { message: 'hello' });
    expect(answer.json()).toMatchObject({ result: { content: [{ text: 'hello' }] } });
    const [sent] = fixture.upstream.of('tools/call');
    expect(sent?.message).toMatchObject({ params: { _meta: modernMeta(), name: 'echo' } });
    const { decided } = await fixture.gateway.spool.waitFor(({ decided }) => decided.target.name === 'echo');
    expect(decided).toMatchObject({ protocolVersion: '2026-07-28', client: { name: 'modern-raw' } });
  });

  it('is denied like anybody else', async () => {
    expect((await call('hidden')).json()).toMatchObject({ error: { code: 4031 } });
  });

  it.each([
    ['no version', { 'MCP-Protocol-Version': null }],
    ['another version', { 'MCP-Protocol-Version': '2025-11-25' }],
    ['no method', { 'Mcp-Method': null }],
    ['another method', { 'Mcp-Method': 'tools/list' }],
    ['another method in another case', { 'Mcp-Method': 'Tools/Call' }],
    ['no name', { 'Mcp-Name': null }],
    ['another name', { 'Mcp-Name': 'hidden' }],
    ['a name that only decodes to it', { 'Mcp-Name': '=?base64?aGlkZGVu?=' }],
  ])('T-HEADER-BODY: is refused with -32020 when its headers say %s', async (_, headers) => {
    const answer = await call('echo', {}, { headers });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: -32020, data: { code: 'mcp.header_mismatch' } } });
  });

  it('may spell a name in Base64', async () => {
    const encoded = `=?base64?${Buffer.from('echo').toString('base64')}?=`;
    expect((await call('echo', { message: 'b64' }, { headers: { 'Mcp-Name': encoded } })).status).toBe(200);
  });

  it.each([
    ['absent', { region: 'eu' }, {}],
    ['another', { region: 'eu' }, { 'Mcp-Param-Region': 'us' }],
    ['there for nothing', {}, { 'Mcp-Param-Region': 'us' }],
  ])('is refused when the header of an argument is %s', async (_, args, headers) => {
    const answer = await call('routed', args, { headers });
    expect([answer.status, answer.json()]).toMatchObject([400, { error: { code: -32020 } }]);
  });

  it('passes an argument that is in its header too, and the server gets the header', async () => {
    fixture.upstream.received.length = 0;
    expect((await call('routed', { region: 'eu' }, { headers: { 'Mcp-Param-Region': 'eu' } })).status).toBe(200);
    expect(fixture.upstream.of('tools/call')[0]?.headers).toMatchObject({
      'mcp-param-region': 'eu',
      'mcp-method': 'tools/call',
      'mcp-name': 'routed',
      'mcp-protocol-version': '2026-07-28',
    });
  });

  it.each([
    ['no capabilities', { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }, 400, -32602],
    ['an unknown version', modernMeta({}, '1900-01-01'), 400, -32022],
  ])('is refused with %s', async (_, _meta, status, code) => {
    const version = (_meta as Record<string, string>)['io.modelcontextprotocol/protocolVersion'] ?? null;
    const answer = await ask({ method: 'tools/list', params: { _meta }, headers: { 'MCP-Protocol-Version': version } });
    expect([answer.status, answer.json()]).toMatchObject([status, { error: { code } }]);
  });

  it('hears 404 of an unknown method, and 405 of anything but POST', async () => {
    const unknown = await ask({ method: 'tools/invent' });
    expect([unknown.status, unknown.json()]).toMatchObject([404, { error: { code: -32601 } }]);
    for (const method of ['GET', 'DELETE']) {
      const headers = ['Authorization', `Bearer ${fixture.ada.token}`, 'MCP-Protocol-Version', '2026-07-28'];
      const answer = await send({ url: fixture.url, method, headers: [...headers, 'Accept', 'text/event-stream'] });
      expect(answer.status).toBe(405);
    }
  });

  it('cancels a call by closing its stream', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    fixture.upstream.on('tools/call', (_request, res) => {
      openStream(res);
      res.on('close', closed);
    });
    const aborted = AbortSignal.timeout(300);
    const params = { _meta: modernMeta(), name: 'echo', arguments: {} };
    await fetch(fixture.url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${fixture.ada.token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': '2026-07-28',
        'Mcp-Method': 'tools/call',
        'Mcp-Name': 'echo',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'tools/call', params }),
      signal: aborted,
    })
      .then((answer) => answer.text())
      .catch(() => undefined);
    await gone;
    const { completed } = await fixture.gateway.spool.waitFor(({ completed }) => completed?.outcome === 'cancelled');
    expect(completed.outcome).toBe('cancelled');
  });
});

describe('a multi round-trip exchange', () => {
  const question = { method: 'elicitation/create', params: { mode: 'form', message: 'Name?', requestedSchema: {} } };
  const capabilities = { elicitation: { form: {} } };
  const begin = async (inputRequests: object = { name: question }, token = fixture.ada.token) => {
    fixture.upstream.on('tools/call', (request, res) => {
      const { params } = request.message as { params: { inputResponses?: object; requestState?: string } };
      const asked = { resultType: 'input_required', inputRequests, requestState: 'the state of the server' };
      const done = { resultType: 'complete', ...(text(JSON.stringify(params.inputResponses)) as object) };
      json(res, rpcResult(request, params.inputResponses === undefined ? asked : done));
    });
    const answer = (await call('echo', { message: 'x' }, { capabilities, token })).json();
    return answer as { result: { resultType: string; inputRequests: object; requestState: string } };
  };
  const inputResponses = { name: { action: 'accept', content: { name: 'Ada' } } };
  const retry = (requestState: string, more: Partial<ModernRequest> = {}, args: object = { message: 'x' }) =>
    call('echo', args, {
      params: { name: 'echo', arguments: args, inputResponses, requestState },
      capabilities,
      id: 2,
      ...more,
    });

  it('puts the question to the client, and its answer and the server’s own state to the server', async () => {
    const { result } = await begin();
    expect(result).toMatchObject({ resultType: 'input_required', inputRequests: { name: question } });
    expect(result.requestState).not.toContain('the state of the server');
    fixture.upstream.received.length = 0;
    const answer = await retry(result.requestState);
    expect(answer.json()).toMatchObject({ result: { resultType: 'complete' } });
    expect(fixture.upstream.of('tools/call')[0]?.message).toMatchObject({
      params: { requestState: 'the state of the server', inputResponses },
    });
    const asked = fixture.gateway.spool.calls().filter(({ decided }) => decided.method === 'elicitation/create');
    expect(asked.map(({ decided }) => decided.origin)).toContain('server');
  });

  it('T-SESSION: is nothing to another principal, for another call, altered, or after its time', async () => {
    const { result } = await begin();
    const { requestState } = result;
    const altered = `${requestState.slice(0, -2)}${requestState.endsWith('AA') ? 'BB' : 'AA'}`;
    const refused = [
      await retry(requestState, { token: fixture.bob.token }),
      await retry(requestState, {}, { message: 'y' }),
      await retry(altered),
      await retry('the state of the server'),
    ];
    fixture.gateway.advance(11 * 60_000);
    refused.push(await retry(requestState));
    for (const answer of refused) {
      expect([answer.status, answer.json()]).toMatchObject([
        404,
        { error: { data: { code: 'mcp.request_state_unknown' } } },
      ]);
    }
  });

  it('takes answers nobody was seen to ask for only where they are allowed as answers to anything', async () => {
    await begin();
    const params = (content: object) => ({
      name: 'echo',
      arguments: { message: 'x' },
      inputResponses: { name: { action: 'accept', content } },
    });
    const passed = await call('echo', {}, { params: params({ name: 'Ada' }), capabilities });
    expect(passed.json()).toMatchObject({ result: { resultType: 'complete' } });
    const refused = await call('echo', {}, { params: params({ path: '/etc/shadow' }), capabilities });
    expect(refused.json()).toMatchObject({ error: { code: 4031 } });
  });

  it('ends in a denial when the server may not ask what it asks', async () => {
    const sampling = { method: 'sampling/createMessage', params: { messages: [], maxTokens: 5 } };
    const answer = await begin({ name: question, think: sampling });
    expect(answer).toMatchObject({ error: { code: 4031 } });
  });

  it('does not let a server ask with something that is no request', async () => {
    expect(await begin({ name: { method: 'tools/call', params: { name: 'echo' } } })).toMatchObject({
      error: { data: { code: 'mcp.method_unknown' } },
    });
    expect(await begin({ name: 'what?' })).toMatchObject({ error: { data: { code: 'upstream.invalid' } } });
  });
});

describe('a subscription', () => {
  it('asks the server only for what its client may hear of, and ends with its answer', async () => {
    fixture.upstream.on('subscriptions/listen', (request, res) => {
      const write = openStream(res);
      const _meta = { 'io.modelcontextprotocol/subscriptionId': request.message?.id };
      const { params } = request.message as { params: { notifications: object } };
      write({ jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params: { _meta, ...params } });
      write({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { _meta, uri: 'file:///a' } });
      write({ jsonrpc: '2.0', id: request.message?.id, result: { resultType: 'complete', _meta } });
      res.end();
    });
    const notifications = { toolsListChanged: true, resourceSubscriptions: ['file:///a', 'secret://b'] };
    const answer = await ask({ method: 'subscriptions/listen', params: { notifications }, id: 'sub-1' });
    const events = answer.events().map((data) => JSON.parse(data) as { method?: string });
    expect(events.map(({ method }) => method)).toEqual([
      'notifications/subscriptions/acknowledged',
      'notifications/resources/updated',
      undefined,
    ]);
    expect(events[0]).toMatchObject({ params: { notifications: { resourceSubscriptions: ['file:///a'] } } });
  });
});
