'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { paths } from '@/lib/paths';
import { type CallFilters, type FilterChange, parseCallFilters, toSearch } from '../filters.schema';

export interface ExplorerUrl {
  readonly filters: CallFilters;
  /** The call whose panel is open. */
  readonly openId: string | null;
  readonly setFilters: (filters: FilterChange) => void;
  /** Opening adds a step to the history, so that Back closes; moving on from an open call does not. */
  readonly openCall: (callId: string) => void;
  readonly closeCall: () => void;
}

/** Filters and the open call live in the address. Changes are shallow: the page stays, Next keeps the address in step. */
export const useExplorerUrl = (org: string): ExplorerUrl => {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const filters = useMemo(() => parseCallFilters(Object.fromEntries(new URLSearchParams(search))), [search]);
  const openId = pathname.startsWith(`${paths.calls(org)}/`) ? pathname.slice(paths.calls(org).length + 1) : null;
  const setFilters = useCallback(
    (next: FilterChange) =>
      window.history.replaceState(
        null,
        '',
        withSearch(openId ? paths.call(org, openId) : paths.calls(org), toSearch(next)),
      ),
    [org, openId],
  );
  const openCall = useCallback(
    (callId: string) => {
      const url = withSearch(paths.call(org, callId), search);
      if (openId) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [org, search, openId],
  );
  const closeCall = useCallback(
    () => window.history.pushState(null, '', withSearch(paths.calls(org), search)),
    [org, search],
  );
  return { filters, openId, setFilters, openCall, closeCall };
};

const withSearch = (path: string, search: string): string => (search ? `${path}?${search}` : path);
