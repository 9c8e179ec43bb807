// A legacy server that does what its tools say, to the process it runs in.
import { createInterface } from 'node:readline';

const TOOLS = ['echo', 'secret', 'wait', 'exit', 'cancelled', 'environment'];
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const text = (id, value) => send({ id, result: { content: [{ type: 'text', text: String(value) }] } });
const cancelled = [];
let greeted = false;

process.stderr.write(`argv ${JSON.stringify(process.argv.slice(2))}\n`);
if (process.argv[2] === 'exit-at-once') process.exit(Number(process.argv[3]));
if (process.argv[2] === 'ignore-sigterm') process.on('SIGTERM', () => process.stderr.write('not now\n'));
if (process.argv[2] === 'exit-on-sigterm') process.on('SIGTERM', () => process.exit(42));

const handlers = {
  initialize: (id, { protocolVersion }) =>
    send({
      id,
      result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'scripted', version: '1' } },
    }),
  ping: (id) => send({ id, result: {} }),
  'tools/list': (id) =>
    send({ id, result: { tools: TOOLS.map((name) => ({ name, inputSchema: { type: 'object' } })) } }),
  'notifications/cancelled': (_id, { requestId }) => cancelled.push(requestId),
  'tools/call': (id, { name, arguments: args = {} }) => {
    if (name === 'echo') text(id, args.text);
    if (name === 'secret') text(id, `key ${['AKIA', 'Q3EGRZ7WKJHFYX5M'].join('')}`);
    if (name === 'wait') setTimeout(() => text(id, 'waited'), args.ms);
    if (name === 'exit') process.exit(args.code);
    if (name === 'cancelled') text(id, cancelled.length);
    if (name === 'environment') text(id, process.env[args.name]);
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (process.argv[2] === 'insist' && !greeted && method !== 'initialize') process.exit(3);
  greeted = true;
  const handle = handlers[method];
  if (handle !== undefined) handle(id, params ?? {});
  else if (id !== undefined && method !== undefined) send({ id, error: { code: -32601, message: 'Method not found' } });
});
