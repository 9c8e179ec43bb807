// Closed-loop load on raw sockets, so that the generator is a small part of what is measured. One keep-alive connection per
// caller, full handshake, every latency kept. Options: --port --path --token --concurrency --seconds --warm --size --plant <name>
// Prints one JSON line; tells its parent over IPC when the measured window begins and ends.
import net from 'node:net';
import { parseArgs } from 'node:util';
import { argumentsFor, callOf, initializeOf, VERSION } from './traffic.mjs';

const { values } = parseArgs({
  options: Object.fromEntries(
    ['port', 'path', 'token', 'concurrency', 'seconds', 'warm', 'size', 'plant'].map((name) => [
      name,
      { type: 'string', default: '' },
    ]),
  ),
});
const [port, concurrency, seconds, warm, size] = [
  values.port,
  values.concurrency,
  values.seconds,
  values.warm,
  values.size,
].map(Number);

class Caller {
  constructor() {
    this.buffer = null;
    this.session = '';
  }
  connect() {
    return new Promise((resolve, reject) => {
      this.socket = net.connect(port, '127.0.0.1', resolve).setNoDelay(true);
      this.socket.once('error', reject);
      this.socket.on('data', (chunk) => this.receive(chunk));
      this.socket.on('close', () => this.done?.({ status: 0, head: '', body: Buffer.alloc(0) }));
    });
  }
  frame(message) {
    const body = JSON.stringify(message);
    const session = this.session ? `Mcp-Session-Id: ${this.session}\r\nMcp-Protocol-Version: ${VERSION}\r\n` : '';
    const auth = values.token ? `Authorization: Bearer ${values.token}\r\n` : '';
    return Buffer.from(
      `POST ${values.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n${auth}${session}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  send(frame, done) {
    this.done = done;
    this.socket.write(frame);
  }
  ask(message) {
    return new Promise((resolve) => this.send(this.frame(message), resolve));
  }
  receive(chunk) {
    this.buffer = this.buffer ? Buffer.concat([this.buffer, chunk]) : chunk;
    const headEnd = this.buffer.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.buffer.latin1Slice(0, headEnd);
    const body = bodyOf(this.buffer, headEnd + 4, head);
    if (!body) return;
    this.buffer = null;
    const done = this.done;
    this.done = null;
    done({ status: Number(head.slice(9, 12)), head, body });
  }
}

function bodyOf(buffer, from, head) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length) return buffer.length >= from + Number(length[1]) ? buffer.subarray(from, from + Number(length[1])) : null;
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return Buffer.alloc(0);
  const parts = [];
  for (let at = from; ; ) {
    const lineEnd = buffer.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const chunkLength = Number.parseInt(buffer.latin1Slice(at, lineEnd), 16);
    if (buffer.length < lineEnd + 4 + chunkLength) return null;
    if (chunkLength === 0) return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    parts.push(buffer.subarray(lineEnd + 2, lineEnd + 2 + chunkLength));
    at = lineEnd + 4 + chunkLength;
  }
}

async function openSession() {
  const caller = new Caller();
  await caller.connect();
  const initialized = await caller.ask(initializeOf());
  if (initialized.status !== 200) throw new Error(`initialize answered ${initialized.status}: ${initialized.body}`);
  caller.session = /\r\nmcp-session-id: *([^\r\n]+)/i.exec(initialized.head)?.[1] ?? '';
  await caller.ask({ jsonrpc: '2.0', method: 'notifications/initialized' });
  await caller.ask({ jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} });
  caller.request = caller.frame(callOf(argumentsFor(size)));
  return caller;
}

const callers = await Promise.all(Array.from({ length: concurrency }, openSession));
const first = await new Promise((resolve) => callers[0].send(callers[0].request, resolve));
if (first.status !== 200 || first.body.length < size)
  throw new Error(`the first call answered ${first.status}: ${first.body.subarray(0, 400)}`);
const expected = first.body.length;

const latencies = [];
let errors = 0;
let measuring = false;
let ending = false;
const loops = callers.map(
  (caller) =>
    new Promise((resolve) => {
      const next = () => {
        if (ending) return resolve();
        const startedAt = process.hrtime.bigint();
        caller.send(caller.request, ({ status, body }) => {
          if (status !== 200 || body.length !== expected) errors += 1;
          if (measuring) latencies.push(Number(process.hrtime.bigint() - startedAt) / 1000);
          if (status === 0) return resolve();
          next();
        });
      };
      next();
    }),
);
await new Promise((resolve) => setTimeout(resolve, warm * 1000));
measuring = true;
process.send?.('begin');
const startedAt = process.hrtime.bigint();
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
measuring = false;
process.send?.('end');
const elapsed = Number(process.hrtime.bigint() - startedAt) / 1e9;
ending = true;
await Promise.all(loops);

if (values.plant) {
  await callers[0].ask(
    callOf({
      message: `${values.plant} AKIA4QX7TR2MZLP6VWHN and aws_secret_access_key = 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`,
      size: 16,
    }),
  );
  await callers[0].ask(callOf({ message: `${values.plant}`, size: 16, plant: true }));
}
const sorted = Float64Array.from(latencies).sort();
const percentile = (p) => sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)];
process.stdout.write(
  `${JSON.stringify({ calls: sorted.length, errors, p50: percentile(50), p99: percentile(99), perSecond: sorted.length / elapsed })}\n`,
);
process.exit(0);
