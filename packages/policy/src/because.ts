import type { Finding } from '@sallyport/contracts';
import { type Condition, traceCondition } from './condition/condition.js';
import type { Fault } from './condition/fault.js';
import type { Reading, Run } from './condition/run.js';
import { isList, isMap } from './condition/values.js';

const BECAUSE_MAX = 8;
const BECAUSE_LENGTH_MAX = 200;
/** Longer text is not shown: it may hold anything. */
const SHOWN_LENGTH_MAX = 64;

const covers = (finding: Finding, pointer: string): boolean =>
  finding.pointer === pointer || finding.pointer.startsWith(`${pointer}/`) || pointer.startsWith(`${finding.pointer}/`);

/** Text a finding speaks of is not repeated; neither is text of which it cannot be told where it came from. */
const isSensitive = (reading: Reading, run: Run): boolean => {
  const { pointer } = reading;
  if (pointer === undefined) return false;
  if (pointer === null) return run.input.direction === 'response' || run.masked.length > 0;
  return run.masked.some((finding) => covers(finding, pointer));
};

const shown = (reading: Reading, run: Run): string => {
  const { value } = reading;
  if (value === undefined) return '(absent)';
  if (isList(value)) return `(${value.length} elements)`;
  if (value instanceof Date) return value.toJSON() ?? '(no time)';
  if (isMap(value)) return `(${Object.keys(value).length} fields)`;
  if (typeof value !== 'string') return isSensitive(reading, run) ? '(masked)' : String(value);
  if (value.length > SHOWN_LENGTH_MAX || isSensitive(reading, run)) return `(masked, ${value.length} characters)`;
  return JSON.stringify(value);
};

/**
 * Why a condition applied: what it read on its way, as `path = value`, or the error it ended with. At most eight entries of 200
 * characters; long values and values that a finding speaks of are masked.
 */
export const becauseOf = (condition: Condition, run: Run, fault: Fault | null): string[] => {
  if (fault !== null) return [`error = ${fault.message}`.slice(0, BECAUSE_LENGTH_MAX)];
  const lines: string[] = [];
  for (const reading of traceCondition(condition, run)) {
    const line = `${reading.text} = ${shown(reading, run)}`.slice(0, BECAUSE_LENGTH_MAX);
    if (lines.length < BECAUSE_MAX && !lines.includes(line)) lines.push(line);
  }
  return lines;
};
