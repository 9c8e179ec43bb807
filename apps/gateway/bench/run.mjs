// `pnpm bench`: what the gateway costs beside a bare reverse proxy, both in one run, interleaved, on loopback.
//   --quick   fewer and shorter rounds; prints, writes nothing
//   --check   exits 1 when a ratio is over its limit
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../bin/node-args.cjs';
import { environmentsOf } from './environment.mjs';
import { limitsOf, render } from './report.mjs';
import {
  canPin,
  cpuUs,
  freePort,
  machineBusyUs,
  rssMb,
  sleep,
  startPinned,
  stop,
  untilQuiet,
  untilReady,
} from './system.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
});
const PLAN = options.quick
  ? { rounds: 3, seconds: 1, warm: 0.3, jit: 2 }
  : { rounds: 7, seconds: 2, warm: 0.4, jit: 4 };
const CELLS = [
  { size: 2048, concurrency: 1 },
  { size: 2048, concurrency: 32 },
  { size: 51_200, concurrency: 1 },
  { size: 51_200, concurrency: 32 },
];
const LOAD_CORE = 0;
const PROXY_CORE = 1;
const QUIET_FOREIGN_CORES = 0.3;
const here = path.dirname(fileURLToPath(import.meta.url));
const at = (file) => path.join(here, file);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'sallyport-bench-'));
const children = [];

const keep = (child) => {
  children.push(child);
  return child;
};

async function startTargets() {
  const [upstreamPort, referencePort, controlPort, gatewayPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const token = `sp_sa_${randomBytes(32).toString('base64url')}`;
  const { control, gateway: environment } = environmentsOf({
    id: 'gw-bench',
    folder: scratch,
    token,
    ports: { gateway: gatewayPort, control: controlPort, upstream: upstreamPort },
  });
  const upstream = keep(startPinned(LOAD_CORE, [at('upstream.mjs')], { PORT: upstreamPort }));
  const reference = keep(
    startPinned(PROXY_CORE, [at('reference.mjs')], { PORT: referencePort, UPSTREAM_PORT: upstreamPort }),
  );
  keep(startPinned(LOAD_CORE, [at('control.mjs')], control));
  await untilReady(`http://127.0.0.1:${controlPort}/healthz`);
  const startedAt = performance.now();
  const gateway = keep(
    // As the container image and `npm start` run it.
    startPinned(PROXY_CORE, [...NODE_ARGS, path.join(here, '../bin/gateway.cjs')], {
      ...NODE_ENVIRONMENT,
      ...environment,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    }),
  );
  await untilReady(`http://127.0.0.1:${gatewayPort}/readyz`);
  const readyMs = performance.now() - startedAt;
  await Promise.all([
    untilReady(`http://127.0.0.1:${upstreamPort}/mcp`),
    untilReady(`http://127.0.0.1:${referencePort}/mcp`),
  ]);
  return {
    controlUrl: `http://127.0.0.1:${controlPort}`,
    upstream,
    targets: [
      { name: 'direct', port: upstreamPort, path: '/mcp', pid: upstream.pid },
      { name: 'reference', port: referencePort, path: '/mcp', pid: reference.pid },
      {
        name: 'gateway',
        port: gatewayPort,
        path: '/o/bench/s/bench/mcp',
        token,
        pid: gateway.pid,
        readyMs,
        plants: true,
      },
    ],
  };
}

/** One window of load on one target; CPU and memory are read when the generator says that measuring begins and ends. */
function measure(target, upstreamPid, { size, concurrency }, { seconds, warm }, plant = '') {
  const args = {
    port: target.port,
    path: target.path,
    token: target.token ?? '',
    concurrency,
    seconds,
    warm,
    size,
    plant,
  };
  const load = startPinned(
    LOAD_CORE,
    [at('load.mjs'), ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)])],
    {},
    ['ignore', 'pipe', 'inherit', 'ipc'],
  );
  return new Promise((resolve, reject) => {
    let output = '';
    let begin;
    let end;
    const sample = () => ({
      at: Date.now(),
      cpu: cpuUs(target.pid),
      upstream: cpuUs(upstreamPid),
      load: cpuUs(load.pid),
      busy: machineBusyUs(),
      rss: rssMb(target.pid),
    });
    load.on('message', (what) => {
      if (what === 'begin') begin = sample();
      else end = sample();
    });
    load.stdout.on('data', (chunk) => {
      output += chunk;
    });
    load.once('exit', (code) => {
      if (code !== 0 || !begin || !end) return reject(new Error(`the load generator failed on ${target.name}`));
      const result = JSON.parse(output);
      const spent = (key) => end[key] - begin[key];
      const own = spent('cpu') + spent('load') + (target.pid === upstreamPid ? 0 : spent('upstream'));
      resolve({
        ...result,
        cpuPerCall: spent('cpu') / result.calls,
        rss: end.rss,
        foreign: Math.max(0, spent('busy') - own) / (spent('at') * 1000),
      });
    });
  });
}

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length % 2
    ? sorted[(sorted.length - 1) / 2]
    : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
};

