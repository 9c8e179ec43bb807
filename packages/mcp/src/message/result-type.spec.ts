import { describe, expect, it } from 'vitest';
import { resultTypeOf } from './result-type.js';

describe('resultTypeOf', () => {
  it('takes a result of an older server for complete', () => {
    expect(resultTypeOf({ content: [] })).toBe('complete');
  });

  it.each(['complete', 'input_required', 'task'])('knows %s', (resultType) => {
    expect(resultTypeOf({ resultType })).toBe(resultType);
  });

  it.each(['', 'Complete', 'partial', null, 1, ['complete']])('makes nothing of %j', (resultType) => {
    expect(resultTypeOf({ resultType })).toBeNull();
  });
});
