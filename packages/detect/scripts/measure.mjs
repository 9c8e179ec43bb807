// Recall and false positives of the rules on a folder of labelled records (JSON lines):
//   node packages/detect/scripts/measure.mjs --corpora <dir> [--files dev.jsonl,…] [--missed tool_args/path] [--false tool_result]
//   [--min-severity medium] [--min-confidence 0.5]
// A record: { source, surface, label: malicious|benign, category, payload }. A record counts as flagged when a finding of
// at least that severity and confidence was made. Needs the built package.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createInspector } from '../dist/index.js';

const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'];
const { values: options } = parseArgs({
  options: {
    corpora: { type: 'string' },
    files: { type: 'string', default: '' },
    missed: { type: 'string', default: '' },
    false: { type: 'string', default: '' },
    show: { type: 'string', default: '40' },
    'min-severity': { type: 'string', default: 'medium' },
    'min-confidence': { type: 'string', default: '0.5' },
  },
});
if (!options.corpora) throw new Error('--corpora <dir> is needed');

let runs = 0;
const inspector = createInspector({
  onRun: () => {
    runs += 1;
  },
});
const counts = new Map();
const sources = new Map();
const detectors = new Map();
const shown = [];
let gateMisses = 0;
let bytes = 0;
let benignRuns = 0;

for (const file of await files()) {
  for await (const line of createInterface({ input: createReadStream(join(options.corpora, file)) })) {
    if (line !== '') measure(file.startsWith('dev') ? 'dev' : 'train', JSON.parse(line));
  }
}
report();

async function files() {
  if (options.files !== '') return options.files.split(',');
  const all = await readdir(options.corpora);
  return all.filter((name) => name === 'dev.jsonl' || (/^train_.*\.jsonl$/.test(name) && !name.includes('composite')));
}

function inspect({ surface, payload }) {
  if (surface === 'tool_args') {
    return inspector.inspectArguments({
      toolName: payload.tool,
      args: payload.arguments,
      pointerBase: '/params/arguments',
    });
  }
  if (surface === 'tool_definition') return inspectMessage({ result: { tools: [payload] } }, 'definition');
  if (surface === 'tool_result') return inspectMessage({ result: payload }, 'result');
  if (surface === 'secret') return inspectMessage({ result: { content: [{ type: 'text', text: payload }] } }, 'result');
  return null;
}

function inspectMessage(message, kind) {
  const findings = inspector.inspectMessage(message, kind, '');
  if (findings.length > 0 && !inspector.inspectBytes(Buffer.from(JSON.stringify(message)))) gateMisses += 1;
  return findings;
}

function measure(split, record) {
  const runsBefore = runs;
  const findings = inspect(record);
  if (findings === null) return;
  const grave = findings.filter(
    (finding) =>
      SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(options['min-severity']) &&
      finding.confidence >= Number(options['min-confidence']),
  );
  const malicious = record.label === 'malicious';
  const flagged = grave.length > 0;
  add(counts, `${split}|${record.surface}|${malicious ? record.category : 'benign'}`, flagged);
  const source = record.source.split(':')[0];
  add(sources, `${split}|${record.surface}|${malicious ? 'malicious' : 'benign'}|${source}`, flagged);
  if (!malicious) {
    bytes += JSON.stringify(record.payload).length;
    benignRuns += runs - runsBefore;
    if (flagged) detectors.set(grave[0].detector, (detectors.get(grave[0].detector) ?? 0) + 1);
  }
  const wanted = malicious ? options.missed : options.false;
  const here = `${record.surface}/${record.category}`;
  if (wanted !== '' && here.startsWith(wanted) && flagged !== malicious) shown.push({ record, grave });
}

function add(table, name, flagged) {
  const entry = table.get(name) ?? { total: 0, flagged: 0 };
  entry.total += 1;
  entry.flagged += flagged ? 1 : 0;
  table.set(name, entry);
}

function print(title, table) {
  console.log(`\n${title}`);
  for (const [name, { total, flagged }] of [...table].sort()) {
    console.log(
      `${name.padEnd(72)} ${String(flagged).padStart(6)} / ${String(total).padStart(6)}  ${((100 * flagged) / total).toFixed(2).padStart(6)} %`,
    );
  }
}

function report() {
  print('flagged, by surface and category (malicious: recall; benign: false positives)', counts);
  print('by source', sources);
  console.log('\nworst detector of benign records:', Object.fromEntries([...detectors].sort((a, b) => b[1] - a[1])));
  console.log(
    `detector runs per 10 KB of benign text: ${((benignRuns * 10_240) / bytes).toFixed(3)}; findings the byte scan missed: ${gateMisses}`,
  );
  for (const { record, grave } of shown.slice(0, Number(options.show))) {
    console.log(`\n${record.source} ${record.category} ${record.note}`);
    console.log(JSON.stringify(record.payload).slice(0, 500));
    for (const { detector, severity, view, evidence } of grave.slice(0, 3))
      console.log('  ', detector, severity, view, JSON.stringify(evidence));
  }
}
