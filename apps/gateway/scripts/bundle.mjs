// Puts the compiled gateway and the parts of its dependencies that it uses into one small file: beside the modules themselves it
// saves the memory of what nobody calls, and most of the time of a start. Then lets it run once and keeps what V8 made of it.
// bin/load-bundle.cjs says how the result is used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../bin/node-args.cjs';
import { MINIFY, toAscii } from './small-source.mjs';

const at = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const FOLDER = at('dist/bundle');

await write('main.js', { format: 'cjs', entryFileNames: 'main.cjs', chunkFileNames: '[name].cjs', cleanDir: true });
await write('opinions/model-thread.js', { format: 'esm', entryFileNames: '[name].js', codeSplitting: false });
for (const name of readdirSync(FOLDER)) shrink(path.join(FOLDER, name), name === 'main.cjs');
await warmUp();

async function write(input, output) {
  const bundle = await rolldown({ input: at(`dist/${input}`), platform: 'node', logLevel: 'warn' });
  await bundle.write({ dir: FOLDER, minify: MINIFY, ...output });
  await bundle.close();
}

function shrink(file, isScript) {
  const source = toAscii(readFileSync(file, 'utf8'));
  const parameters = 'exports, require, module, __filename, __dirname';
  writeFileSync(file, isScript ? `(function (${parameters}) {${source}\n})` : source);
}

async function warmUp() {
  const child = spawn(process.execPath, [...NODE_ARGS, at('scripts/warm-up.mjs'), `${FOLDER}/main.cjs`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...NODE_ENVIRONMENT },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The bundled gateway ended with ${code}`);
}
