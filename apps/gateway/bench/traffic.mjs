// What the benches send and answer: the same words with sockets (`load.mjs`, `upstream.mjs`) and without (`stages.mjs`).

/** The revision all of them speak. */
export const VERSION = '2025-11-25';

const MESSAGE =
  'please summarise the open tickets of the north region and compare them with the last quarter, grouped by owner and priority, then list the five oldest ones first';

/** A call of the one tool; `size` is what its answer shall have. */
export const callOf = (args, id = 7) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'echo', arguments: args },
});

/** The arguments of every call that is measured. */
export const argumentsFor = (size) => ({ message: MESSAGE, size });

export const initializeOf = (id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'initialize',
  params: { protocolVersion: VERSION, capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
});

const WORDS =
  'quarterly report region north revenue churn customer ticket order invoice shipped pending approved refund owner comment update folder commit branch merge release config value limit account query filter join summary'.split(
    ' ',
  );

function text(bytes, seed) {
  let state = seed;
  let out = '';
  while (out.length < bytes) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out += WORDS[(state >>> 8) % WORDS.length] + (state % 19 === 0 ? '.\n' : ' ');
  }
  return out.slice(0, bytes);
}

const results = new Map();
const resultOf = (size) => {
  if (!results.has(size)) results.set(size, JSON.stringify({ content: [{ type: 'text', text: text(size, 7) }] }));
  return results.get(size);
};
const PLANTED = JSON.stringify({
  content: [
    {
      type: 'text',
      text: `deploy key\n-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ'.repeat(3)}\n-----END OPENSSH PRIVATE KEY-----\n`,
    },
  ],
});
const TOOL = {
  name: 'echo',
  description: 'Answers with text of a size.',
  annotations: { readOnlyHint: true },
  inputSchema: {
    type: 'object',
    properties: { message: { type: 'string' }, size: { type: 'integer' }, plant: { type: 'boolean' } },
  },
};

/** The server's answer to a request, as JSON text; null to a notification. */
export function answerTo({ id, method, params }) {
  if (id === undefined) return null;
  const wrap = (result) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
  switch (method) {
    case 'initialize':
      return wrap(
        JSON.stringify({
          protocolVersion: params.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'bench', version: '1.0.0' },
        }),
      );
    case 'tools/list':
      return wrap(JSON.stringify({ tools: [TOOL] }));
    case 'tools/call':
      return wrap(params.arguments.plant ? PLANTED : resultOf(params.arguments.size));
    default:
      return wrap('{}');
  }
}
