import type { Diagnostic } from '@sallyport/contracts';
import { printable } from './printable.js';

/** Longest part of a line that is shown; JSON often has all of a policy in one. */
const SHOWN_MAX = 120;
/** What is shown before the place in a line that is cut. */
const BEFORE = 40;

/** The line a problem is in, and a second one that points at it; the part past the end of the line is not marked. */
export interface SourceExcerpt {
  readonly source: string;
  readonly marker: string;
}

/**
 * @param text   the whole text, lines ended by LF, CR LF or CR
 * @returns null when the text has no such line
 */
export const excerptOf = (
  text: string,
  { line, column, endLine, endColumn }: Pick<Diagnostic, 'line' | 'column' | 'endLine' | 'endColumn'>,
): SourceExcerpt | null => {
  const whole = text.split(/\r\n|\r|\n/)[line - 1];
  if (whole === undefined) return null;
  const start = column - 1;
  const end = endLine === line ? Math.min(endColumn - 1, whole.length) : whole.length;
  const from = whole.length <= SHOWN_MAX ? 0 : Math.max(0, start - BEFORE);
  const to = Math.min(whole.length, from + SHOWN_MAX);
  const before = printable(`${from > 0 ? '…' : ''}${whole.slice(from, start)}`);
  const marked = printable(whole.slice(start, Math.min(end, to)));
  const after = printable(`${whole.slice(Math.min(end, to), to)}${to < whole.length ? '…' : ''}`);
  return { source: `${before}${marked}${after}`, marker: `${blank(before)}${'^'.repeat(Math.max(1, width(marked)))}` };
};

/** As wide as the text, tabs as they are, so that what follows stands below what follows the text. */
const blank = (text: string): string => Array.from(text, (point) => (point === '\t' ? '\t' : ' ')).join('');

const width = (text: string): number => Array.from(text).length;
