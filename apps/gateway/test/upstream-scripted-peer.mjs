// A stdio MCP server of the era it is asked for, which asks its client, logs, and takes subscriptions. Run by the upstream tests.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [mode = 'legacy', logPath] = process.argv.slice(2);
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const log = (entry) => logPath && appendFileSync(logPath, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
const text = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
const subscriptionOf = (id) => ({ 'io.modelcontextprotocol/subscriptionId': id });
const serverInfo = { name: 'scripted-peer', version: '1' };
const listens = new Set();
let asked = 0;
const waiting = new Map();

const TOOLS = {
  pid: (id) => send({ id, result: text({ pid: process.pid }) }),
  crash: () => process.exit(3),
  hold: (_id, meta) => {
    if (meta.progressToken !== undefined)
      send({ method: 'notifications/progress', params: { progressToken: meta.progressToken, progress: 1 } });
  },
  ask: (id) => {
    const question = asked++;
    waiting.set(question, (answer) => send({ id, result: text(answer) }));
    send({ id: question, method: 'roots/list' });
  },
  log: (id) => {
    send({ method: 'notifications/message', params: { level: 'info', data: 'logged' } });
    setTimeout(() => send({ id, result: text('done') }), 20);
  },
  change: (id) => {
    for (const listen of listens)
      send({ method: 'notifications/tools/list_changed', params: { _meta: subscriptionOf(listen) } });
    send({ method: 'notifications/tools/list_changed' });
    send({ id, result: text('changed') });
  },
  close: (id) => {
    for (const listen of listens)
      send({ id: listen, result: { resultType: 'complete', _meta: subscriptionOf(listen) } });
    listens.clear();
    send({ id, result: text('closed') });
  },
  tearDown: (id) => {
    for (const listen of listens) send({ method: 'notifications/cancelled', params: { requestId: listen } });
    listens.clear();
    send({ id, result: text('torn down') });
  },
};

const isModern = (params) => params?._meta?.['io.modelcontextprotocol/protocolVersion'] !== undefined;

const serveModern = ({ id, method, params }) => {
  if (method === 'server/discover') {
    const result = { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: {} };
    send({ id, result: { ...result, _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo } } });
  } else if (method === 'subscriptions/listen') {
    listens.add(id);
    send({
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: {}, _meta: subscriptionOf(id) },
    });
  } else if (method === 'tools/call') TOOLS[params.name](id, params._meta ?? {});
  else if (id !== undefined) send({ id, result: { resultType: 'complete', spoken: 'modern' } });
};

const serveLegacy = ({ id, method, params }) => {
  if (method === 'initialize') {
    const { protocolVersion } = params;
    send({ id, result: { protocolVersion, capabilities: { tools: {}, logging: {} }, serverInfo } });
  } else if (method === 'tools/call') TOOLS[params.name](id, params._meta ?? {});
  else if (id !== undefined) send({ id, result: { spoken: 'legacy' } });
};

/** What is said before the greeting of this server's era. */
const REFUSALS = {
  'legacy-unknown': ({ id }) => send({ id, error: { code: -32601, message: 'Method not found' } }),
  'legacy-params': ({ id }) => send({ id, error: { code: -32602, message: 'Invalid request parameters' } }),
  'legacy-mute': () => undefined,
  'legacy-exit': () => process.exit(1),
  modern: ({ id }) => send({ id, error: { code: -32022, message: 'no', data: { supported: ['2026-07-28'] } } }),
  'modern-other': ({ id }) => send({ id, error: { code: -32601, message: 'Method not found' } }),
  none: ({ id }) => send({ id, error: { code: -32603, message: 'no' } }),
};

const onMessage = (line) => {
  const message = JSON.parse(line);
  log(message);
  const { id, method, params, result } = message;
  if (method === undefined) {
    waiting.get(id)?.(result);
    waiting.delete(id);
  } else if (isModern(params) && (mode === 'dual' || mode.startsWith('modern'))) serveModern(message);
  else if (!isModern(params) && (mode === 'dual' || mode.startsWith('legacy'))) serveLegacy(message);
  else if (id !== undefined) (REFUSALS[mode] ?? REFUSALS['legacy-unknown'])(message);
};

createInterface({ input: process.stdin }).on('line', onMessage);
