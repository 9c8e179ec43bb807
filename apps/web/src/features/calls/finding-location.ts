import type { CallDetail, Finding } from '@/lib/api/types';
import type { JsonMark } from '../json';

/** Where arguments sit in a JSON-RPC request; finding pointers count from the root of the message. */
const ARGUMENTS_ROOT = '/params/arguments';

export interface NumberedFinding {
  readonly number: number;
  readonly finding: Finding;
  readonly phase: 'request' | 'response';
}

/** All findings of a call in one numbering: those of the request first. A finding seen in both phases is listed once. */
export const numberFindings = (call: CallDetail): NumberedFinding[] => {
  const request = call.decided.findings.map((finding) => ({ finding, phase: 'request' as const }));
  const known = new Set(call.decided.findings.map(keyOf));
  const response = (call.completed?.findings ?? [])
    .filter((finding) => !known.has(keyOf(finding)))
    .map((finding) => ({ finding, phase: 'response' as const }));
  return [...request, ...response].map((entry, index) => ({ ...entry, number: index + 1 }));
};

const keyOf = ({ detector, pointer, start, end }: Finding): string => `${detector} ${pointer} ${start} ${end}`;

/** Marks for the findings that lie inside the kept arguments, with pointers from the root of the arguments. */
export const argumentMarks = (findings: readonly NumberedFinding[]): JsonMark[] =>
  findings
    .filter(({ finding }) => finding.pointer === ARGUMENTS_ROOT || finding.pointer.startsWith(`${ARGUMENTS_ROOT}/`))
    .map(({ number, finding }) => ({
      number,
      pointer: finding.pointer.slice(ARGUMENTS_ROOT.length),
      start: finding.start,
      end: finding.end,
    }));

export const findingAnchor = (number: number): string => `finding-${number}`;
