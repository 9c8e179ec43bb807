// Cost of inspection, L1 and the shipped L2 together, on benign messages as a gateway sees them: the scan of the bytes and,
// where it asks for it, parsing and a full inspection. Needs the built package:
//   node packages/detect/bench/inspect.mjs [--corpora <dir>] [--runs] [--json]
// --corpora (or SALLYPORT_CORPORA) takes the benign answers and definitions of a folder of labelled records; without it texts
// are generated. --runs lists what detectors ran, by how often and how long. Exit code 1 when a budget is passed.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createInspector, DETECTORS } from '../dist/index.js';
import { createInspectorOf } from '../dist/inspect.js';
import { benignMessages } from './benign-messages.mjs';
import { quantile } from './quantile.mjs';

const { values: options } = parseArgs({
  options: {
    corpora: { type: 'string', default: process.env.SALLYPORT_CORPORA ?? '' },
    runs: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** CPU at the median in µs, and the longest stretch without a pause in ms. */
const SIZES = [
  { name: '2 KB', bytes: 2048, budgetUs: 60, messages: 200, rounds: 3 },
  { name: '50 KB', bytes: 51_200, budgetUs: 1000, messages: 40, rounds: 3 },
  { name: '1 MB', bytes: 1_048_576, budgetUs: 15_000, messages: 5, rounds: 2 },
];
const STALL_BUDGET_MS = 10;
const RUNS_BUDGET = 1;
/** Long enough for the clock of processor time. */
const ROUND_US = 1500;

const inspector = createInspector();
const records = options.corpora === '' ? benignMessages() : await corpusMessages(options.corpora);
const report = { source: options.corpora === '' ? 'generated' : 'corpora', sizes: [], runsPer10Kb: 0 };
let over = 0;

for (const size of SIZES) {
  const messages = grow(size);
  for (const message of messages) inspect(message);
  const samples = messages.map((message) => fastest(size.rounds, () => inspect(message)));
  const stallMs = Math.max(...messages.map((message) => longestStep(message)));
  const medianUs = quantile(samples, 0.5);
  report.sizes.push({ size: size.name, medianUs, p95Us: quantile(samples, 0.95), stallMs, budgetUs: size.budgetUs });
  if (medianUs > size.budgetUs || stallMs > STALL_BUDGET_MS) over += 1;
}
const counted = countRuns();
report.runsPer10Kb = counted.per10Kb;
if (report.runsPer10Kb > RUNS_BUDGET) over += 1;
print();
process.exitCode = over > 0 ? 1 : 0;

/** What the gateway does with an answer. */
function inspect({ raw, kind }) {
  if (!inspector.inspectBytes(raw, kind)) return;
  inspector.inspectMessage(JSON.parse(raw.toString('utf8')), kind, '');
}

/** Processor time of one run in µs, the least of some rounds: what else the machine does is not ours. */
function fastest(rounds, run) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = process.cpuUsage();
    let times = 0;
    do {
      run();
      times += 1;
    } while (spentUs(started) < ROUND_US);
    best = Math.min(best, spentUs(started) / times);
  }
  return best;
}

function spentUs(started) {
  const { user, system } = process.cpuUsage(started);
  return user + system;
}

/** Longest part of an inspection between two pauses, in ms of processor time. Parsing is not ours to cut and is left out. */
function longestStep({ raw, kind }) {
  let started = process.cpuUsage();
  if (!inspector.inspectBytes(raw, kind)) return spentUs(started) / 1000;
  let longest = spentUs(started);
  const steps = inspector.inspectMessageSteps(JSON.parse(raw.toString('utf8')), kind, '');
  for (;;) {
    started = process.cpuUsage();
    const { done } = steps.next();
    longest = Math.max(longest, spentUs(started));
    if (done) return longest / 1000;
  }
}

/** Answers of a size, of whole records of one kind of document after another. */
function grow({ bytes, messages }) {
  const results = records.filter(({ kind }) => kind === 'result');
  let at = 0;
  return Array.from({ length: messages }, () => {
    let text = '';
    while (text.length < bytes - 150) {
      text += `${results[at % results.length].text}\n\n`;
      at += 1;
    }
    const content = [{ type: 'text', text: text.slice(0, bytes - 100) }];
    return { kind: 'result', raw: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content } })) };
  });
}

function countRuns() {
  const counts = new Map();
  const counting = createInspectorOf(DETECTORS, (id) => counts.set(id, (counts.get(id) ?? 0) + 1));
  let bytes = 0;
  for (const { text, kind, value } of records) {
    bytes += Buffer.byteLength(text);
    counting.inspectMessage(value ?? { result: { text } }, kind);
  }
  const runs = [...counts].sort((a, b) => b[1] - a[1]);
  return { per10Kb: (runs.reduce((sum, [, count]) => sum + count, 0) * 10_240) / bytes, runs, bytes };
}

async function corpusMessages(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl') && !name.includes('composite'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return files
    .flatMap((file) => file.split('\n'))
    .filter((line) => line.includes('"label": "benign"') || line.includes('"label":"benign"'))
    .map((line) => JSON.parse(line))
    .filter(({ surface }) => surface === 'tool_result' || surface === 'tool_definition')
    .map(({ surface, payload }) => ({
      kind: surface === 'tool_definition' ? 'definition' : 'result',
      text: strings(payload).join('\n'),
      value: { result: surface === 'tool_definition' ? { tools: [payload] } : payload },
    }));
}

function strings(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function print() {
  if (options.json) {
    console.log(JSON.stringify(report));
    return;
  }
  console.log(`inspection of benign answers (${report.source}, ${records.length} records)`);
  for (const { size, medianUs, p95Us, stallMs, budgetUs } of report.sizes) {
    console.log(
      `${size.padStart(6)}  median ${medianUs.toFixed(1).padStart(9)} µs (budget ${budgetUs})  p95 ${p95Us.toFixed(1).padStart(9)} µs  longest step ${stallMs.toFixed(2)} ms`,
    );
  }
  console.log(`detector runs per 10 KB of benign text: ${report.runsPer10Kb.toFixed(3)} (budget ${RUNS_BUDGET})`);
  if (!options.runs) return;
  for (const [id, count] of counted.runs) {
    const detector = DETECTORS.find((candidate) => candidate.id === id);
    console.log(
      `  ${id.padEnd(36)} ${String(count).padStart(7)} runs  ${((count * 10_240) / counted.bytes).toFixed(3)} per 10 KB  ${detector?.surfaces.join(',')}`,
    );
  }
  for (const detector of DETECTORS.filter(({ always }) => always)) {
    const started = performance.now();
    let bytes = 0;
    for (const { text, kind } of records) {
      if (!detector.surfaces.includes(kind)) continue;
      bytes += text.length;
      detector.detect({
        text,
        view: 'raw',
        surface: kind,
        role: 'free_text',
        key: 'text',
        script: () => ({ commands: [] }),
      });
    }
    if (bytes > 0)
      console.log(
        `  ${detector.id.padEnd(36)} always: ${(((performance.now() - started) * 1e6) / bytes).toFixed(1)} ns/unit on ${detector.surfaces.join(',')}`,
      );
  }
}
