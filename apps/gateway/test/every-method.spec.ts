import { isModernVersion, METHODS, type MethodSpec } from '@sallyport/mcp';
import type { DecisionInput } from '@sallyport/policy';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { MODERN, modernRequest, speakModern } from './harness/modern.js';
import { bearer, openSession, type RawSession, send } from './harness/raw-client.js';
import { openRawStream } from './harness/raw-stream.js';
import { json, openStream, rpcResult, startScriptedServer, tool } from './harness/scripted-server.js';
import { httpServer } from './harness/snapshots.js';

/** Everything the one function decided, in order. */
const decided: DecisionInput[] = [];
vi.mock('@sallyport/policy', async (original) => {
  const policy = await original<typeof import('@sallyport/policy')>();
  const decide: typeof policy.decide = (program, input) => {
    decided.push(input);
    return policy.decide(program, input);
  };
  return { ...policy, decide };
});

const LEGACY = '2025-11-25';
const URI = 'file:///a';
const TASK = 'task-1';
const AWS_KEY = `AKIA${'QX7RM2NCT5WZ3JPD'}`;
const EXTENSIONS = { extensions: { 'io.modelcontextprotocol/tasks': {} } };
const CAPABILITIES = { sampling: {}, elicitation: { form: {} }, roots: {}, ...EXTENSIONS };

const OPEN = `
version: 1
name: open
rules:
  - { id: all, effect: allow }
`;
const without = (method: string): string =>
  `${OPEN}  - { id: closed, match: { methods: ['${method}'] }, effect: deny }\n`;

/** Parameters that name what the row addresses. */
const paramsOf = (spec: MethodSpec): Record<string, unknown> => {
  if (spec.method === 'initialize') {
    return { protocolVersion: LEGACY, capabilities: CAPABILITIES, clientInfo: { name: 'raw', version: '1' } };
  }
  if (spec.method === 'subscriptions/listen') {
    return { notifications: { resourceSubscriptions: [URI], toolsListChanged: true, taskIds: [TASK] } };
  }
  if (spec.method === 'logging/setLevel') return { level: 'info' };
  if (spec.decidedAs === 'task') return { taskId: TASK, inputResponses: {} };
  switch (spec.target.kind) {
    case 'tool':
      return { name: 'echo', arguments: { message: 'm' } };
    case 'prompt':
      return { name: 'greet', arguments: {} };
    case 'resource':
      return { uri: URI };
    case 'reference':
      return { ref: { type: 'ref/prompt', name: 'greet' }, argument: { name: 'who', value: 'a' } };
    case 'none':
      return {};
  }
};

/** The method a rule has to speak of so that it speaks of the row: tasks are decided as the call that made them. */
const decidedBy = (spec: MethodSpec): string => (spec.decidedAs === 'task' ? 'tools/call' : spec.method);

/** What only keeps a session going: decided when something was found in it, and by nobody otherwise. */
const isUpkeep = (spec: MethodSpec): boolean => spec.decidedAs === 'session' && spec.inspectResult !== 'definition';

const entryOf = (spec: MethodSpec): object[] => {
  if (spec.list === null || spec.list.definition === 'task') return [];
  const named = { name: spec.list.nameKey === 'name' ? (spec.list.definition === 'tool' ? 'echo' : 'greet') : 'n' };
  return [
    { ...named, [spec.list.nameKey]: spec.list.nameKey === 'name' ? named.name : URI, inputSchema: { type: 'object' } },
  ];
};

const resultOf = (spec: MethodSpec): object => {
  const common = { resultType: 'complete', ttlMs: 1, cacheScope: 'private' };
  if (spec.list !== null) return { ...common, [spec.list.pointer.slice('/result/'.length)]: entryOf(spec) };
  if (spec.method === 'resources/read') return { ...common, contents: [] };
  return { ...common, content: [], messages: [], completion: { values: [] } };
};

