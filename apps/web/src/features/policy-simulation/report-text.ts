import type { Effect } from '@sallyport/contracts';
import type { SimulationCounts, SimulationReport, SimulationSample } from '../../lib/api/analysis-types';
import { formatCount, plural } from '../../lib/format';
import { REASON_TEXT } from '../calls/reasons';

type Transition = SimulationReport['transitions'][number];
type UndecidableReason = SimulationReport['undecidable'][number]['reason'];
type Verdict = SimulationSample['before'];

/** What a record lacks, so that nobody has to guess why a call is counted apart. */
export const UNDECIDABLE_TEXT: Readonly<Record<UndecidableReason, { readonly title: string; readonly why: string }>> = {
  context_missing: {
    title: 'Recorded before facts were kept',
    why: 'The record does not say what was known about the server and the tool at the time.',
  },
  arguments_not_kept: {
    title: 'Arguments not kept',
    why: 'A rule asks about arguments that the record does not have.',
  },
  arguments_truncated: { title: 'Arguments too large to keep', why: 'A rule asks about arguments over 8 KB.' },
  arguments_masked: {
    title: 'Arguments masked',
    why: 'A rule asks about a value that was masked because it held a secret or personal data.',
  },
  result_not_kept: { title: 'Answers not kept', why: 'A rule asks about what the server answered.' },
};

/** The report in one sentence. */
export const headlineOf = ({ changed, decidable, calls, outsidePolicy }: SimulationCounts): string => {
  if (calls === 0) return 'No call was recorded in this time.';
  if (decidable === 0 && calls > outsidePolicy) return 'No recorded call could be told: see what is missing below.';
  if (decidable === 0) return 'No recorded call reached a policy.';
  if (changed === 0) return `No call would be decided otherwise, of ${plural(decidable, 'call')}.`;
  return `${formatCount(changed)} of ${plural(decidable, 'call')} would be decided otherwise.`;
};

const SEVERITY: Readonly<Record<Effect, number>> = { allow: 0, redact: 1, approve: 2, deny: 3 };

/** Transitions that are changes: from the most severe effect to the mildest first, for these open something. */
export const changesOf = (transitions: readonly Transition[]): Transition[] =>
  transitions
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => opening(b) - opening(a) || b.calls - a.calls);

const opening = ({ before, after }: Pick<Transition, 'before' | 'after'>): number => SEVERITY[before] - SEVERITY[after];

/** Whether a call that did not go through by itself before would now. */
export const isNewlyAllowed = ({ before, after }: Pick<Transition, 'before' | 'after'>): boolean =>
  (before === 'deny' || before === 'approve') && (after === 'allow' || after === 'redact');

/** Why a decision was made, as the end of a sentence. */
export const reasonOf = ({ effect, rules, reasons }: Pick<Verdict, 'effect' | 'rules' | 'reasons'>): string => {
  const rule = rules.find((ref) => ref.effect === effect && ref.mode === 'enforce');
  if (rule) return `rule ${rule.ruleId} of ${rule.policyName}`;
  const others = reasons.filter((reason) => reason !== 'rule-matched');
  return (others.length > 0 ? others : reasons).map((reason) => REASON_TEXT[reason]).join(' and ');
};

/** Whole percent done, never 100 before it is. */
export const percentDone = ({ done, total }: { readonly done: number; readonly total: number }): number =>
  total === 0 ? 0 : Math.min(99, Math.floor((done / total) * 100));
