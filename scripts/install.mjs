// Installs the dependencies with nothing but Node and npm. Uses Node built-ins only: nothing else is there yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const NODE_MIN = [20, 19];
const DISK_FREE_MIN_BYTES = 3 * 1024 ** 3;
const STAMP = path.join(ROOT, 'node_modules', '.cache', 'sallyport', 'install.stamp');

/** Ends the process with one sentence. @param {string} sentence @returns {never} */
export function stopWith(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

export function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    stopWith(
      `Sallyport needs Node ${NODE_MIN.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`,
    );
  }
  if (process.platform === 'win32') stopWith('Sallyport runs on Linux and macOS. On Windows, run it inside WSL 2.');
}

/**
 * Brings node_modules in line with the lockfile; does nothing when it is already.
 * @param {(title: string) => void} onStep
 */
export async function install(onStep) {
  const wanted = digestOfManifests();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const { bavail, bsize } = statfsSync(ROOT);
  if (bavail * bsize < DISK_FREE_MIN_BYTES) {
    stopWith(
      `Too little disk space in ${ROOT}: ${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB are free and about 3 GB are needed. Free some and run the command again.`,
    );
  }
  onStep('installing dependencies');
  const { packageManager } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const { code, output } = await run('npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
  ]);
  if (code !== 0) stopWith(explainInstall(output));
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

function digestOfManifests() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  const folders = [
    '.',
    ...['apps', 'packages', 'infra'].flatMap((group) =>
      readdirSync(path.join(ROOT, group)).map((name) => `${group}/${name}`),
    ),
  ];
  for (const folder of folders.sort()) {
    const file = path.join(ROOT, folder, 'package.json');
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: 'true' },
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (err) => resolve({ code: 1, output: String(err) }));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

function explainInstall(output) {
  if (/ENOSPC/.test(output)) return 'The disk is full: free some space and run the command again.';
  if (/EACCES|EPERM/.test(output))
    return `Permission is missing in ${ROOT}: make the folder writable for this user and run the command again.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ERR_PNPM_META_FETCH_FAIL/.test(output)) {
    return `The npm registry cannot be reached. Check the network or the proxy settings of npm, then run the command again.\n\n${output.trimEnd()}`;
  }
  return `Installing the dependencies failed:\n\n${output.trimEnd()}`;
}
