import { expect, it } from 'vitest';
import { NEW_DETECTOR, slugOf, toDefinition, toForm } from './detector-form-state';

const DEFINITION = {
  id: 'custom.codenames',
  title: 'A code name',
  why: 'It tells what is planned.',
  fix: 'Leave it out.',
  category: 'other' as const,
  severity: 'high' as const,
  confidence: 0.8,
  surfaces: ['argument' as const],
  roles: ['free_text' as const],
  secret: false,
  literals: ['Blue Heron', 'Grey Otter'],
  patterns: ['(Blue|Grey) (Heron|Otter)'],
  near: { words: ['launch'], within: 40 },
  tests: {
    match: [{ text: 'the launch of Blue Heron', surface: 'argument' as const, key: 'note' }],
    pass: [{ text: 'a heron' }],
  },
};

it('keeps everything of a definition, also what the form has no field for', () => {
  expect(toDefinition(toForm(DEFINITION))).toEqual(DEFINITION);
});

it('takes empty lines and texts for nothing', () => {
  const form = {
    ...NEW_DETECTOR,
    slug: 'x',
    literals: '\n Blue Heron \n\n',
    match: [{ text: '' }, { text: 'a text' }],
  };
  expect(toDefinition(form)).toMatchObject({
    id: 'custom.x',
    literals: ['Blue Heron'],
    tests: { match: [{ text: 'a text' }] },
  });
  expect(toDefinition(form)).not.toHaveProperty('near');
});

it('makes a name of a title', () => {
  expect(slugOf('A code name – Élan 2!')).toBe('a-code-name-e-lan-2');
});
