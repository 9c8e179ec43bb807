import type { AccessRequest } from '../../lib/api/analysis-types';

type State = AccessRequest['state'];

export const STATE_LABEL: Readonly<Record<State, string>> = {
  open: 'Waiting',
  in_review: 'In review',
  granted: 'Granted',
  refused: 'Refused',
};

export const STATE_TONE: Readonly<Record<State, 'hold' | 'accent' | 'allow' | 'deny'>> = {
  open: 'hold',
  in_review: 'accent',
  granted: 'allow',
  refused: 'deny',
};

/** For how long people ask and analysts grant. */
export const GRANT_DAYS = [1, 7, 30, 90] as const;

export const daysLabel = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

const DAY_MS = 86_400_000;

/** End of a grant of so many days from now. */
export const expiresAfter = (days: number, nowMs: number): string => new Date(nowMs + days * DAY_MS).toISOString();

/** Choices with the asked-for number among them, ascending. */
export const grantChoices = (asked: number): number[] => [...new Set([...GRANT_DAYS, asked])].toSorted((a, b) => a - b);

/** What waits for a person first, newest first within; then what is decided, newest first. */
export const inOrder = (requests: readonly AccessRequest[]): AccessRequest[] =>
  requests.toSorted(
    (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || b.requestedAt.localeCompare(a.requestedAt),
  );

export const isWaiting = ({ state }: Pick<AccessRequest, 'state'>): boolean =>
  state === 'open' || state === 'in_review';
