import type { CallSummary } from '../../../../lib/api/types';

/** More live calls than this and the oldest leave the list; they are one reload away. */
export const LIVE_CALLS_MAX = 500;

export interface LiveCalls {
  /** Arrived and in the list, newest first. */
  readonly shown: readonly CallSummary[];
  /** Arrived while the list was held still, newest first. */
  readonly waiting: readonly CallSummary[];
  /** Newer states of calls that are already listed. */
  readonly updates: ReadonlyMap<string, CallSummary>;
}

export type LiveEvent =
  | {
      readonly kind: 'arrived';
      readonly call: CallSummary;
      readonly isListed: boolean;
      readonly matches: boolean;
      readonly isHeld: boolean;
    }
  | { readonly kind: 'released' }
  | { readonly kind: 'reset' };

export const NO_LIVE_CALLS: LiveCalls = { shown: [], waiting: [], updates: new Map() };

/** What the live tail does to the list. A listed call changes in place; a new one is never inserted while the list is held. */
export const reduceLiveCalls = (state: LiveCalls, event: LiveEvent): LiveCalls => {
  switch (event.kind) {
    case 'reset':
      return NO_LIVE_CALLS;
    case 'released':
      return state.waiting.length === 0
        ? state
        : { ...state, shown: [...state.waiting, ...state.shown].slice(0, LIVE_CALLS_MAX), waiting: [] };
    case 'arrived':
      return arrive(state, event);
  }
};

const arrive = (state: LiveCalls, { call, isListed, matches, isHeld }: LiveEvent & { kind: 'arrived' }): LiveCalls => {
  const waiting = replace(state.waiting, call);
  if (waiting) return { ...state, waiting };
  const shown = replace(state.shown, call);
  if (shown) return { ...state, shown };
  if (isListed) return { ...state, updates: new Map(state.updates).set(call.id, call) };
  if (!matches) return state;
  const place = isHeld ? 'waiting' : 'shown';
  return { ...state, [place]: [call, ...state[place]].slice(0, LIVE_CALLS_MAX) };
};

/** The list with the call's newer state in place, or null when it is not in there. */
const replace = (calls: readonly CallSummary[], call: CallSummary): CallSummary[] | null => {
  const index = calls.findIndex(({ id }) => id === call.id);
  return index === -1 ? null : calls.with(index, call);
};

/** Live calls above stored ones, each call once. */
export const mergeCalls = ({ shown, updates }: LiveCalls, stored: readonly CallSummary[]): CallSummary[] => {
  const live = new Set(shown.map(({ id }) => id));
  return [...shown, ...stored.filter(({ id }) => !live.has(id)).map((call) => updates.get(call.id) ?? call)];
};