/** Median over the quiet windows when there are at least two of them, else over all. */
function summarise(windows) {
  const quiet = windows.filter((window) => window.foreign < QUIET_FOREIGN_CORES);
  const used = quiet.length >= 2 ? quiet : windows;
  const of = (key) => median(used.map((window) => window[key]));
  const errors = windows.reduce((sum, window) => sum + window.errors, 0);
  return {
    p50: of('p50'),
    p99: of('p99'),
    perSecond: of('perSecond'),
    cpu: of('cpuPerCall'),
    rss: Math.max(...windows.map(({ rss }) => rss)),
    foreign: of('foreign'),
    quiet: quiet.length,
    windows: windows.length,
    errors,
  };
}

async function run() {
  const { controlUrl, upstream, targets } = await startTargets();
  for (const target of targets) {
    // At rest: what a start leaves behind has been collected.
    await sleep(2_000);
    target.idleMb = rssMb(target.pid);
    await measure(target, upstream.pid, { size: 2048, concurrency: 32 }, { seconds: PLAN.jit, warm: 0 });
    await measure(target, upstream.pid, { size: 51_200, concurrency: 8 }, { seconds: PLAN.jit / 2, warm: 0 });
  }
  const windows = new Map();
  const planted = [];
  for (let round = 1; round <= PLAN.rounds; round++) {
    for (const cell of CELLS) {
      for (const target of shuffled(targets)) {
        await untilQuiet();
        const plant = target.plants ? `planted-in-r${round}-c${cell.concurrency}-s${cell.size}` : '';
        if (plant) planted.push(plant);
        const window = await measure(target, upstream.pid, cell, PLAN, plant);
        const key = `${target.name}/${cell.size}/${cell.concurrency}`;
        windows.set(key, [...(windows.get(key) ?? []), window]);
      }
    }
    process.stderr.write(`round ${round} of ${PLAN.rounds} done\n`);
  }
  await assertInspected(controlUrl, planted);
  const cells = CELLS.map((cell) => ({
    ...cell,
    ...Object.fromEntries(
      targets.map(({ name }) => [name, summarise(windows.get(`${name}/${cell.size}/${cell.concurrency}`))]),
    ),
  }));
  return {
    plan: PLAN,
    canPin,
    node: process.version,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    date: new Date().toISOString().slice(0, 10),
    planted: planted.length,
    targets,
    cells,
  };
}

/** The figures count only if inspection ran: each window planted a key in an argument and one in a result. */
async function assertInspected(controlUrl, planted) {
  let seen = { argument: [], result: 0 };
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(250)) {
    seen = await (await fetch(`${controlUrl}/planted`)).json();
    if (planted.every((name) => seen.argument.includes(name)) && seen.result >= planted.length) return;
  }
  const missing = planted.filter((name) => !seen.argument.includes(name));
  throw new Error(
    `inspection or recording did not run in every window: ${missing.length} of ${planted.length} planted arguments and ${planted.length - seen.result} results are not in the records`,
  );
}

const shuffled = (list) =>
  list
    .map((item) => [Math.random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

try {
  const report = await run();
  const text = render(report);
  process.stdout.write(text);
  if (!options.quick) writeFileSync(path.join(here, '../../../docs/performance.md'), text);
  const over = limitsOf(report).filter(({ value, limit }) => value > limit);
  for (const { name, value, limit } of over)
    process.stderr.write(`over its limit: ${name} is ${value.toFixed(2)}, wanted at most ${limit}\n`);
  process.exitCode = options.check && over.length > 0 ? 1 : 0;
} finally {
  for (const child of children.reverse()) await stop(child);
  rmSync(scratch, { recursive: true, force: true });
}
