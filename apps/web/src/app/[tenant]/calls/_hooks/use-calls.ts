'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useReducer, useRef } from 'react';
import { browserApi } from '@/lib/api/browser';
import { unwrap } from '@/lib/api/problem';
import type { CallPage, CallSummary } from '@/lib/api/types';
import { CALLS_PER_PAGE } from '../calls-per-page';
import { type CallQuery, matchesFilters } from '../filters.schema';
import { type LiveCalls, mergeCalls, NO_LIVE_CALLS, reduceLiveCalls } from './live-calls';
import { type TailState, useCallTail } from './use-call-tail';

interface UseCallsOptions {
  readonly org: string;
  readonly query: CallQuery;
  /** First page from the server, when it was asked for with the same query. */
  readonly initialPage: CallPage | undefined;
  /** While true, new calls wait instead of moving the list. */
  readonly isHeld: boolean;
}

export interface Calls {
  readonly rows: readonly CallSummary[];
  /** Ids that arrived live, for a short highlight. */
  readonly liveIds: ReadonlySet<string>;
  readonly waitingCount: number;
  readonly release: () => void;
  readonly tailState: TailState;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** Stored calls page by page, with what happens meanwhile on top. Remount for another query. */
export const useCalls = ({ org, query, initialPage, isHeld }: UseCallsOptions): Calls => {
  const stored = useStoredCalls(org, query, initialPage);
  const [live, dispatch] = useReducer(reduceLiveCalls, NO_LIVE_CALLS);
  const listedIds = useRef<ReadonlySet<string>>(new Set());
  const storedRows = useMemo(() => stored.data?.pages.flatMap(({ items }) => items) ?? [], [stored.data]);
  listedIds.current = useMemo(() => new Set(storedRows.map(({ id }) => id)), [storedRows]);
  const tailState = useCallTail(org, query.to === undefined, {
    onCall: (call) =>
      dispatch({
        kind: 'arrived',
        call,
        isHeld,
        isListed: listedIds.current.has(call.id),
        matches: matchesFilters(call, query),
      }),
    onReopened: () => void stored.refetch(),
  });
  return {
    rows: useMemo(() => mergeCalls(live, storedRows), [live, storedRows]),
    liveIds: useLiveIds(live),
    waitingCount: live.waiting.length,
    release: useCallback(() => dispatch({ kind: 'released' }), []),
    tailState,
    isLoading: stored.isPending,
    error: stored.error,
    hasMore: stored.hasNextPage,
    isLoadingMore: stored.isFetchingNextPage,
    loadMore: () => void stored.fetchNextPage(),
  };
};

const useLiveIds = ({ shown }: LiveCalls): ReadonlySet<string> =>
  useMemo(() => new Set(shown.map(({ id }) => id)), [shown]);

const useStoredCalls = (org: string, query: CallQuery, initialPage: CallPage | undefined) =>
  useInfiniteQuery({
    queryKey: [org, 'calls', query],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/calls', {
          params: {
            path: { org },
            query: { ...query, limit: CALLS_PER_PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    ...(initialPage ? { initialData: { pages: [initialPage], pageParams: [null] } } : {}),
    refetchOnWindowFocus: false,
  });
