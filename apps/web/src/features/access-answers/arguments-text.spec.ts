import { describe, expect, it } from 'vitest';
import { exampleOf, parseArguments } from './arguments-text';

describe('parseArguments', () => {
  it('keeps "whatever the arguments are" apart from "no arguments"', () => {
    expect(parseArguments('  \n')).toEqual({ kind: 'absent' });
    expect(parseArguments('{}')).toEqual({ kind: 'ok', value: {} });
  });

  it('says what is wrong with what is no object', () => {
    expect(parseArguments('[1]')).toMatchObject({ kind: 'wrong', message: expect.stringContaining('one JSON object') });
    expect(parseArguments('{"a":')).toMatchObject({ kind: 'wrong', message: expect.stringContaining('not JSON yet') });
  });
});

describe('exampleOf', () => {
  it('fills in what a tool requires, with values of the right kind', () => {
    const schema = {
      properties: {
        path: { type: 'string' },
        head: { type: 'number' },
        mode: { enum: ['r', 'w'] },
        deep: { type: 'boolean' },
      },
      required: ['path', 'head', 'mode'],
    };
    expect(exampleOf(schema)).toEqual({ path: '', head: 0, mode: 'r' });
  });

  it('offers everything when nothing is required, and nothing for a schema that says nothing', () => {
    expect(exampleOf({ properties: { a: { type: 'array' }, b: { default: 3 } } })).toEqual({ a: [], b: 3 });
    expect(exampleOf(true)).toEqual({});
  });
});
