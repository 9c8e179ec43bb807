// A hosted stdio server with a memory of its own: it counts, and it can ask its client something. Run by the tests of replicas.
import { createInterface } from 'node:readline';

const CALL_MS = 30;
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
const tool = (name) => ({ name, description: `The tool ${name}`, inputSchema: { type: 'object' } });

let count = 0;
let questions = 0;
const asked = new Map();

const TOOLS = {
  nonce: (id, { nonce }) => setTimeout(() => send({ id, result: text(nonce) }), CALL_MS),
  count: (id) => send({ id, result: text(`${process.pid} ${++count}`) }),
  ask: (id) => {
    const question = `question-${++questions}`;
    asked.set(question, id);
    const requestedSchema = { type: 'object', properties: { colour: { type: 'string' } } };
    send({ id: question, method: 'elicitation/create', params: { message: 'Which colour?', requestedSchema } });
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params, result } = JSON.parse(line);
  if (method === 'initialize') {
    const serverInfo = { name: 'hosted', version: '1' };
    send({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo } });
  } else if (method === 'tools/list') {
    send({ id, result: { tools: Object.keys(TOOLS).map(tool) } });
  } else if (method === 'tools/call') {
    TOOLS[params.name](id, params.arguments ?? {});
  } else if (method === undefined && asked.has(id)) {
    send({ id: asked.get(id), result: text(`${result?.action} ${result?.content?.colour}`) });
    asked.delete(id);
  } else if (id !== undefined && method !== undefined) {
    send({ id, error: { code: -32601, message: 'Method not found' } });
  }
});
