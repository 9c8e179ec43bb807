import { FINDING_CATEGORIES, type Finding, SEVERITIES } from '@sallyport/contracts';
import { didYouMean } from '../../text/closest.js';
import { UNKNOWN } from '../fault.js';
import type { Run } from '../run.js';
import type { Bound, FunctionSpec } from './function-spec.js';

const RANK: Readonly<Record<string, number>> = Object.fromEntries(SEVERITIES.map((name, index) => [name, index]));

const trace = (run: Run, finding: Finding, index: number): void => {
  run.trace?.push(
    { text: `findings[${index}].category`, pointer: undefined, value: finding.category },
    { text: `findings[${index}].severity`, pointer: undefined, value: finding.severity },
  );
};

const search = (run: Run, category: string, atLeast: number): boolean => {
  const { findings } = run.input;
  const index = findings.findIndex(
    (finding) =>
      (category === '*' || finding.category === category) && (RANK[finding.severity] ?? SEVERITIES.length) >= atLeast,
  );
  const found = findings[index];
  if (found !== undefined) trace(run, found, index);
  return found !== undefined;
};

const bind = (literals: readonly (string | undefined)[]): Bound => {
  const category = literals[0] ?? '';
  const severity = literals[1] ?? SEVERITIES[0];
  if (category !== '*' && !FINDING_CATEGORIES.some((known) => known === category)) {
    const known = `one of ${FINDING_CATEGORIES.join(', ')}, or "*" for any`;
    return {
      parameter: 0,
      message: `no such category "${category}"${didYouMean(category, FINDING_CATEGORIES)} (${known})`,
    };
  }
  const atLeast = RANK[severity];
  if (atLeast === undefined) {
    const known = `one of ${SEVERITIES.join(', ')}`;
    return { parameter: 1, message: `no such severity "${severity}"${didYouMean(severity, SEVERITIES)} (${known})` };
  }
  return {
    apply: (run) => {
      if (run.findingsUnknown) return UNKNOWN;
      return run.spend(1 + run.input.findings.length) ?? search(run, category, atLeast);
    },
  };
};

/** The commonest question about findings, without a comprehension. */
export const HAS_FINDING: FunctionSpec = {
  name: 'hasFinding',
  method: false,
  parameters: ['string', 'string'],
  optional: 1,
  signature: 'hasFinding(category[, severity]) → bool',
  doc: 'Inspection found something of this category ("*" for any), at least this severe.',
  declares: ['hasFinding(string): bool', 'hasFinding(string, string): bool'],
  reads: 'findings',
  literal: [0, 1],
  bind,
};