const prepare = (server: Awaited<ReturnType<typeof startScriptedServer>>, modern: boolean): void => {
  for (const spec of METHODS) {
    if (spec.direction !== 'client_to_server' || spec.kind !== 'request') continue;
    if (!['initialize', 'server/discover', 'subscriptions/listen'].includes(spec.method)) {
      server.on(spec.method, (request, res) => json(res, rpcResult(request, resultOf(spec))));
    }
  }
  const capabilities = {
    tools: {},
    prompts: {},
    resources: { subscribe: true },
    completions: {},
    logging: {},
    ...EXTENSIONS,
  };
  server.on('tools/call', (request, res) => {
    const { params } = request.message as { params: { arguments?: { task?: boolean } } };
    const task = modern
      ? { resultType: 'task', taskId: TASK, status: 'working' }
      : { task: { taskId: TASK, status: 'working' } };
    json(res, rpcResult(request, params.arguments?.task === true ? task : { resultType: 'complete', content: [] }));
  });
  if (modern) {
    speakModern(server, [tool('echo')]);
    server.on('subscriptions/listen', (request, res) => json(res, rpcResult(request, { resultType: 'complete' })));
    return;
  }
  const result = { protocolVersion: LEGACY, capabilities, serverInfo: { name: 's', version: '1' } };
  server.on('initialize', (request, res) =>
    json(res, rpcResult(request, result), { 'mcp-session-id': `u${Math.random()}` }),
  );
};

const fixture = useFixture({ policy: OPEN, tools: [tool('echo')], prepare: (server) => prepare(server, false) });

let version = 1;
const enforce = (policy: string): void => void fixture.gateway.apply({ ...fixture.org, policy }, ++version);
const codeOf = (message: unknown): number | undefined => (message as { error?: { code: number } }).error?.code;
const about = (method: string): DecisionInput[] => decided.filter((input) => input.method === method);

beforeEach(() => {
  decided.length = 0;
});

const rows = (direction: MethodSpec['direction'], kind: MethodSpec['kind'], era: 'legacy' | 'modern') =>
  METHODS.filter((spec) => spec.direction === direction && spec.kind === kind).filter(({ revisions }) =>
    era === 'modern' ? revisions.some(isModernVersion) : revisions.includes(LEGACY),
  );

const legacySession = async (): Promise<RawSession> => {
  const session = await openSession(fixture.url, fixture.ada.token, LEGACY, CAPABILITIES);
  await session.post({ jsonrpc: '2.0', id: 'list', method: 'prompts/list' });
  const made = { name: 'echo', arguments: { task: true }, task: { ttl: 1000 } };
  await session.post({ jsonrpc: '2.0', id: 'task', method: 'tools/call', params: made });
  decided.length = 0;
  return session;
};

