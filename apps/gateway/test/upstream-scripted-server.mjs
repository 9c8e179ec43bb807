// A stdio MCP server that does what its tools are asked to do, well or badly. Run by the upstream tests.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [mode = 'good', logPath] = process.argv.slice(2);
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const log = (entry) => logPath && appendFileSync(logPath, `${JSON.stringify(entry)}\n`);

if (mode === 'crash') process.exit(3);
if (mode === 'mute') setInterval(() => undefined, 1_000);
if (mode === 'refuse-initialize')
  process.stdin.on('data', () => send({ id: 0, error: { code: -32000, message: 'no' } }));
const serves = !['mute', 'refuse-initialize', 'deaf'].includes(mode);

const text = (value) => ({
  content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }],
});

const TOOLS = {
  /** Answers late and out of order, with progress on the way. */
  nonce: ({ id, args, token }) => {
    const answer = () => send({ id, result: text(args.nonce) });
    const progress = () => {
      if (token !== undefined)
        send({ method: 'notifications/progress', params: { progressToken: token, progress: 1, message: args.nonce } });
      setTimeout(answer, Math.random() * 40);
    };
    setTimeout(progress, 10 + Math.random() * 20);
  },
  seen: ({ id, line, token }) => send({ id, result: text({ line, id, token: token ?? null }) }),
  env: ({ id }) => send({ id, result: text(process.env) }),
  pid: ({ id }) => send({ id, result: text({ pid: process.pid }) }),
  exit: () => process.exit(7),
  silence: () => undefined,
  twice: ({ id, args }) => {
    send({ id, result: text(args.nonce) });
    send({ id, result: text('again') });
  },
  noise: ({ id, args }) => {
    process.stderr.write('half a line ');
    process.stdout.write('this is not JSON\n\n{"jsonrpc":"2.0"\n{"jsonrpc":"2.0","id":999999,"result":{}}\n[1]\n');
    process.stderr.write('of stderr\n'.repeat(5_000));
    send({ id: String(id), result: text('under the id as a string') });
    send({ id, result: text(args.nonce) });
  },
  pieces: ({ id, args }) => {
    const bytes = Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id, result: text(args.nonce) })}\n`);
    let at = 0;
    const step = () => at < bytes.length && process.stdout.write(bytes.subarray(at, ++at), () => setImmediate(step));
    step();
  },
  huge: ({ id }) => send({ id, result: text('x'.repeat(17 * 1024 * 1024)) }),
  both: ({ id }) => send({ id, result: {}, error: { code: 1, message: '' } }),
  grandchild: ({ id }) => {
    const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000)'], {
      stdio: 'inherit',
    });
    send({ id, result: text({ pid: process.pid, grandchild: child.pid }) });
  },
  ask: ({ id }) => {
    send({ id: 'ping-1', method: 'ping' });
    send({ id: 'sample-1', method: 'sampling/createMessage', params: {} });
    send({ id, result: text('asked') });
  },
  announce: ({ id, args }) => {
    send({ method: 'notifications/tools/list_changed' });
    send({ method: 'notifications/message', params: { level: 'info', data: 'private to somebody' } });
    send({ method: 'notifications/resources/updated', params: { uri: args.uri } });
    process.stdout.write('{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"\\x"}}\n');
    send({ id, result: text('announced') });
  },
  flood: ({ id, token }) => {
    const message = 'x'.repeat(10_000);
    for (let progress = 0; progress < 600; progress++)
      send({ method: 'notifications/progress', params: { progressToken: token, progress, message } });
    send({ id, result: text('flooded') });
  },
};

const onMessage = (line) => {
  const { id, method, params } = JSON.parse(line);
  log({ id, method, params });
  if (method === 'initialize') {
    const protocolVersion = mode === 'old' ? '2024-11-05' : params.protocolVersion;
    const capabilities = { tools: { listChanged: true }, resources: { subscribe: true }, logging: {} };
    send({
      id,
      result: {
        protocolVersion,
        capabilities,
        serverInfo: { name: 'scripted', version: '1', extra: true },
        instructions: 'be good',
      },
    });
  } else if (method === 'tools/call') {
    TOOLS[params.name]({ id, args: params.arguments ?? {}, token: params._meta?.progressToken, line });
  } else if (id !== undefined && method !== undefined) {
    send({ id, result: {} });
  }
};

if (serves) createInterface({ input: process.stdin }).on('line', onMessage);
if (mode === 'deaf') {
  let first = true;
  process.stdin.on('data', (chunk) => {
    if (!first) return;
    first = false;
    onMessage(chunk.toString().split('\n', 1)[0]);
    process.stdin.pause();
  });
  setInterval(() => undefined, 1_000);
}
