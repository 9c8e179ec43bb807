import type { Effect } from '@sallyport/contracts';
import type { AccessAnswer, AnswerCounts, QuestionBasis } from '../../lib/api/analysis-types';
import { formatCount } from '../../lib/format';
import { REASON_TEXT } from '../calls/reasons';

type Gap = NonNullable<QuestionBasis['gap']>;
type Step = AccessAnswer['path'][number];
type Explained = Pick<AccessAnswer, 'effect' | 'certain' | 'reasons' | 'rules' | 'path' | 'approval'>;

/** What one may do, as people say it; the same four words everywhere answers are shown. */
export const MAY_LABEL: Readonly<Record<Effect, string>> = {
  allow: 'May',
  redact: 'May, redacted',
  approve: 'With approval',
  deny: 'May not',
};

export const GAP_TEXT: Readonly<Record<Gap, string>> = {
  before_history: 'The history of your organisation does not reach back that far, so nobody can tell.',
  server_absent: 'The server was not there at that time.',
  principal_absent: 'This person or service account was not there at that time.',
};

const viaText = ({ via, name }: Step): string => {
  switch (via) {
    case 'everyone':
      return 'everyone';
    case 'user':
      return `the person ${name}`;
    case 'service_account':
      return `the service account ${name}`;
    case 'device':
      return `the device ${name}`;
    case 'group':
      return `the group ${name}`;
    case 'role':
      return `the role ${name.replace('_', ' ')}`;
  }
};

/** How the answer comes about: `no-shell of acme-baseline, for the group engineering`. */
export const explain = ({ effect, reasons, rules, path }: Explained): string => {
  const deciding = rules.find((rule) => rule.effect === effect && rule.mode === 'enforce');
  if (!deciding) return reasons.map((reason) => REASON_TEXT[reason]).join(' and ');
  const whom = path.map(viaText).join(', ');
  return `${deciding.ruleId} of ${deciding.policyName}${whom && `, for ${whom}`}`;
};

/** `Two people of dba, within 30m`. */
export const approvalText = ({
  count,
  groups = [],
  users = [],
  expires,
}: NonNullable<Explained['approval']>): string => {
  const whom = [...groups, ...users].join(' or ');
  const people = count === 1 ? 'One person' : `${formatCount(count)} people`;
  return `${people}${whom && ` of ${whom}`} must approve within ${expires}`;
};

/** Choices to narrow a list of answers by; each with its count, those without answers left out. */
export const ANSWER_FILTERS = ['allow', 'redact', 'approve', 'deny', 'uncertain'] as const;
export type AnswerFilter = (typeof ANSWER_FILTERS)[number];

export const FILTER_LABEL: Readonly<Record<AnswerFilter, string>> = {
  ...MAY_LABEL,
  uncertain: 'Depends on arguments',
};

export const filtersOf = (counts: AnswerCounts): { readonly filter: AnswerFilter; readonly count: number }[] =>
  ANSWER_FILTERS.map((filter) => ({ filter, count: counts[filter] })).filter(({ count }) => count > 0);

export const matchesFilter = (
  { effect, certain }: Pick<AccessAnswer, 'effect' | 'certain'>,
  filter: AnswerFilter | null,
): boolean => filter === null || (filter === 'uncertain' ? !certain : certain && effect === filter);
