'use client';

import { Activity, SearchX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { cn } from '@/lib/cn';
import type { Calls } from '../_hooks/use-calls';
import { CallRow, ROW_GRID } from './call-row';

interface CallListProps {
  readonly org: string;
  readonly calls: Calls;
  readonly selectedId: string | null;
  readonly isFiltered: boolean;
  readonly onOpen: (callId: string) => void;
  readonly onPointed: (isPointed: boolean) => void;
}

const COLUMNS = [
  { label: 'Time' },
  { label: 'Decision' },
  { label: 'Target' },
  { label: 'Caller' },
  { label: 'Rule', className: 'hidden xl:block' },
  { label: 'Findings' },
  { label: 'Took' },
] as const;

export function CallList({ org, calls, selectedId, isFiltered, onOpen, onPointed }: CallListProps) {
  if (calls.rows.length === 0) return calls.error ? null : <NoCalls isFiltered={isFiltered} />;
  return (
    <div onPointerEnter={() => onPointed(true)} onPointerLeave={() => onPointed(false)}>
      <div aria-hidden className={`${ROW_GRID} eyebrow hidden h-8 border-line border-b px-4 sm:px-6 md:grid`}>
        {COLUMNS.map((column) => (
          <span key={column.label} className={cn('last:text-right', 'className' in column && column.className)}>
            {column.label}
          </span>
        ))}
      </div>
      <ol aria-label="Calls, newest first" className="divide-y divide-line border-line border-b">
        {calls.rows.map((call) => (
          <CallRow
            key={call.id}
            org={org}
            call={call}
            isSelected={call.id === selectedId}
            isNew={calls.liveIds.has(call.id)}
            onOpen={onOpen}
          />
        ))}
      </ol>
      <div className="flex justify-center py-4">
        {calls.hasMore ? (
          <Button onClick={calls.loadMore} busy={calls.isLoadingMore}>
            Load older calls
          </Button>
        ) : (
          <p className="text-ink-faint text-xs">That is all.</p>
        )}
      </div>
    </div>
  );
}

function NoCalls({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={SearchX} title="No call matches">
      Widen the time range or take a filter away.
    </EmptyState>
  ) : (
    <EmptyState icon={Activity} title="Waiting for the first call">
      Connect a client to one of your servers; its calls appear here as they happen.
    </EmptyState>
  );
}
