'use client';

import { FlaskConical, Play, Square } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import type { Simulation, SimulationCounts } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';
import { useOrg, usePermission, whyNot } from '../session';
import { DaysPicker } from './days-picker';
import { SimulationProgress } from './simulation-progress';
import { SimulationReportView } from './simulation-report';
import { type SimulationOfDraft, useSimulation } from './use-simulation';

/** A finished report about the very text that is shown. */
export interface SimulationEvidence {
  readonly simulationId: string;
  readonly counts: SimulationCounts;
}

interface SimulationPanelProps {
  /** Null for a policy that does not exist yet. */
  readonly policyId: string | null;
  readonly text: string;
  /** Version the text is written from; null for a new policy. */
  readonly baseVersion: number | null;
  /** Told when a finished report about this text is there, and when it no longer is. */
  readonly onEvidence?: (evidence: SimulationEvidence | null) => void;
}

const DAYS_PRESET = 7;

/** Replays recorded calls with a text, before it is published: what would change, for whom, and why. */
export function SimulationPanel({ policyId, text, baseVersion, onEvidence }: SimulationPanelProps) {
  const { org } = useOrg();
  const mayRun = usePermission('policy:write');
  const [days, setDays] = useState(DAYS_PRESET);
  const draft = useSimulation(policyId, text);
  useEvidence(draft, onEvidence);
  const { simulation } = draft;
  return (
    <section aria-label="Simulation" className="@container space-y-4 p-4">
      {mayRun ? (
        <RunControls draft={draft} days={days} onDays={setDays} />
      ) : (
        <p className="text-ink-muted text-sm">{whyNot(org.role, 'policy:write')}</p>
      )}
      {draft.problem && <ProblemNotice problem={draft.problem} />}
      {draft.isRunning && simulation && <SimulationProgress progress={simulation.progress} state={simulation.state} />}
      {!draft.isRunning && simulation && <Ended draft={draft} simulation={simulation} baseVersion={baseVersion} />}
      {!simulation && !draft.problem && <BeforeFirstRun />}
    </section>
  );
}

const useEvidence = (
  { simulation, isOfThisText }: SimulationOfDraft,
  onEvidence: SimulationPanelProps['onEvidence'],
): void => {
  const report = useEffectEvent((evidence: SimulationEvidence | null) => onEvidence?.(evidence));
  const counts = simulation?.report?.counts ?? null;
  const simulationId = isOfThisText && simulation?.state === 'done' ? simulation.id : null;
  useEffect(() => {
    report(simulationId && counts ? { simulationId, counts } : null);
  }, [simulationId, counts]);
};

interface RunControlsProps {
  readonly draft: SimulationOfDraft;
  readonly days: number;
  readonly onDays: (days: number) => void;
}

function RunControls({ draft, days, onDays }: RunControlsProps) {
  const { isRunning, isStarting, isOfThisText, simulation } = draft;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <DaysPicker days={days} onDays={onDays} disabled={isRunning} />
      {isRunning ? (
        <Button onClick={draft.cancel}>
          <Square aria-hidden />
          Cancel
        </Button>
      ) : (
        <Button
          variant={simulation && isOfThisText ? 'secondary' : 'primary'}
          busy={isStarting}
          onClick={() => draft.start(days)}
        >
          <Play aria-hidden />
          {simulation ? 'Simulate again' : 'Simulate'}
        </Button>
      )}
    </div>
  );
}

function BeforeFirstRun() {
  return (
    <div className="flex gap-3 rounded-lg border border-line border-dashed p-4 text-ink-muted text-sm">
      <FlaskConical className="mt-0.5 size-4 shrink-0" aria-hidden />
      <p className="text-pretty">
        Replays the calls of your organisation with this text, by the same code that enforces it. Nothing is sent to a
        server and nothing is enforced.
      </p>
    </div>
  );
}

interface EndedProps {
  readonly draft: SimulationOfDraft;
  readonly simulation: Simulation;
  readonly baseVersion: number | null;
}

function Ended({ draft, simulation, baseVersion }: EndedProps) {
  if (simulation.state === 'cancelled') return <p className="text-ink-muted text-sm">Cancelled. Nothing was kept.</p>;
  if (simulation.state === 'failed')
    return (
      <p className="text-deny text-sm">It could not be finished: {simulation.problem ?? 'the reason is not known'}.</p>
    );
  const compared = simulation.base.find(({ policyId }) => policyId === simulation.policyId)?.version ?? null;
  return (
    <div className="space-y-4">
      {!draft.isOfThisText && (
        <p role="status" className="rounded-md bg-hold-wash px-3 py-2 text-hold text-sm">
          The text has changed since. This report is about the earlier one.
        </p>
      )}
      {compared !== null && baseVersion !== null && compared !== baseVersion && (
        <p className="rounded-md bg-hold-wash px-3 py-2 text-hold text-sm">
          Compared with version {compared}; you are editing version {baseVersion}.
        </p>
      )}
      {simulation.report && (
        <>
          <SimulationReportView report={simulation.report} />
          <p className="text-ink-faint text-xs">
            {plural(simulation.report.counts.calls, 'call')} since <RelativeTime at={simulation.from} />, replayed by{' '}
            {simulation.createdBy} <RelativeTime at={simulation.createdAt} />. Choose it as evidence when you publish.
          </p>
        </>
      )}
    </div>
  );
}
