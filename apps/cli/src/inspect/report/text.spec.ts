import { PassThrough } from 'node:stream';
import type { Finding } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { createTerminal } from '../../terminal/terminal.js';
import { textReport } from './text.js';

const finding: Finding = {
  detector: 'path.traversal',
  category: 'path',
  severity: 'high',
  confidence: 0.9,
  pointer: '/a',
  start: 0,
  end: 1,
  view: 'raw',
  evidence: 'x\u001b[2Jy\u202e',
  title: 'A title',
  frameworks: [],
};
const region = { start: { line: 3, column: 7 }, end: { line: 3, column: 9 } };

it('shows what would move the cursor instead of obeying it', () => {
  const judgement = { verdict: 'flag', score: 0.9, findings: [finding] } as const;
  const items = [{ kind: 'tool', name: 'n\u001b[31m', judgement, regions: [region] }] as const;
  const style = createTerminal(new PassThrough(), {});
  const text = textReport([{ file: 'a\u0007.json', items, problems: [{ line: 1, message: 'm\u001bx' }] }], style);
  expect(text).toContain('x\\u001b[2Jy\\u202e');
  expect(text).toContain('3:7  high  A title (path.traversal)');
  expect(text).toMatch(/1 file, 1 tool: 0 to block, 1 to look at, 0 fine; 1 problem$/);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
});
