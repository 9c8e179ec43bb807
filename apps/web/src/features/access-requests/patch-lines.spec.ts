import { describe, expect, it } from 'vitest';
import { toPatchLines } from './patch-lines';

const PATCH = [
  '--- a/acme-baseline.yaml',
  '+++ b/acme-baseline.yaml',
  '@@ -3,2 +3,3 @@',
  ' rules:',
  '+  - id: granted',
  '   - id: first',
  '@@ -20,1 +21,1 @@',
  '-    mode: warn',
  '+    mode: enforce',
  '\\ No newline at end of file',
].join('\n');

describe('toPatchLines', () => {
  it('numbers lines as in the new text and marks what lies between hunks', () => {
    expect(toPatchLines(PATCH).map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'same 3',
      'added 4',
      'same 5',
      'gap null',
      'removed null',
      'added 21',
    ]);
  });

  it('does not take file headers for changes', () => {
    expect(toPatchLines(PATCH).some(({ text }) => text.includes('acme-baseline'))).toBe(false);
    expect(toPatchLines('')).toEqual([]);
  });
});
