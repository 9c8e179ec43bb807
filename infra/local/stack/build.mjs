// Installs and builds only what changed: a stamp over the inputs stands beside the outputs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './plain-error.mjs';

const SKIPPED = new Set(['node_modules', 'dist', '.next', 'test', 'e2e', 'bench', 'test-results', 'playwright-report']);

/**
 * Compiles the packages, the api, the gateway and the command line, then the console; each only when its sources changed since the last time.
 * @param {{ root: string, onStep: (title: string) => void, force?: boolean }} options
 */
export async function build({ root, onStep, force = false }) {
  const at = (...parts) => path.join(root, ...parts);
  await step({
    stamp: at('node_modules/.cache/sallyport/typescript.stamp'),
    inputs: [at('packages'), at('apps/api'), at('apps/gateway'), at('apps/cli'), at('tsconfig.base.json')],
    outputs: [
      at('apps/api/dist/main.http.js'),
      at('apps/gateway/dist/bundle/main.cjs.cache'),
      at('apps/cli/dist/bundle/made-from.json'),
      at('packages/contracts/dist/index.js'),
    ],
    force,
    run: async () => {
      onStep('compiling packages, api, gateway and command line');
      await run(process.execPath, [at('node_modules/typescript/bin/tsc'), '-b'], root);
      await run(process.execPath, [at('apps/gateway/scripts/bundle.mjs')], root);
      await run(process.execPath, [at('apps/cli/scripts/bundle.mjs')], root);
    },
  });
  await step({
    stamp: at('node_modules/.cache/sallyport/web.stamp'),
    inputs: [at('apps/web'), at('packages/contracts'), at('packages/api-client')],
    outputs: [
      at('apps/web/.next/standalone/apps/web/server.js'),
      at('apps/web/.next/standalone/apps/web/.next/static'),
    ],
    force,
    run: async () => {
      onStep('building the console');
      const web = at('apps/web');
      rmSync(path.join(web, '.next/standalone'), { recursive: true, force: true });
      await run(process.execPath, [path.join(web, 'node_modules/next/dist/bin/next'), 'build'], web, {
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
      });
      cpSync(path.join(web, '.next/static'), path.join(web, '.next/standalone/apps/web/.next/static'), {
        recursive: true,
      });
      if (existsSync(path.join(web, 'public')))
        cpSync(path.join(web, 'public'), path.join(web, '.next/standalone/apps/web/public'), { recursive: true });
    },
  });
}

async function step({ stamp, inputs, outputs, force, run: work }) {
  const digest = digestOf(inputs);
  const current =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && outputs.every((file) => existsSync(file));
  if (current && !force) return;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

function digestOf(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs)
    for (const file of filesOf(input)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function* filesOf(entry) {
  if (!existsSync(entry)) return;
  if (!statSync(entry).isDirectory()) return void (yield entry);
  const entries = readdirSync(entry, { withFileTypes: true });
  for (const child of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(child.name) || child.name.endsWith('.tsbuildinfo') || child.name === 'next-env.d.ts') continue;
    const full = path.join(entry, child.name);
    if (child.isDirectory()) yield* filesOf(full);
    else if (child.isFile()) yield full;
  }
}

/** Runs a command quietly; its output is shown only when it fails. */
function run(command, args, cwd, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(undefined);
      else
        reject(new PlainError(`The build failed (${path.basename(args[0])} ended with ${code}):\n${output.trimEnd()}`));
    });
  });
}
