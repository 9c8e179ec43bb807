import { describe, expect, it } from 'vitest';
import { conditionAt } from './condition-place';

const at = (text: string) => conditionAt(text.split('\n'))?.before ?? null;

describe('where a condition stands', () => {
  it('is behind when, quoted or not', () => {
    expect(at('  - id: a\n    when: tool.')).toBe('tool.');
    expect(at('    when: "args.a')).toBe('args.a');
    expect(at('  - when: x')).toBe('x');
  });

  it('is in the lines of a block', () => {
    expect(at('    when: |\n      a &&\n      tool.')).toBe('a &&\ntool.');
    expect(at('    when: |-\n\n      b')).toBe('\nb');
  });

  it('is nowhere else', () => {
    expect(at('    effect: allow')).toBeNull();
    expect(at('    when: |\n      a\n    eff')).toBeNull();
    expect(at('    when: |')).toBeNull();
    expect(at('    whenever: x')).toBeNull();
  });
});