describe('every row of the method table is decided by the one function', () => {
  it('has rows for every direction and kind that the tests below walk through', () => {
    const walked = [
      ...rows('client_to_server', 'request', 'legacy'),
      ...rows('client_to_server', 'request', 'modern'),
      ...rows('client_to_server', 'notification', 'legacy'),
      ...rows('server_to_client', 'request', 'legacy'),
      ...rows('server_to_client', 'notification', 'legacy'),
      ...rows('server_to_client', 'notification', 'modern'),
    ];
    expect(METHODS.filter((spec) => !walked.includes(spec))).toEqual([]);
  });

  it.each(rows('client_to_server', 'request', 'legacy').map((spec) => [spec.method, spec] as const))(
    'a client of 2025 asks %s',
    async (method, spec) => {
      enforce(OPEN);
      const session = await legacySession();
      const message = { jsonrpc: '2.0', id: 1, method, params: paramsOf(spec) };
      const allowed = await session.post(message);
      expect(codeOf(allowed.json()), allowed.body).toBeUndefined();
      const asked = () => about(decidedBy(spec)).filter(({ direction }) => direction === 'request');
      if (isUpkeep(spec)) {
        expect(asked()).toEqual([]);
        message.params = { ...message.params, _meta: { note: AWS_KEY } };
        await session.post({ ...message, id: 2 });
      }
      expect(asked().length).toBeGreaterThan(0);
      enforce(without(decidedBy(spec)));
      const before = fixture.upstream.of(method).length;
      const denied = await session.post({ ...message, id: 3 });
      expect([codeOf(denied.json()), fixture.upstream.of(method).length]).toEqual([4031, before]);
    },
  );

  it.each(rows('client_to_server', 'request', 'modern').map((spec) => [spec.method, spec] as const))(
    `a client of ${MODERN} asks %s`,
    async (method, spec) => {
      const upstream = await startScriptedServer([tool('echo')]);
      prepare(upstream, true);
      const org = { ...fixture.org, servers: [httpServer('up', upstream.url)] };
      const { startGateway } = await import('./harness/gateway-harness.js');
      const gateway = await startGateway({ orgs: [{ ...org, policy: OPEN }], allow: [upstream.address] });
      const url = gateway.endpoint('acme', 'up');
      const ask = (asked: string, params: Record<string, unknown>) => {
        const request = modernRequest({
          url,
          token: fixture.ada.token,
          method: asked,
          params,
          capabilities: CAPABILITIES,
        });
        const headers = 'taskId' in params ? [...request.headers, 'Mcp-Name', TASK] : request.headers;
        return send({ url, body: request.body, headers: headers.filter((_, i) => !isEmptyName(headers, i)) });
      };
      await ask('prompts/list', {});
      const made = await ask('tools/call', { name: 'echo', arguments: { task: true } });
      expect(codeOf(made.json()), made.body).toBeUndefined();
      decided.length = 0;
      const allowed = await ask(method, paramsOf(spec));
      expect(allowed.body).not.toContain('"code":4031');
      expect(about(decidedBy(spec)).length, allowed.body).toBeGreaterThan(0);
      gateway.apply({ ...org, policy: without(decidedBy(spec)) }, 2);
      const before = upstream.of(method).length;
      const denied = await ask(method, paramsOf(spec));
      expect([denied.body.includes('"code":4031'), upstream.of(method).length], denied.body).toEqual([true, before]);
      await gateway.close();
      await upstream.close();
    },
  );

  it.each(rows('client_to_server', 'notification', 'legacy').map((spec) => [spec.method, spec] as const))(
    'a client tells %s: upkeep, unless something was found in it',
    async (method, spec) => {
      expect(isUpkeep(spec)).toBe(true);
      enforce(OPEN);
      const session = await legacySession();
      const message = { jsonrpc: '2.0', method, params: { requestId: 'none', progressToken: 1, progress: 1 } };
      expect((await session.post(message)).status).toBe(202);
      expect(about(method)).toEqual([]);
      const telling = { ...message, params: { ...message.params, _meta: { note: AWS_KEY } } };
      await session.post(telling);
      expect(about(method)).toHaveLength(1);
      enforce(without(method));
      const before = fixture.upstream.of(method).length;
      expect((await session.post(telling)).status).toBe(403);
      expect(fixture.upstream.of(method)).toHaveLength(before);
    },
  );

  const listening = async (session: RawSession) => {
    const speaking = new Promise<(message: object) => void>((resolve) => {
      fixture.upstream.on('GET', (_request, res) => resolve(openStream(res)));
    });
    const headers = [...bearer(fixture.ada.token), ...session.headers];
    const stream = await openRawStream({ url: fixture.url, method: 'GET', headers });
    return { stream, say: await speaking };
  };

  it.each(rows('server_to_client', 'request', 'legacy').map((spec) => [spec.method, spec] as const))(
    'a server asks %s',
    async (method, spec) => {
      enforce(OPEN);
      const { stream, say } = await listening(await legacySession());
      const heard = (): string[] => stream.messages().map((message) => String(message.method));
      const answers = () =>
        fixture.upstream.received.filter(({ message }) => message?.method === undefined && message !== null);
      const before = answers().length;
      say({ jsonrpc: '2.0', id: 'q1', method, params: { message: 'm', messages: [], taskId: TASK } });
      if (spec.decidedAs === 'task' || spec.decidedAs === 'list') {
        // Nobody makes tasks of what servers ask, so there are none to ask about: refused before anything is decided.
        await vi.waitFor(() => expect(answers().length).toBeGreaterThan(before));
        expect(heard()).toEqual([]);
      } else {
        await vi.waitFor(() => expect(heard()).toEqual([method]));
        expect(about(method)).toHaveLength(1);
        enforce(without(method));
        say({ jsonrpc: '2.0', id: 'q2', method, params: { message: 'm', messages: [] } });
        await vi.waitFor(() => expect(answers().length).toBeGreaterThan(before));
        expect(heard()).toEqual([method]);
        // By default nothing a server asks for is allowed, the upkeep of its session aside.
        if (spec.decidedAs === 'policy') {
          const count = answers().length;
          enforce(OPEN.replace('effect: allow', 'match: { methods: [tools/call] }, effect: allow'));
          say({ jsonrpc: '2.0', id: 'q3', method, params: { message: 'm', messages: [] } });
          await vi.waitFor(() => expect(answers().length).toBeGreaterThan(count));
          expect(heard()).toEqual([method]);
        }
      }
      stream.destroy();
    },
  );

  it.each(METHODS.filter(({ carriedIn }) => carriedIn.some(isModernVersion)).map(({ method }) => [method]))(
    'a server asks %s inside an answer',
    async (method) => {
      const upstream = await startScriptedServer([tool('echo')]);
      prepare(upstream, true);
      const inputRequests = { q: { method, params: { message: 'm', messages: [] } } };
      upstream.on('tools/call', (request, res) =>
        json(res, rpcResult(request, { resultType: 'input_required', inputRequests })),
      );
      const org = { ...fixture.org, servers: [httpServer('up', upstream.url)] };
      const { startGateway } = await import('./harness/gateway-harness.js');
      const gateway = await startGateway({ orgs: [{ ...org, policy: OPEN }], allow: [upstream.address] });
      const url = gateway.endpoint('acme', 'up');
      const call = async () => {
        const params = { name: 'echo', arguments: {} };
        const request = { url, token: fixture.ada.token, method: 'tools/call', params, capabilities: CAPABILITIES };
        return (await send({ url, ...modernRequest(request) })).json();
      };
      expect(await call()).toMatchObject({ result: { resultType: 'input_required' } });
      expect(about(method)).toHaveLength(1);
      gateway.apply({ ...org, policy: without(method) }, 2);
      expect(codeOf(await call())).toBe(4031);
      await gateway.close();
      await upstream.close();
    },
  );

  it.each(rows('server_to_client', 'notification', 'legacy').map((spec) => [spec.method] as const))(
    'a server tells %s',
    async (method) => {
      enforce(OPEN);
      const { stream, say } = await listening(await legacySession());
      const heard = (): string[] => stream.messages().map((message) => String(message.method));
      const params = { uri: URI, level: 'info', data: 'd', progressToken: 1, progress: 1, requestId: 9, taskId: TASK };
      say({ jsonrpc: '2.0', method, params });
      await vi.waitFor(() => expect(heard()).toEqual([method]));
      expect(about(method)).toHaveLength(1);
      enforce(without(method));
      say({ jsonrpc: '2.0', method, params });
      enforce(without(method));
      await vi.waitFor(() => expect(about(method)).toHaveLength(2));
      expect(heard()).toEqual([method]);
      stream.destroy();
    },
  );

  it.each(rows('server_to_client', 'notification', 'modern').map((spec) => [spec.method] as const))(
    'a server tells %s beside an answer to a modern client',
    async (method) => {
      const upstream = await startScriptedServer([tool('echo')]);
      prepare(upstream, true);
      const params = { uri: URI, level: 'info', data: 'd', progressToken: 1, progress: 1, requestId: 9, taskId: TASK };
      upstream.on('tools/call', (request, res) => {
        const say = openStream(res);
        say({ jsonrpc: '2.0', method, params });
        say(rpcResult(request, { resultType: 'complete', content: [] }));
        res.end();
      });
      const org = { ...fixture.org, servers: [httpServer('up', upstream.url)] };
      const { startGateway } = await import('./harness/gateway-harness.js');
      const gateway = await startGateway({ orgs: [{ ...org, policy: OPEN }], allow: [upstream.address] });
      const url = gateway.endpoint('acme', 'up');
      const call = async () => {
        const asked = { name: 'echo', arguments: {} };
        const request = {
          url,
          token: fixture.ada.token,
          method: 'tools/call',
          params: asked,
          capabilities: CAPABILITIES,
        };
        return (await send({ url, ...modernRequest(request) })).body;
      };
      expect(await call()).toContain(method);
      expect(about(method)).toHaveLength(1);
      gateway.apply({ ...org, policy: without(method) }, 2);
      const body = await call();
      expect(body).toContain('"result"');
      expect(body).not.toContain(method);
      await gateway.close();
      await upstream.close();
    },
  );
});

