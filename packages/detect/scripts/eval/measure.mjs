import { SHIPPED_BASELINE } from '../../../policy/dist/index.js';
import { isOnFloor } from './floor.mjs';
import { quantile, thresholdAt, wilson } from './statistics.mjs';

/** The policy that ships, as `sallyport inspect` has it. */
export const SHIPPED = { name: 'sallyport-default', text: SHIPPED_BASELINE };

/** Sources that nothing was ever trained or tuned on: what they show is closest to what the unseen would. */
export const DEV_ONLY = ['ziran', 'Giskard-prompt-injections', 'mcpproxy-go-corpora', 'BIPIA-test-attacks'];

const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/** One record's verdict, and what is needed to count it. */
export const judged = (judge, record) => {
  const { verdict, score, findings } = judge.judge({ surface: record.surface, payload: record.payload });
  return {
    id: record.id,
    surface: record.surface,
    category: record.category,
    source: (record.source ?? '').split(':')[0],
    malicious: record.label === 'malicious',
    foreign: isForeign(record),
    onFloor: isOnFloor(record.payload),
    verdict,
    score,
    findings,
    record,
  };
};

const isForeign = ({ source, payload }) => {
  if (source === 'CyberSecEval-PI-multi') return true;
  const text = JSON.stringify(payload);
  return (text.match(NOT_LATIN)?.length ?? 0) > text.length / 10;
};

const isFlagged = ({ verdict }) => verdict !== 'allow';
const isBlocked = ({ verdict }) => verdict === 'block';
const count = (list, test) => list.filter(test).length;

const rate = (list, test) => {
  const hits = count(list, test);
  return { hits, total: list.length, interval: wilson(hits, list.length) };
};

/** The table of one set of judged records: a row for each surface and category of attack, and the benign of each surface. */
export const tableOf = (all) => {
  const surfaces = [...new Set(all.map(({ surface }) => surface))].sort();
  return surfaces.map((surface) => {
    const here = all.filter((each) => each.surface === surface);
    const benign = here.filter(({ malicious }) => !malicious);
    const attacks = here.filter(({ malicious }) => malicious);
    const scores = benign.map(({ score }) => score);
    const at = { one: thresholdAt(scores, 0.01), tenth: thresholdAt(scores, 0.001) };
    const row = (name, list) => ({
      name,
      shipped: rate(list, isFlagged),
      blocked: rate(list, isBlocked),
      atOne: rate(list, ({ score }) => score >= at.one),
      atTenth: rate(list, ({ score }) => score >= at.tenth),
      floor: rate(list, ({ onFloor }) => onFloor),
    });
    const groups = [
      ['all', attacks],
      ...grouped(attacks, ({ category }) => category),
      ['of sources kept out of training', attacks.filter(({ source }) => DEV_ONLY.includes(source))],
      ['of the other sources', attacks.filter(({ source }) => !DEV_ONLY.includes(source))],
      ['in words the literals do not have', attacks.filter(({ onFloor }) => !onFloor)],
      ['in other languages', attacks.filter(({ foreign }) => foreign)],
    ];
    return {
      surface,
      attacks: groups.filter(([, list]) => list.length > 0).map(([name, list]) => row(name, list)),
      benign: benign.length === 0 ? null : row('benign', benign),
      attackSources: grouped(attacks, ({ source }) => source).map(([name, list]) => row(name, list)),
      benignSources: grouped(benign, ({ source }) => source).map(([name, list]) => row(name, list)),
    };
  });
};

const grouped = (list, keyOf) => {
  const groups = new Map();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** Sizes to tell the cost of: how large, and how many texts. */
const SIZES = [
  { label: '2 KB', bytes: 2_048, texts: 150 },
  { label: '50 KB', bytes: 51_200, texts: 8 },
  { label: '1 MB', bytes: 1_048_576, texts: 1 },
];
/** The least of so many is what the work costs; the others compiled or collected something. */
const REPEATS = 3;

/**
 * What inspection costs the gateway for an answer of that size made of benign ones: the pass over the bytes, and the closer look
 * where that asks for it. Microseconds of processor time at the median and the 90th percentile.
 */
export const costOf = (inspector, benign) => {
  const texts = benign
    .filter(({ surface }) => surface === 'tool_result')
    .flatMap(({ payload }) => (payload.content ?? []).map(({ text }) => text ?? ''));
  let next = 0;
  const textOf = (bytes) => {
    let text = '';
    while (text.length < bytes) text += `${texts[next++ % texts.length]}\n\n`;
    return text.slice(0, bytes);
  };
  if (texts.length === 0) return [];
  return SIZES.map(({ label, bytes, texts: count }) => {
    const costs = Array.from({ length: count }, () => fastest(inspector, textOf(bytes)));
    return { label, median: quantile(costs, 0.5), p90: quantile(costs, 0.9) };
  });
};

const fastest = (inspector, text) => {
  const message = { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }] } };
  const raw = Buffer.from(JSON.stringify(message));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < REPEATS; round += 1) {
    const before = process.cpuUsage();
    if (inspector.inspectBytes(raw, 'result')) inspector.inspectMessage(message, 'result');
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
};
