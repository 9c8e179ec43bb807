import type { Diagnostic } from '@sallyport/contracts';
import type { Terminal } from '../../terminal/terminal.js';
import type { PolicyFile } from '../files/policy-file.js';
import { printable } from './printable.js';
import { excerptOf } from './source-excerpt.js';

/** A problem as compilers show it: its place, which editors and terminals make a link of, the line and a caret. */
export const diagnosticText = (
  { file, text }: PolicyFile,
  problem: Diagnostic,
  style: Pick<Terminal, 'bold' | 'dim' | 'red' | 'yellow'>,
): string => {
  const { line, column, severity, message } = problem;
  const colour = severity === 'error' ? style.red : style.yellow;
  const head = `${style.bold(`${file}:${line}:${column}:`)} ${colour(`${severity}:`)} ${printable(message)}`;
  const excerpt = excerptOf(text, problem);
  if (excerpt === null) return head;
  const number = String(line).padStart(5);
  const gutter = ' '.repeat(number.length);
  return [
    head,
    `${style.dim(`${number} |`)} ${excerpt.source}`,
    `${style.dim(`${gutter} |`)} ${colour(excerpt.marker)}`,
  ].join('\n');
};
