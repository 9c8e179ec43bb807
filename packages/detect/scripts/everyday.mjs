// Writes packages/detect/quality/everyday.jsonl: messages of an ordinary working day, none of which may be blocked.
//   node packages/detect/scripts/everyday.mjs [--check]
// The same in every run. The hand-written ones, which are harder, are in hard.jsonl beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callOf } from './everyday/calls.mjs';
import { composer, seeded } from './everyday/compose.mjs';
import { definitionOf } from './everyday/definitions.mjs';
import { ENGINEERING } from './everyday/engineering.mjs';
import { FOREIGN } from './everyday/languages.mjs';
import { PEOPLE } from './everyday/people.mjs';
import { SECURITY } from './everyday/security.mjs';
import { VOCABULARY } from './everyday/vocabulary.mjs';

const FILE = fileURLToPath(new URL('../quality/everyday.jsonl', import.meta.url));
const SEED = 20_260_321;
const DEFINITIONS = 240;
const CALLS = 460;

const compose = composer(VOCABULARY, seeded(SEED));
const seen = new Set();

/** As many different ones as asked for. */
const distinct = (count, make) => {
  const made = [];
  while (made.length < count) {
    const each = make();
    const key = JSON.stringify(each);
    if (seen.has(key)) continue;
    seen.add(key);
    made.push(each);
  }
  return made;
};

const asResult = (text) => ({ content: [{ type: 'text', text }] });
const records = [
  ...[...ENGINEERING, ...PEOPLE, ...SECURITY, ...FOREIGN].flatMap(({ kind, count, make }) =>
    distinct(count, () => ({ kind, surface: 'tool_result', payload: asResult(make(compose)) })),
  ),
  ...distinct(DEFINITIONS, () => ({ kind: 'definition', surface: 'tool_definition', payload: definitionOf(compose) })),
  ...distinct(CALLS, () => ({ kind: 'call', surface: 'tool_args', payload: callOf(compose) })),
].map(({ kind, surface, payload }, index) => ({
  id: `day-${String(index + 1).padStart(4, '0')}`,
  source: `everyday:${kind}`,
  surface,
  label: 'benign',
  category: 'other',
  payload,
}));

const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write('everyday.jsonl is not what the script makes: node packages/detect/scripts/everyday.mjs\n');
  process.exitCode = 1;
}
