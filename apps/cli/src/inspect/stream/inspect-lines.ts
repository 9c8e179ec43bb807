import type { Writable } from 'node:stream';
import type { Severity } from '@sallyport/contracts';
import type { Judge } from '../judge/judge.js';
import { type Problem, type ReadRecord, readRecord } from '../judge/record.js';
import { reaches } from '../judge/verdict.js';
import { LineReader, type NumberedLine } from './line-reader.js';

/** Longest line that is read; the memory this needs follows from it. */
export const LINE_BYTES_MAX = 16 * 1024 * 1024;
/** Answers are written together up to about this many characters. */
const BATCH_UNITS = 64 * 1024;

export interface LinesOptions {
  readonly judge: Judge;
  readonly failOn: Severity | null;
  readonly lineBytesMax?: number;
}

export interface LinesOutcome {
  /** Lines that could not be judged. */
  readonly problems: number;
  /** Lines with a finding that `failOn` asks for. */
  readonly reached: number;
}

/**
 * Reads records, a JSON object a line, and writes an answer for each in the same order, while they come. Memory is bounded by the
 * longest line: it reads no further while nobody takes the answers. A line that cannot be judged is answered with an error.
 */
export const inspectLines = async (
  input: AsyncIterable<Buffer>,
  output: Writable,
  options: LinesOptions,
): Promise<LinesOutcome> => {
  const reader = new LineReader(options.lineBytesMax ?? LINE_BYTES_MAX);
  const outcome = { problems: 0, reached: 0 };
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '' && !output.write(text)) await new Promise((resolve) => output.once('drain', resolve));
  };
  const answer = async (lines: Iterable<NumberedLine>): Promise<void> => {
    for (const line of lines) {
      pending += answerTo(line, options, outcome);
      if (pending.length >= BATCH_UNITS) await flush();
    }
    await flush();
  };
  for await (const chunk of input) await answer(reader.push(chunk));
  await answer(reader.end());
  return outcome;
};

type Tally = { -readonly [Key in keyof LinesOutcome]: LinesOutcome[Key] };

const answerTo = (line: NumberedLine, { judge, failOn, lineBytesMax }: LinesOptions, outcome: Tally): string => {
  const record = recordOf(line, lineBytesMax ?? LINE_BYTES_MAX);
  if (record === null) return '';
  const { id } = record;
  try {
    if (!record.ok) throw new Unanswerable(record.problem);
    const { verdict, score, findings } = judge.judge(record.subject);
    if (failOn !== null && findings.some((finding) => reaches(finding, failOn))) outcome.reached += 1;
    return `${JSON.stringify({ id, verdict, score, findings })}\n`;
  } catch (thrown) {
    outcome.problems += 1;
    return `${JSON.stringify({ id, error: errorOf(line.number, thrown) })}\n`;
  }
};

class Unanswerable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const errorOf = (line: number, thrown: unknown): Problem & { readonly line: number } => {
  const problem: Problem =
    thrown instanceof Unanswerable
      ? thrown.problem
      : // Nested thousands of levels deep; nothing else of a payload whose shape fits makes it throw.
        { code: 'not_inspectable', message: 'The payload could not be inspected.' };
  return { code: problem.code, line, message: problem.message };
};

/** Null for a line without anything. */
const recordOf = ({ number, bytes }: NumberedLine, bytesMax: number): ReadRecord | null => {
  if (bytes === null) {
    return {
      ok: false,
      id: null,
      problem: { code: 'too_long', message: `The line is longer than ${bytesMax} bytes.` },
    };
  }
  const line = number === 1 ? withoutMark(bytes) : bytes;
  return isBlank(line) ? null : readRecord(line);
};

/** Editors put a byte order mark in front of a file; it belongs to no record. */
const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
