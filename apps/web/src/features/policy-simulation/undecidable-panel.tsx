import { Panel, PanelHeader } from '@/components/ui/panel';
import type { SimulationReport } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';
import { UNDECIDABLE_TEXT } from './report-text';

/** Calls whose kept facts do not suffice: counted here and in no other figure. */
export function UndecidablePanel({ report: { undecidable, counts } }: { report: SimulationReport }) {
  return (
    <Panel className="border-dashed">
      <PanelHeader
        title="Could not be told"
        detail={`${plural(counts.undecidable, 'call')}, in none of the figures above`}
        level={3}
      />
      <ul className="divide-y divide-line">
        {undecidable.map(({ reason, calls }) => (
          <li key={reason} className="flex items-baseline gap-4 px-4 py-2">
            <p className="min-w-0 flex-1 text-sm">
              {UNDECIDABLE_TEXT[reason].title}
              <span className="block text-ink-muted text-xs">{UNDECIDABLE_TEXT[reason].why}</span>
            </p>
            <span className="numeric whitespace-nowrap text-sm">{plural(calls, 'call')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
