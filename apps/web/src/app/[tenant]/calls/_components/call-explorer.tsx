'use client';

import { useState } from 'react';
import { useOrg } from '@/features/session';
import type { CallPage } from '@/lib/api/types';
import { useExplorerUrl } from '../_hooks/use-explorer-url';
import { type CallFilters, type CallQuery, resolveRange } from '../filters.schema';
import { CallPanel } from './call-panel';
import { FilterBar } from './filter-bar';
import { LiveCallList } from './live-call-list';

interface CallExplorerProps {
  /** What the server asked for, its range already fixed to a moment. */
  readonly initialQuery: CallQuery;
  readonly initialPage: CallPage;
}

export function CallExplorer({ initialQuery, initialPage }: CallExplorerProps) {
  const { org } = useOrg();
  const url = useExplorerUrl(org.slug);
  const query = useQueryOf(url.filters, initialQuery);
  return (
    <div className="flex min-h-dvh flex-col">
      <h1 className="sr-only">Calls</h1>
      <LiveCallList
        key={JSON.stringify(query)}
        org={org.slug}
        query={query}
        initialPage={query === initialQuery ? initialPage : undefined}
        openId={url.openId}
        onOpen={url.openCall}
        onClose={url.closeCall}
        toolbar={<FilterBar org={org.slug} filters={url.filters} onChange={url.setFilters} />}
      />
      {url.openId && <CallPanel org={org.slug} callId={url.openId} onClose={url.closeCall} />}
    </div>
  );
}

/** The query of the filters, made anew only when they change: its range starts when it was chosen. */
const useQueryOf = (filters: CallFilters, initialQuery: CallQuery): CallQuery => {
  const [current, setCurrent] = useState({ filters, query: initialQuery });
  if (current.filters === filters) return current.query;
  const query = resolveRange(filters, Date.now());
  setCurrent({ filters, query });
  return query;
};
