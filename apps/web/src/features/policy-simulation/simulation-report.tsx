'use client';

import { TriangleAlert } from 'lucide-react';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { SimulationReport } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';
import { formatCount, formatPercent, plural } from '@/lib/format';
import { BreakdownPanel } from './breakdown-panel';
import { EffectChange } from './effect-change';
import { NewlyAllowedPanel } from './newly-allowed-panel';
import { changesOf, headlineOf, isNewlyAllowed } from './report-text';
import { SamplesPanel } from './samples-panel';
import { UndecidablePanel } from './undecidable-panel';

/** What a text would have done to recorded calls; what it would open comes first. */
export function SimulationReportView({ report }: { report: SimulationReport }) {
  return (
    <div className="@container space-y-4" data-testid="simulation-report">
      <p className="text-pretty font-medium text-lg">{headlineOf(report.counts)}</p>
      <CountTiles counts={report.counts} />
      {report.baseline.unexplained > 0 && <UnexplainedNotice calls={report.baseline.unexplained} />}
      {report.counts.newlyAllowed > 0 && <NewlyAllowedPanel report={report} />}
      <TransitionsPanel report={report} />
      {report.counts.changed > 0 && <SamplesPanel samples={report.samples} />}
      <BreakdownPanel report={report} />
      {report.counts.undecidable > 0 && <UndecidablePanel report={report} />}
      {report.baseline.different > 0 && (
        <p className="text-ink-faint text-xs">
          {plural(report.baseline.different, 'call')} of this time would already be decided otherwise than it was then,
          by the policies in force now. That is not counted as a change.
        </p>
      )}
    </div>
  );
}

const TILES = [
  { key: 'newlyAllowed', label: 'Newly allowed', tone: 'text-deny' },
  { key: 'newlyDenied', label: 'Newly denied', tone: 'text-ink' },
  { key: 'newlyHeld', label: 'Newly held', tone: 'text-ink' },
  { key: 'undecidable', label: 'Could not be told', tone: 'text-ink' },
] as const;

function CountTiles({ counts }: { counts: SimulationReport['counts'] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line @2xl:grid-cols-4">
      {TILES.map(({ key, label, tone }) => (
        <div key={key} className="bg-surface px-4 py-3">
          <dt className="eyebrow">{label}</dt>
          <dd
            className={cn('numeric font-semibold text-2xl tracking-tight', counts[key] > 0 ? tone : 'text-ink-faint')}
          >
            {formatCount(counts[key])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function UnexplainedNotice({ calls }: { calls: number }) {
  return (
    <p role="alert" className="flex gap-2 rounded-lg border border-line bg-deny-wash p-3 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-deny" aria-hidden />
      {plural(calls, 'call')} replayed otherwise than decided, by the very same policies. Do not rely on this report,
      and tell your operator.
    </p>
  );
}

function TransitionsPanel({ report: { transitions, counts } }: { report: SimulationReport }) {
  const changes = changesOf(transitions);
  if (changes.length === 0) return null;
  const most = Math.max(...changes.map(({ calls }) => calls));
  return (
    <Panel>
      <PanelHeader
        title="What changes"
        detail={`${formatPercent(counts.changed, counts.decidable)} of calls`}
        level={3}
      />
      <ul className="divide-y divide-line">
        {changes.map((change) => (
          <li
            key={`${change.before} ${change.after}`}
            className="grid grid-cols-[10.5rem_minmax(2rem,1fr)_3.5rem] items-center gap-3 px-4 py-2"
          >
            <EffectChange before={change.before} after={change.after} />
            <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-raised">
              <span
                className={cn('block h-full rounded-full', isNewlyAllowed(change) ? 'bg-deny-fill' : 'bg-line-strong')}
                style={{ width: `${(change.calls / most) * 100}%` }}
              />
            </span>
            <span className="numeric text-right font-medium text-sm">{formatCount(change.calls)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
