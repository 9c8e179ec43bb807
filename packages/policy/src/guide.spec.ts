import { readFileSync } from 'node:fs';
import { policyDocumentSchema } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { checkPolicy } from './check/check-policy.js';
import { conditionVocabulary } from './condition/reference.js';

const guide = readFileSync(new URL('../../../docs/guides/policies.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

const RULE = 'version: 1\nname: example\nrules:\n  - id: example\n    effect: allow\n    match: { tools: [x] }\n';
const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

/** Parts of documents are put where they belong. */
const whole = (text: string): string => {
  if (text.startsWith('version:')) return text;
  if (/^(?:obligations|mode):/.test(text)) return RULE + indented(text);
  return text.startsWith('tests:') ? `${RULE}pathZones:\n  - { id: workspace, inside: [/srv] }\n${text}` : RULE + text;
};

it.each(examples)('the guide gives examples that check and pass: %#', (text) => {
  const { diagnostics, tests } = checkPolicy(whole(text));
  expect(diagnostics).toEqual([]);
  expect(tests.every(({ passed }) => passed)).toBe(true);
});

it('the guide names every key of a rule, of its match and of a test, and every variable and function', () => {
  const { rules, tests } = policyDocumentSchema.shape;
  const rule = rules.element.shape;
  const given = tests.unwrap().element.shape.given.shape;
  const keys = [...Object.keys(rule), ...Object.keys(rule.match.unwrap().shape), ...Object.keys(given)];
  const names = conditionVocabulary()
    .filter(({ kind }) => kind !== 'macro')
    .flatMap(({ name }) => /^(?:string\.|value\.|timestamp\.get)?([A-Za-z]+)/.exec(name)?.[1] ?? []);
  const plain = new Set([
    'int',
    'double',
    'string',
    'upperAscii',
    'timestamp',
    'FullYear',
    'Month',
    'DayOfMonth',
    'DayOfWeek',
    'Hours',
    'Minutes',
  ]);
  const missing = [...keys, ...names].filter((name) => !plain.has(name) && !new RegExp(`\\b${name}\\b`).test(guide));
  expect([...new Set(missing)]).toEqual([]);
});
