// How good inspection is: what `sallyport inspect` says of labelled records, counted. Needs the built packages.
//   pnpm eval                                measures, and prints the tables
//   pnpm eval --write                        and writes docs/quality.md, baseline.json and known-failures.json of packages/detect/quality, and the
//                                            rates of each detector into packages/detect/src
//   pnpm eval --check                        ends with 1 where a figure is worse than the baseline's interval leaves room for
//   pnpm eval --missed tool_result/other     the attacks that were allowed, of a surface and, if named, a category
//   pnpm eval --false tool_args              the benign that were not
//   [--source ziran] [--show 40] [--files train_tool_args.jsonl,…]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createJudge } from '../../../apps/cli/dist/inspect/judge/judge.js';
import { readNameCatalogue } from '../../../apps/cli/dist/inspect/judge/names.js';
import { regressions, toBaseline } from './eval/baseline.mjs';
import { moduleOf } from './eval/by-detector.mjs';
import { costOf, judged, SHIPPED, tableOf } from './eval/measure.mjs';
import { pageOf, textOf } from './eval/report.mjs';
import { findCorpora, genuineNames, QUALITY, ROOT, recordsOf } from './eval/sets.mjs';

const BASELINE = join(QUALITY, 'baseline.json');
const FAILURES = join(QUALITY, 'known-failures.json');
const MEASURED = join(ROOT, 'packages/detect/src/measured.generated.ts');
const PAGE = join(ROOT, 'docs/quality.md');

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    missed: { type: 'string' },
    false: { type: 'string' },
    source: { type: 'string', default: '' },
    files: { type: 'string', default: 'dev.jsonl' },
    show: { type: 'string', default: '40' },
  },
});

const corpora = findCorpora();
const sets = await measureSets();
if (options.missed !== undefined) show(options.missed, true);
else if (options.false !== undefined) show(options.false, false);
else report();

async function measureSets() {
  const found = [];
  const own = await measure(
    readdirSync(QUALITY)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(QUALITY, name)),
    null,
  );
  found.push({ name: 'quality', title: 'Our own sets', ...own });
  if (corpora !== null) {
    const files = options.files.split(',').map((name) => join(corpora, name));
    found.push({
      name: 'corpora',
      title: 'The public corpora (development split)',
      ...(await measure(files, corpora)),
    });
  }
  return found;
}

async function measure(files, folder) {
  const names = folder === null ? ownNames() : genuineNames(folder);
  const judge = createJudge({ policy: SHIPPED, names: readNameCatalogue(names.join('\n')) });
  const all = [];
  const benign = [];
  for (const file of files) {
    for await (const record of recordsOf(file)) {
      all.push(judged(judge, record));
      if (record.label === 'benign') benign.push(record);
    }
  }
  return { all, table: tableOf(all), cost: costOf(judge.inspector, benign) };
}

function ownNames() {
  return readFileSync(join(QUALITY, 'known-names.txt'), 'utf8').split('\n').filter(Boolean);
}

function report() {
  process.stdout.write(textOf(sets));
  if (corpora === null) {
    process.stdout.write(
      '\n!!! NO CORPORA FOUND: only our own sets were measured. Set SALLYPORT_CORPORA to the folder that holds dev.jsonl.\n',
    );
  }
  const current = Object.fromEntries(sets.map(({ name, table }) => [name, toBaseline(table)]));
  if (options.write) {
    if (corpora === null) throw new Error('The published figures need the corpora.');
    writeFileSync(BASELINE, `${JSON.stringify(current, null, 2)}\n`);
    writeFileSync(PAGE, pageOf(sets));
    writeFileSync(MEASURED, moduleOf(sets.flatMap(({ all }) => all)));
    writeFileSync(FAILURES, `${JSON.stringify(catalogueFailures(), null, 2)}\n`);
  }
  if (!options.check) return;
  const before = JSON.parse(readFileSync(BASELINE, 'utf8'));
  const worse = Object.entries(current).flatMap(([name, now]) =>
    regressions(before[name] ?? {}, now).map((sentence) => `${name}: ${sentence}`),
  );
  process.stdout.write(worse.map((sentence) => `${sentence}\n`).join(''));
  if (worse.length > 0) process.exitCode = 1;
}

function show(what, missed) {
  const chosen = sets
    .flatMap(({ all }) => all)
    .filter(({ malicious, verdict }) => malicious === missed && (verdict === 'allow') === missed)
    .filter(({ surface, category }) => `${surface}/${category}`.startsWith(what))
    .filter(({ source }) => source.startsWith(options.source));
  process.stdout.write(`${chosen.length} records\n`);
  if (!missed) process.stdout.write(`${JSON.stringify(gravestDetectors(chosen), null, 1)}\n`);
  for (const { record, verdict, findings } of chosen.slice(0, Number(options.show))) {
    process.stdout.write(
      `\n${verdict} ${record.surface} ${record.source ?? ''} ${record.category} ${record.technique ?? ''} ${record.variant ?? ''} ${record.note ?? ''}\n`,
    );
    process.stdout.write(`${JSON.stringify(record.payload).slice(0, 600)}\n`);
    for (const { detector, severity, confidence, view, evidence } of findings.slice(0, 3)) {
      process.stdout.write(`   ${detector} ${severity} ${confidence} ${view} ${JSON.stringify(evidence)}\n`);
    }
  }
}

/** How many records each detector was the first to stop. */
function gravestDetectors(chosen) {
  const counts = {};
  for (const { verdict, findings } of chosen) {
    const name = `${verdict} ${findings[0]?.detector}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Cases of the catalogue that are judged wrongly: known, published, and not to become more. */
function catalogueFailures() {
  const cases = sets[0].all.filter(({ source }) => source === 'catalogue');
  const idsOf = (list) => list.map(({ id }) => id);
  return {
    missed: idsOf(cases.filter(({ malicious, verdict }) => malicious && verdict === 'allow')),
    stopped: idsOf(cases.filter(({ malicious, verdict }) => !malicious && verdict !== 'allow')),
  };
}