/** `Mcp-Name` that stands for nothing, and the value after it. */
const isEmptyName = (headers: readonly string[], i: number): boolean =>
  headers[i - (i % 2)] === 'Mcp-Name' && headers[i - (i % 2) + 1] === '';

describe('a list of skills', () => {
  it('shows those that might be got, each decided by skills/get', async () => {
    enforce(
      `${OPEN}  - { id: no-payroll, match: { methods: [skills/get], resources: ['skill://payroll/*'] }, effect: deny }\n`,
    );
    const skills = [
      { uri: 'skill://payroll/run', name: 'Pay' },
      { uri: 'skill://docs/write', name: 'Docs' },
      { name: 'no uri' },
    ];
    fixture.upstream.on('skills/list', (request, res) => json(res, rpcResult(request, { skills })));
    const session = await legacySession();
    const { result } = (await session.post({ jsonrpc: '2.0', id: 1, method: 'skills/list' })).json();
    expect(result).toEqual({ skills: [skills[1]] });
    expect(about('skills/get').map(({ target, args }) => [target.name, args])).toEqual([
      ['skill://payroll/run', undefined],
      ['skill://docs/write', undefined],
    ]);
    const got = await session.post({
      jsonrpc: '2.0',
      id: 2,
      method: 'skills/get',
      params: { uri: 'skill://payroll/run' },
    });
    expect(codeOf(got.json())).toBe(4031);
  });
});
