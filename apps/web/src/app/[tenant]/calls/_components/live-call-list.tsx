'use client';

import { ArrowUp } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { toProblem } from '@/lib/api/problem';
import type { CallPage } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { useCallKeys } from '../_hooks/use-call-keys';
import { useCalls } from '../_hooks/use-calls';
import { useIsScrolled } from '../_hooks/use-is-scrolled';
import type { CallQuery } from '../filters.schema';
import { CallList } from './call-list';
import { TailControl } from './tail-control';

interface LiveCallListProps {
  readonly org: string;
  readonly query: CallQuery;
  readonly initialPage: CallPage | undefined;
  readonly openId: string | null;
  readonly onOpen: (callId: string) => void;
  readonly onClose: () => void;
  readonly toolbar: ReactNode;
}

export function LiveCallList({ org, query, initialPage, openId, onOpen, onClose, toolbar }: LiveCallListProps) {
  const [isPaused, setIsPaused] = useState(false);
  const [isPointed, setIsPointed] = useState(false);
  const isScrolled = useIsScrolled();
  const [selectedId, setSelectedId] = useState<string | null>(openId);
  const isHeld = isPaused || isPointed || isScrolled || openId !== null || selectedId !== null;
  const calls = useCalls({ org, query, initialPage, isHeld });
  const { release } = calls;
  useEffect(() => {
    if (!isHeld) release();
  }, [isHeld, release]);
  useCallKeys({
    rows: calls.rows,
    selectedId: openId ?? selectedId,
    openId,
    onSelect: setSelectedId,
    onOpen,
    onClose,
    onTogglePause: () => setIsPaused((paused) => !paused),
  });
  const showWaiting = () => {
    setIsPaused(false);
    setSelectedId(null);
    release();
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <div className="sticky top-12 z-20 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 border-line border-b bg-canvas px-4 py-2.5 sm:flex sm:flex-wrap sm:px-6 lg:top-0">
        {toolbar}
        <TailControl
          state={query.to === undefined ? calls.tailState : 'off'}
          isPaused={isPaused}
          onToggle={() => setIsPaused((paused) => !paused)}
        />
      </div>
      <div className="relative flex-1">
        {calls.waitingCount > 0 && (
          <div className="pointer-events-none sticky top-27 z-20 flex h-0 justify-center lg:top-15">
            <button
              type="button"
              onClick={showWaiting}
              className="numeric pointer-events-auto mt-2 flex h-7 animate-rise items-center gap-1.5 rounded-full bg-accent-solid px-3 font-medium text-white text-xs shadow-lg hover:bg-accent-solid-hover"
            >
              <ArrowUp className="size-3.5" aria-hidden />
              {plural(calls.waitingCount, 'new call')}
            </button>
          </div>
        )}
        {calls.error && <ProblemNotice problem={toProblem(calls.error)} className="m-4 sm:mx-6" />}
        {calls.isLoading ? (
          <SkeletonRows rows={10} className="h-8" />
        ) : (
          <CallList
            org={org}
            calls={calls}
            selectedId={openId ?? selectedId}
            isFiltered={Object.keys(query).length > 0}
            onOpen={onOpen}
            onPointed={setIsPointed}
          />
        )}
      </div>
    </>
  );
}
