import { Pause, Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import type { TailState } from '../_hooks/use-call-tail';

interface TailControlProps {
  /** `off`: the list ends in the past and nothing new can belong to it. */
  readonly state: TailState | 'off';
  readonly isPaused: boolean;
  readonly onToggle: () => void;
}

const LABEL: Readonly<Record<TailState, string>> = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' };

export function TailControl({ state, isPaused, onToggle }: TailControlProps) {
  if (state === 'off') return null;
  const isLive = state === 'live' && !isPaused;
  return (
    <div className="ml-auto flex items-center gap-2">
      <span role="status" className="flex items-center gap-1.5 text-ink-muted text-xs" data-testid="tail-state">
        <span
          aria-hidden
          className={cn(
            'size-2 rounded-full',
            isLive ? 'animate-pulse bg-allow-fill' : state === 'lost' ? 'bg-deny-fill' : 'bg-hold-fill',
          )}
        />
        {isPaused ? 'Paused' : LABEL[state]}
      </span>
      <Button size="sm" onClick={onToggle} title={isPaused ? 'Resume (P)' : 'Pause (P)'}>
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </div>
  );
}
