// `npm start`: brings the product up, tells how to use it, and takes everything down again on Ctrl-C.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { greeting } from './greeting.mjs';
import { childrenFileOf, dataDirOf, findReady, findSupervisor, rememberSupervisor } from './running.mjs';
import { build } from './stack/build.mjs';
import { PlainError } from './stack/plain-error.mjs';
import { choosePorts } from './stack/ports.mjs';
import { sleep, stopLeftovers } from './stack/processes.mjs';

const DETACHED_READY_TIMEOUT_MS = 600_000;

const HELP = `npm start             start Sallyport on this machine; Ctrl-C stops it
npm start -- --detach  start it in the background; "npm stop" stops it
npm run demo           send one allowed and one blocked call
npm run reset          forget all local data
Ports and other settings: .env.example
`;

/**
 * @param {{ root: string, argv: string[], env: NodeJS.ProcessEnv, progress: { step(title: string): void, end(): void } }} options
 */
export async function main({ root, argv, env, progress }) {
  const unknown = argv.find((arg) => !['--detach', '--help', '-h'].includes(arg));
  if (unknown) throw new PlainError(`"${unknown}" is not an option of npm start.\n\n${HELP}`);
  if (argv.includes('--help') || argv.includes('-h')) return void process.stdout.write(HELP);

  const running = findSupervisor(root);
  const ready = running && findReady(root);
  if (ready) return void process.stdout.write(`Sallyport is already running (pid ${running}).\n${greeting(ready)}`);
  if (running) throw new PlainError(`Sallyport is starting already (pid ${running}): wait for it, or run "npm stop".`);

  await (argv.includes('--detach') ? startDetached(root, progress) : startAttached({ root, env, progress }));
}

async function startAttached({ root, env, progress }) {
  const dataDir = dataDirOf(root);
  mkdirSync(path.join(dataDir, 'run'), { recursive: true, mode: 0o755 });
  rememberSupervisor(root);
  await stopLeftovers(childrenFileOf(root)); // They would hold the ports.
  const ports = await choosePorts(env);
  await build({ root, onStep: progress.step });

  const { startStack } = await import('./stack/stack.mjs');
  const controller = new AbortController();
  let stopping = null;
  const stop = (code, words) => {
    stopping ??= (async () => {
      progress.end();
      process.stdout.write(`\n${words}\n`);
      controller.abort();
      await (await starting.catch(() => null))?.stop();
      process.exit(code);
    })();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0, 'Stopping …'));
  const starting = startStack({
    root,
    dataDir,
    ports,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    upstreamAllow: env.SALLYPORT_UPSTREAM_ALLOW,
    signal: controller.signal,
    onStep: progress.step,
    onRestart: (name, tail) =>
      process.stdout.write(`\nThe ${name} ended by itself and is started again. Its last words:\n${tail}\n`),
    onGivenUp: (name, tail) => stop(1, `The ${name} keeps ending; its last words:\n${tail}\n\nStopping the rest …`),
  });
  const started = await starting.catch((err) => (stopping ? null : Promise.reject(err)));
  if (!started) return stopping;
  const { ready } = started;
  progress.end();
  process.stdout.write(greeting(ready));
  await new Promise(() => {}); // Children and signals keep the process going until stop() ends it.
}

async function startDetached(root, progress) {
  const logDir = path.join(dataDirOf(root), 'logs');
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, 'start.log');
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log, log],
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const showSteps = createStepReader(logFile, progress.step);
  const deadline = Date.now() + DETACHED_READY_TIMEOUT_MS;
  for (;;) {
    showSteps();
    const ready = findReady(root);
    if (ready && ready.pid === child.pid) {
      progress.end();
      process.stdout.write(greeting(ready));
      child.unref();
      process.exit(0);
    }
    if (ended) throw new PlainError(lastWordsOf(logFile));
    if (Date.now() > deadline) throw new PlainError(`It takes too long; see ${logFile}, or stop it with "npm stop".`);
    await sleep(200);
  }
}

/** Passes on the steps the background process writes into its log: its steps begin with a small letter, its sentences do not. */
function createStepReader(logFile, onStep) {
  let read = 0;
  return () => {
    const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(read)) if (/^[a-z]/.test(line)) onStep(line);
    read = lines.length;
  };
}

/** What it said when it gave up: everything after the last step. */
function lastWordsOf(logFile) {
  const text = readFileSync(logFile, 'utf8');
  return text
    .slice(text.lastIndexOf('  failed after') < 0 ? 0 : text.indexOf('\n', text.lastIndexOf('  failed after')))
    .trim();
}
