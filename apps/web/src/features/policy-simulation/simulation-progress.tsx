import type { Simulation } from '@/lib/api/analysis-types';
import { formatCount } from '@/lib/format';
import { percentDone } from './report-text';

interface SimulationProgressProps {
  readonly progress: Simulation['progress'];
  readonly state: Simulation['state'];
}

export function SimulationProgress({ progress, state }: SimulationProgressProps) {
  const percent = percentDone(progress);
  const isWaiting = state === 'queued' || progress.total === 0;
  return (
    <div className="space-y-1.5">
      <div
        role="progressbar"
        aria-label="Calls replayed"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-2 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className={`h-full rounded-full bg-accent-solid transition-[width] duration-500 ${isWaiting ? 'animate-pulse' : ''}`}
          style={{ width: `${Math.max(2, percent)}%` }}
        />
      </div>
      <p role="status" className="numeric text-ink-muted text-xs">
        {isWaiting
          ? 'Waiting for a free worker…'
          : `${formatCount(progress.done)} of ${formatCount(progress.total)} calls, ${percent} %`}
      </p>
    </div>
  );
}
