// Owns a hosted server and says which processes belong to it, so that a test can kill the owner and look for them.
import { createLogger } from '@sallyport/service-kit';
import { SUPERVISOR_TIMES } from '../dist/upstream/child-supervisor.js';
import { OWN_PEER } from '../dist/upstream/own-call.js';
import { StdioUpstream } from '../dist/upstream/stdio-upstream.js';

const [script] = process.argv.slice(2);
const command = { command: process.execPath, args: [script, 'good'], env: {}, cwd: undefined };
const upstream = new StdioUpstream(() => command, createLogger({ name: 'gateway', level: 'silent' }), SUPERVISOR_TIMES);
const params = { name: 'grandchild' };
const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }));
const call = {
  body,
  kind: 'request',
  id: 1,
  method: 'tools/call',
  params,
  peer: OWN_PEER,
  session: null,
  traceparent: null,
  timeoutMs: 10_000,
};
upstream.send(call, {
  onHead: () => undefined,
  onMessage: (raw) => void process.stdout.write(`${JSON.parse(raw.toString()).result.content[0].text}\n`),
  onEnd: () => undefined,
  onError: (error) => {
    throw error;
  },
});
