import { describe, expect, it } from 'vitest';
import type { Finding } from '../../lib/api/types';
import { argumentMarks, numberFindings } from './finding-location';

const finding = (pointer: string, overrides: Partial<Finding> = {}): Finding => ({
  detector: 'path.sensitive',
  category: 'path',
  severity: 'high',
  confidence: 1,
  pointer,
  start: 3,
  end: 7,
  view: 'raw',
  evidence: '/etc',
  title: 'Sensitive path',
  frameworks: [],
  ...overrides,
});

describe('numbering of findings', () => {
  it('makes one of what is seen of the same text in several places', () => {
    const numbered = numberFindings([
      finding('/result/content/0/text'),
      finding('/result/structuredContent/content'),
      finding('/result/content/0/text', { evidence: '/root', start: 20, end: 25 }),
    ]);
    expect(numbered.map(({ number, places }) => [number, places.map(({ pointer }) => pointer)])).toEqual([
      [1, ['/result/content/0/text', '/result/structuredContent/content']],
      [2, ['/result/content/0/text']],
    ]);
  });

  it('lists a place once when both phases of a call report it', () => {
    expect(
      numberFindings([finding('/params/arguments/path'), finding('/params/arguments/path')])[0]?.places,
    ).toHaveLength(1);
  });

  it('keeps apart what was seen raw and what only after decoding', () => {
    expect(numberFindings([finding('/a'), finding('/a', { view: 'base64' })])).toHaveLength(2);
  });
});

describe('marks in the arguments', () => {
  it('mark only what lies inside the arguments, with pointers from their root', () => {
    const numbered = numberFindings([
      finding('/params/arguments/path'),
      finding('/params/argumentsX/path'),
      finding('/params/name'),
    ]);
    expect(argumentMarks(numbered)).toEqual([{ number: 1, pointer: '/path', start: 3, end: 7 }]);
  });
});
