'use client';

import { useQuery } from '@tanstack/react-query';
import { Maximize2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { CopyButton } from '@/components/copy-button';
import { ProblemNotice } from '@/components/problem-notice';
import { Button, buttonStyle } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';
import { CallDetailView } from '@/features/calls';
import { toProblem } from '@/lib/api/problem';
import { callQuery } from '@/lib/api/queries';
import { paths } from '@/lib/paths';

interface CallPanelProps {
  readonly org: string;
  readonly callId: string;
  readonly onClose: () => void;
}

const OPEN_CALL_REFRESH_MS = 1500;

/** The call beside its list. Not modal: the list stays usable, and `j` and `k` take the panel along. */
export function CallPanel({ org, callId, onClose }: CallPanelProps) {
  const { data, error } = useQuery({
    ...callQuery(org, callId),
    refetchInterval: ({ state }) => (state.data?.outcome === 'open' ? OPEN_CALL_REFRESH_MS : false),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section
      aria-label="Call"
      className="fixed inset-0 z-30 flex animate-slide flex-col border-line border-l bg-canvas shadow-lg sm:left-auto sm:w-[min(46rem,100vw)] xl:w-[46rem]"
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-4">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-sm outline-none">
          Call
        </h2>
        <code className="ml-1 min-w-0 truncate font-mono text-ink-faint text-xs">{callId}</code>
        <CopyButton text={callId} label="Copy call id" />
        <div className="ml-auto flex items-center">
          {/* A full load on purpose: the same address is already showing, as a panel. */}
          <a
            href={paths.call(org, callId)}
            aria-label="Open as a page"
            title="Open as a page"
            className={buttonStyle({ variant: 'ghost', size: 'icon-sm' })}
          >
            <Maximize2 aria-hidden />
          </a>
          <Button variant="ghost" size="icon-sm" aria-label="Close" title="Close (Esc)" onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        {error && <ProblemNotice problem={toProblem(error)} />}
        {!data && !error && <SkeletonRows rows={4} className="h-28" />}
        {data && <CallDetailView org={org} call={data} />}
      </div>
    </section>
  );
}
