// Cost of inspecting the arguments of a call: processor time per call at the median of some rounds, and how many detectors
// run. Needs the built package:
//   node packages/detect/bench/arguments.mjs [--corpora <dir>] [--runs] [--json] [--dist <folder>]
// --corpora (or SALLYPORT_CORPORA) adds the benign calls of a folder of labelled records, --runs lists what ran on them,
// --dist measures another build. Exit code 1 when the budget of the small call is passed.
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { quantile } from './quantile.mjs';

const { values: options } = parseArgs({
  options: {
    corpora: { type: 'string', default: process.env.SALLYPORT_CORPORA ?? '' },
    dist: { type: 'string', default: join(import.meta.dirname, '../dist') },
    runs: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const { createInspector } = await import(pathToFileURL(resolve(options.dist, 'index.js')).href);

const SMALL_BUDGET_US = 2.5;
const ROUNDS = 9;
const WARM_UPS = 5;
const CALLS_AT_ONCE = 2000;

const counts = new Map();
const inspector = createInspector();
const counting = createInspector({ onRun: (id) => counts.set(id, (counts.get(id) ?? 0) + 1) });

const string = { type: 'string' };
const schema = (properties, required = Object.keys(properties)) => ({ type: 'object', properties, required });
const CALLS = [
  {
    name: 'small call',
    toolName: 'echo',
    inputSchema: schema({ message: string, size: { type: 'integer' } }),
    args: {
      message: 'please summarise the open tickets of the north region and compare them with last quarter',
      size: 2048,
    },
  },
  {
    name: 'path',
    toolName: 'read_file',
    inputSchema: schema({ path: string }),
    args: { path: 'packages/web/src/components/table.tsx' },
  },
  {
    name: 'file write of 2 KB',
    toolName: 'write_file',
    inputSchema: schema({ path: string, content: string }),
    args: {
      path: 'docs/guides/retention.md',
      content:
        '## Retention\n\nRecords are kept for ninety days, then removed by a nightly job; see `docs/jobs.md`.\n'.repeat(
          22,
        ),
    },
  },
  {
    name: 'shell command',
    toolName: 'run_command',
    inputSchema: schema({ command: string }),
    args: { command: 'git status && pnpm test' },
  },
  {
    name: 'shell pipeline',
    toolName: 'bash',
    inputSchema: schema({ command: string, timeout: { type: 'number' } }, ['command']),
    args: {
      command:
        'cd packages/web && grep -rn "useState" src --include=*.tsx | sort | uniq -c | head -20 > /tmp/uses.txt 2>&1',
      timeout: 30,
    },
  },
  {
    name: 'SQL query',
    toolName: 'query',
    inputSchema: schema({ sql: string }),
    args: {
      sql: "SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.created_at > '2025-01-01' ORDER BY o.total DESC LIMIT 50",
    },
  },
  {
    name: 'object of 20 fields',
    toolName: 'create_ticket',
    inputSchema: schema(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field${i}`, string]))),
    args: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field${i}`, `value of the field number ${i}`])),
  },
].map((call) => ({ ...call, pointerBase: '/params/arguments' }));

const rows = CALLS.map(({ name, ...input }) => measure(name, [input]));
if (options.corpora !== '') {
  const calls = await benignCalls(options.corpora);
  counts.clear();
  rows.push(measure('benign calls of the corpora', calls));
  rows.push(worst(calls));
}
print();
process.exitCode = (rows[0]?.us ?? 0) > SMALL_BUDGET_US ? 1 : 0;

/** Processor time per call, and runs per call, over some inputs one after the other. */
function measure(name, inputs) {
  // Asking for the time costs as much as a small call.
  const turns = Math.ceil(CALLS_AT_ONCE / inputs.length);
  const run = () => {
    for (let turn = 0; turn < turns; turn++) for (const input of inputs) inspector.inspectArguments(input);
  };
  for (let i = 0; i < WARM_UPS; i++) run();
  const samples = Array.from({ length: ROUNDS }, () => timeOf(run) / (turns * inputs.length));
  const before = total();
  for (const input of inputs) counting.inspectArguments(input);
  const runs = (total() - before) / inputs.length;
  return { name, us: quantile(samples, 0.5), runs };
}

/** The dearest hundredth of the calls. */
function worst(inputs) {
  const samples = inputs.map((input) => {
    const started = process.hrtime.bigint();
    inspector.inspectArguments(input);
    return Number(process.hrtime.bigint() - started) / 1000;
  });
  return { name: 'of them the dearest hundredth from', us: quantile(samples, 0.99), runs: null };
}

function timeOf(run) {
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  return user + system;
}

function total() {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

async function benignCalls(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return files
    .flatMap((file) => file.split('\n'))
    .filter((line) => line.includes('"tool_args"'))
    .map((line) => JSON.parse(line))
    .filter(({ surface, label }) => surface === 'tool_args' && label === 'benign')
    .map(({ payload }) => ({ toolName: payload.tool, args: payload.arguments, pointerBase: '/params/arguments' }));
}

function print() {
  if (options.json) {
    console.log(JSON.stringify(rows));
    return;
  }
  for (const { name, us, runs } of rows) {
    console.log(
      `${name.padEnd(36)} ${us.toFixed(2).padStart(8)} µs${runs === null ? '' : `  ${runs.toFixed(2)} runs`}`,
    );
  }
  if (!options.runs) return;
  for (const [id, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${id.padEnd(36)} ${count}`);
}
