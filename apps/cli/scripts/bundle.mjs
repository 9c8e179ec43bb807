// Puts the compiled command line and everything it imports into one file: hundreds of small modules cost more time to find than
// to run, and a guard starts as often as its server does. Then lets it run once and keeps what V8 compiled on the way.
// bin/sallyport.mjs says when the result is used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHIPPED_BASELINE } from '@sallyport/policy';
import { rolldown } from 'rolldown';
import { MINIFY, toAscii } from '../../gateway/scripts/small-source.mjs';
import { loadBundle } from '../bin/load-bundle.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const FILE = at('dist/bundle/main.cjs');

const SERVER = `
const answers = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 's', version: '1' } }),
  'tools/list': () => ({ tools: [{ name: 'echo', inputSchema: { type: 'object' } }] }),
  'tools/call': () => ({ content: [{ type: 'text', text: 'done' }] }),
};
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: answers[method]?.(params) ?? {} }) + '\\n');
});
`;

if (process.argv[2] === 'warm-up') await warmUp();
else await build();

async function build() {
  const bundle = await rolldown({ input: { main: at('dist/main.js') }, platform: 'node', logLevel: 'warn' });
  const { output } = await bundle.write({
    dir: at('dist/bundle'),
    format: 'cjs',
    codeSplitting: false,
    minify: MINIFY,
    cleanDir: true,
    entryFileNames: '[name].cjs',
  });
  await bundle.close();
  writeFileSync(FILE, toAscii(readFileSync(FILE, 'utf8')));
  await runWarmUp();
  const sources = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const projects = new Set(sources.flatMap((id) => /^(.*\/(?:apps|packages)\/[^/]+)\/dist\//.exec(id)?.[1] ?? []));
  // Written last: a bundle without it is not complete.
  const madeFrom = [...projects].map((project) => relative(at('dist'), project)).sort();
  writeFileSync(at('dist/bundle/made-from.json'), JSON.stringify(madeFrom));
}

/**
 * A check of a policy, an inspection of a tool, then a guard around a server that answers everything with nothing, and a client that greets it, lists and calls.
 */
async function runWarmUp() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'warm-up'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: { roots: {} },
    clientInfo: { name: 'warm-up', version: '1' },
  };
  const messages = [
    { id: 1, method: 'initialize', params },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/list' },
    { id: 3, method: 'tools/call', params: { name: 'echo', arguments: { path: 'notes.txt' } } },
  ];
  child.stdin.end(messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The bundled guard ended with ${code}`);
}

async function warmUp() {
  const { main, script } = loadBundle(FILE);
  process.on('exit', () => writeFileSync(`${FILE}.cache`, script.createCachedData()));
  // A command ends its process; this first one must not.
  const { exit } = process;
  process.exit = () => undefined;
  const policy = at('dist/bundle/warm-up.yaml');
  writeFileSync(policy, SHIPPED_BASELINE);
  await main(['policy', 'check', policy]);
  rmSync(policy);
  const tools = at('dist/bundle/warm-up.json');
  writeFileSync(
    tools,
    JSON.stringify([{ name: 'echo', description: 'Says it again.', inputSchema: { type: 'object' } }]),
  );
  await main(['inspect', tools]);
  rmSync(tools);
  process.exit = exit;
  await main(['guard', '--records', 'none', '--', process.execPath, '-e', SERVER]);
}
