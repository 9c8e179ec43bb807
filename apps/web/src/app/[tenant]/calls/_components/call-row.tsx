import Link from 'next/link';
import { type MouseEvent, memo } from 'react';
import { ClockTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { noteworthyOutcome, targetName, VerdictBadge } from '@/features/calls';
import { SEVERITY_TONE } from '@/features/findings';
import type { CallSummary } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { formatMicroseconds, toLabel } from '@/lib/format';
import { paths } from '@/lib/paths';
import { rowElementId } from '../_hooks/use-call-keys';

export const ROW_GRID =
  'md:grid-cols-[5.5rem_5.5rem_minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,0.9fr)_4.5rem] xl:grid-cols-[5.5rem_5.5rem_minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,0.8fr)_4.5rem] items-center gap-x-4';

interface CallRowProps {
  readonly org: string;
  readonly call: CallSummary;
  readonly isSelected: boolean;
  readonly isNew: boolean;
  readonly onOpen: (callId: string) => void;
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export const CallRow = memo(function CallRow({ org, call, isSelected, isNew, onOpen }: CallRowProps) {
  const outcome = noteworthyOutcome(call);
  const onClick = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    onOpen(call.id);
  };
  return (
    <li id={rowElementId(call.id)} className={cn('lazy-row scroll-my-28', isNew && 'animate-arrive')}>
      <Link
        href={paths.call(org, call.id)}
        prefetch={false}
        onClick={onClick}
        aria-current={isSelected ? 'true' : undefined}
        data-call-id={call.id}
        className={cn(
          ROW_GRID,
          'grid grid-cols-[auto_minmax(0,1fr)_auto] gap-y-1 px-4 py-2 outline-offset-[-2px] sm:px-6 md:h-10 md:py-0',
          isSelected ? 'bg-accent-wash' : 'hover:bg-raised',
        )}
      >
        <ClockTime
          at={call.at}
          className="numeric order-3 whitespace-nowrap text-right text-ink-faint text-xs md:order-none md:text-left"
        />
        <VerdictBadge effect={call.effect} className="order-1 justify-self-start md:order-none" />
        <span className="order-2 truncate font-mono text-xs md:order-none">
          {call.server && <span className="text-ink-faint">{call.server.slug}/</span>}
          <span className="font-medium">{targetName(call)}</span>
          {call.target.kind !== 'none' && call.method !== 'tools/call' && (
            <span className="text-ink-faint"> {call.method}</span>
          )}
        </span>
        <span className="order-4 col-span-2 truncate text-ink-muted text-xs md:order-none md:col-span-1">
          {call.principal?.name ?? 'Not authenticated'}
          {call.client && <span className="text-ink-faint"> · {call.client.name}</span>}
        </span>
        <span className="hidden truncate font-mono text-ink-faint text-xs xl:block">
          {call.effect === 'allow' ? null : call.decidedBy}
        </span>
        <span className="order-6 col-span-3 flex min-w-0 gap-1.5 overflow-hidden md:order-none md:col-span-1">
          {call.severity && (
            <Badge tone={SEVERITY_TONE[call.severity]} className="truncate">
              {call.categories[0] ? toLabel(call.categories[0]) : 'Finding'}
              {call.findingCount > 1 && ` +${call.findingCount - 1}`}
            </Badge>
          )}
          {outcome && <Badge tone="outline">{outcome}</Badge>}
        </span>
        <span className="numeric order-5 text-right text-ink-muted text-xs md:order-none">
          {formatMicroseconds(call.totalUs)}
        </span>
      </Link>
    </li>
  );
});
