import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { conditionVocabulary } from './reference.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replaceAll('\\|', '|');

it('documents every name a condition can use, in the words of the engine', () => {
  const entries = conditionVocabulary();
  expect(entries.length).toBeGreaterThan(50);
  const undocumented = entries.filter(({ name, doc }) => !readme.includes(`| \`${name}\` | ${doc}`));
  expect(undocumented).toEqual([]);
});

it('knows the closed set of a text', () => {
  const severity = conditionVocabulary().find(({ name }) => name === 'findings[].severity');
  expect(severity?.values).toEqual(['info', 'low', 'medium', 'high', 'critical']);
});
