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

const at = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const FOLDER = at('dist/bundle');
/** Names stay, for the stack traces of operators. */
const MINIFY = { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true } };

await write('main.js', { format: 'cjs', entryFileNames: 'main.cjs', chunkFileNames: '[name].cjs', cleanDir: true });
await write('opinions/model-thread.js', { format: 'esm', entryFileNames: '[name].js', codeSplitting: false });
for (const name of readdirSync(FOLDER)) toAscii(path.join(FOLDER, name), name === 'main.cjs');
await warmUp();

async function write(input, output) {
  const bundle = await rolldown({ input: at(`dist/${input}`), platform: 'node', logLevel: 'warn' });
  await bundle.write({ dir: FOLDER, minify: MINIFY, ...output });
  await bundle.close();
}

/** A source with one character beyond Latin 1 is kept in two bytes for each. */
function toAscii(file, isScript) {
  const source = readFileSync(file, 'utf8');
  if (/\braw`[^`]*[^\0-\x7f]/.test(source)) throw new Error(`${file} has a raw text that escapes would change`);
  const escaped = source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const parameters = 'exports, require, module, __filename, __dirname';
  writeFileSync(file, isScript ? `(function (${parameters}) {${escaped}\n})` : escaped);
}

async function warmUp() {
  const child = spawn(process.execPath, [...NODE_ARGS, at('scripts/warm-up.mjs'), `${FOLDER}/main.cjs`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...NODE_ENVIRONMENT },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The bundled gateway ended with ${code}`);
}
