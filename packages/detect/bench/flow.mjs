// Cost of following data: looking at a call before it is decided, noting that it went, and learning its answer. Benign messages
// that share nothing, against a context that has read 50 answers. Needs the built package:
//   node packages/detect/bench/flow.mjs [--json]
// Exit code 1 when a budget is passed. Profile with `node --cpu-prof packages/detect/bench/flow.mjs`.
import { parseArgs } from 'node:util';
import { FlowContext, TaintMemory } from '../dist/index.js';

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const LEARNED = 50;
const ROUNDS = 30;

let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % below;
};
const SYLLABLES = 'ba be co da de fi ga ho in ka la lo ma me ni no pa po ra re ri sa se ta te ti to un ve wi'.split(
  ' ',
);
const WORDS = Array.from({ length: 4_000 }, () =>
  Array.from({ length: 1 + random(4) }, () => SYLLABLES[random(SYLLABLES.length)]).join(''),
);
const sentence = (words) => `${Array.from({ length: words }, () => WORDS[random(WORDS.length)]).join(' ')}.`;
const record = (i) =>
  `{"id":"T-${1000 + random(90_000)}","opened":"2026-0${1 + random(9)}-1${random(9)}","title":"${sentence(6)}","count":${i}}`;

/** A JSON-RPC answer of about so many bytes: prose and records in turn. */
const answer = (bytes) => {
  const parts = [];
  for (let size = 0, i = 0; size < bytes; i += 1) {
    parts.push(i % 2 === 0 ? sentence(12) : record(i));
    size += parts.at(-1).length * 1.1;
  }
  const result = { content: [{ type: 'text', text: parts.join('\n') }] };
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 7, result }));
};
let clock = 1_000_000;
/** Twenty calls a minute, so that none is one too many. */
const now = () => {
  clock += 3_000;
  return clock;
};
const call = (args, sent) => ({
  server: 'tracker',
  tool: 'search_tickets',
  args,
  sent,
  pointerBase: '/params/arguments',
  isOutside: true,
  at: now(),
});
const answerTo = (args, bytes, sent) => ({
  server: 'tracker',
  tool: 'search_tickets',
  bytes,
  text: null,
  asks: 'nowhere',
  labels: [],
  isPublic: false,
  isUntrusted: false,
  args,
  sent,
  at: clock,
});

/** 300 bytes as agents send them: prose, an id, a path, a number. */
const argsOf = (i) => ({
  query: `please compare what the ${sentence(14)}`,
  project: `ACME-${4000 + (i % 900)}`,
  path: `services/billing/src/handlers/${WORDS[i]}.ts`,
  limit: 20 + (i % 50),
  note: sentence(9),
});
const pool = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const small = pool(500, (i) => ({ args: argsOf(i) }));
const one = pool(500, () => ({ args: { message: sentence(12), size: 2048 } }));
const prose = pool(200, () => ({ args: { path: 'docs/notes.md', content: `${sentence(900)}` } }));
const answers = new Map([2048, 51_200].map((bytes) => [bytes, pool(64, () => answer(bytes))]));

const context = () => {
  const made = new FlowContext(new TaintMemory());
  for (let i = 0; i < LEARNED; i += 1) made.learn(answerTo(argsOf(i), answers.get(2048)[i]));
  return made;
};

/** Processor time of one run in µs, the least of some rounds: what else the machine does is not ours. */
const fastest = (runs, run) => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < runs; i += 1) run(i);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / runs);
  }
  return best;
};

/** Looking reads the arguments, and what comes after is given what was read, as the gateway does. */
const examined = (subject) => small.map(({ args }) => ({ args, sent: subject.examine(call(args)).sent }));
const looks = (calls) => (subject) => (i) => subject.examine(call(calls[i % calls.length].args));
const learns = (bytes) => (subject) => {
  const calls = examined(subject);
  return (i) => {
    const { args, sent } = calls[i % calls.length];
    subject.learn(answerTo(args, answers.get(bytes)[i % 64], sent));
  };
};
const CASES = [
  { name: 'look, 300 bytes in 5 values', budgetUs: 6, runs: 2_000, prepare: looks(small) },
  { name: 'look, 100 bytes in 2 values', budgetUs: 2, runs: 2_000, prepare: looks(one) },
  { name: 'look, 6 KB of prose', budgetUs: 40, runs: 400, prepare: looks(prose) },
  {
    name: 'note that it went, 300 bytes',
    budgetUs: 0.5,
    runs: 2_000,
    prepare: (subject) => {
      const calls = examined(subject);
      return (i) => subject.sent(call(calls[i % calls.length].args, calls[i % calls.length].sent));
    },
  },
  { name: 'learn, 2 KB', budgetUs: 9, runs: 1_000, prepare: learns(2048) },
  { name: 'learn, 50 KB', budgetUs: 170, runs: 100, prepare: learns(51_200) },
];

const report = CASES.map(({ name, budgetUs, runs, prepare }) => {
  clock = 1_000_000;
  const us = fastest(runs, prepare(context()));
  return { name, us: Math.round(us * 10) / 10, budgetUs };
});
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else
  for (const { name, us, budgetUs } of report)
    process.stdout.write(`${name.padEnd(32)} ${us} µs (at most ${budgetUs})\n`);
process.exitCode = report.some(({ us, budgetUs }) => us > budgetUs) ? 1 : 0;
