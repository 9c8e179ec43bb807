// Cost of inspection on clean traffic, in µs per call. Needs the built package:
//   node packages/detect/bench/scan.mjs
import { createInspector } from '../dist/index.js';

const BUDGETS_US = { 'inspectBytes 2 KB': 3, 'inspectBytes 50 KB': 60, 'inspectArguments 180 B': 3 };
const VOCABULARY =
  'the of a to in for on with from by at as is are was were has have had it this that which when where who how not but or if then than so more most some any each other new order form customer invoice release branch build deploy review ticket metric average region account number total page table value result error request response session update change version library function module service cluster container image window summer garden river mountain station market paper music history science energy water weather'.split(
    ' ',
  );
const ROUNDS = 300;
const inspector = createInspector();

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};

/** Prose with punctuation, numbers, line breaks, quotes and the odd accent. */
function prose(length) {
  let text = '';
  while (text.length < length) {
    const r = random();
    const word = VOCABULARY[Math.floor(random() * VOCABULARY.length)];
    text +=
      r < 0.04
        ? `${word}.\n`
        : r < 0.08
          ? `${word}, `
          : r < 0.11
            ? `${Math.floor(r * 9e5)} `
            : r < 0.12
              ? `"${word}" `
              : r < 0.125
                ? 'café '
                : `${word} `;
  }
  return text.slice(0, length);
}

const message = (length) =>
  Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 7, result: { content: [{ type: 'text', text: prose(length) }] } }));

/** Many short rounds: the best of them had the processor to itself. */
function microseconds(call, bytes) {
  const calls = Math.max(1, Math.floor(1e6 / (bytes + 500)));
  for (let i = 0; i < calls * 20; i++) call();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (let i = 0; i < calls; i++) call();
    best = Math.min(best, ((performance.now() - started) * 1000) / calls);
  }
  return best;
}

let over = 0;
function report(name, us, note = '') {
  const budget = BUDGETS_US[name];
  if (budget !== undefined && us > budget) over += 1;
  console.log(
    `${name.padEnd(28)} ${us.toFixed(2).padStart(10)} µs${budget === undefined ? '' : `   budget ${budget} µs`}  ${note}`,
  );
}

for (const [name, length] of [
  ['300 B', 230],
  ['2 KB', 2048],
  ['50 KB', 51_200],
  ['1 MB', 1_048_576],
]) {
  const raw = message(length);
  if (inspector.inspectBytes(raw)) throw new Error('the text of the benchmark should be clean');
  const us = microseconds(() => inspector.inspectBytes(raw), raw.length);
  report(`inspectBytes ${name}`, us, `${((us * 1000) / raw.length).toFixed(2)} ns/byte`);
}

const small = {
  path: 'src/components/button.tsx',
  startLine: 1,
  endLine: 120,
  encoding: 'utf-8',
  reason: 'Look at how the button handles the disabled state before changing the form it is used in',
  verbose: false,
};
const large = { ...small, content: prose(120) };
for (const [name, args] of [
  ['180 B', small],
  ['300 B', large],
]) {
  const input = {
    toolName: 'read_file',
    inputSchema: { type: 'object', properties: {} },
    args,
    pointerBase: '/params/arguments',
  };
  if (inspector.inspectArguments(input).length > 0) throw new Error('the arguments of the benchmark should be clean');
  report(
    `inspectArguments ${name}`,
    microseconds(() => inspector.inspectArguments(input), 180),
    `${JSON.stringify(args).length} bytes`,
  );
}
const path = { path: '/home/ada/project/src/index.ts' };
report(
  'inspectArguments rooted path',
  microseconds(() => inspector.inspectArguments({ toolName: 'read_file', args: path, pointerBase: '' }), 180),
);
const shell = { command: 'npm run build && npm test' };
report(
  'inspectArguments command',
  microseconds(() => inspector.inspectArguments({ toolName: 'shell', args: shell, pointerBase: '' }), 180),
);
const parsed = JSON.parse(message(2048));
report(
  'inspectMessage 2 KB, clean',
  microseconds(() => inspector.inspectMessage(parsed, 'result'), 2048),
  'only after inspectBytes said true',
);
const started = performance.now();
createInspector();
console.log(`createInspector              ${(performance.now() - started).toFixed(1).padStart(10)} ms`);
if (over > 0) {
  console.error(`${over} over budget`);
  process.exitCode = 1;
}
