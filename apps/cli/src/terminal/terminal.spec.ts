import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminal } from './terminal.js';

const redOn = (isTTY: boolean, env: Record<string, string>): string =>
  createTerminal(Object.assign(new PassThrough(), { isTTY }), env).red('x');

it('colours on a terminal only, and not where NO_COLOR is set', () => {
  expect(redOn(true, {})).toBe('\u001b[31mx\u001b[0m');
  expect(redOn(true, { NO_COLOR: '1' })).toBe('x');
  expect(redOn(true, { TERM: 'dumb' })).toBe('x');
  expect(redOn(false, {})).toBe('x');
});
