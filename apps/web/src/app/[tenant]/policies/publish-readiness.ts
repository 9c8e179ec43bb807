import type { CheckedDraft } from './_hooks/use-policy-check';

/** Why a draft cannot be published yet, or null when it can. */
export const whyNotReady = ({ check, isStale }: CheckedDraft, isDirty: boolean): string | null => {
  if (!isDirty) return 'Nothing has changed.';
  if (!check || isStale) return 'The text is being checked.';
  if (check.diagnostics.some(({ severity }) => severity === 'error')) return 'Fix the errors first.';
  if (check.tests.some(({ passed }) => !passed)) return 'A test fails.';
  return null;
};

interface Review {
  /** Whether the organisation asks for one. */
  readonly isRequired: boolean;
  readonly isApproved: boolean;
}

/** Why a draft that checks cannot be published yet, as far as reviews go. */
export const whyNotReviewed = ({ isRequired, isApproved }: Review): string | null =>
  isRequired && !isApproved ? 'Another person has to approve it first.' : null;
