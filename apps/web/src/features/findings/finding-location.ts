import type { CallDetail, Finding } from '@/lib/api/types';
import type { JsonMark } from '../json';

/** Where arguments sit in a JSON-RPC request; finding pointers count from the root of the message. */
const ARGUMENTS_ROOT = '/params/arguments';

export interface NumberedFinding {
  readonly number: number;
  /** The first of them; the others say the same of the same text in other places. */
  readonly finding: Finding;
  readonly places: readonly FindingPlace[];
}

export type FindingPlace = Pick<Finding, 'pointer' | 'start' | 'end'>;

/**
 * Findings in one numbering. Servers often repeat an answer, as text and as structured content: what a detector saw of the
 * same text in several places is one finding with several places.
 */
export const numberFindings = (findings: readonly Finding[]): NumberedFinding[] => {
  const groups = new Map<string, { finding: Finding; places: Map<string, FindingPlace> }>();
  for (const finding of findings) {
    const { detector, severity, view, evidence, pointer, start, end } = finding;
    const key = [detector, severity, view, evidence].join(' ');
    const group = groups.get(key) ?? { finding, places: new Map() };
    group.places.set(`${pointer} ${start} ${end}`, { pointer, start, end });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ finding, places }, index) => ({
    number: index + 1,
    finding,
    places: [...places.values()],
  }));
};

/** Findings of both phases of a call, those of the request first. */
export const findingsOf = (call: CallDetail): Finding[] => [
  ...call.decided.findings,
  ...(call.completed?.findings ?? []),
];

/** Marks for the findings that lie inside the kept arguments, with pointers from the root of the arguments. */
export const argumentMarks = (findings: readonly NumberedFinding[]): JsonMark[] =>
  findings.flatMap(({ number, places }) =>
    places
      .filter(({ pointer }) => pointer === ARGUMENTS_ROOT || pointer.startsWith(`${ARGUMENTS_ROOT}/`))
      .map(({ pointer, start, end }) => ({ number, pointer: pointer.slice(ARGUMENTS_ROOT.length), start, end })),
  );

export const findingAnchor = (number: number): string => `finding-${number}`;
