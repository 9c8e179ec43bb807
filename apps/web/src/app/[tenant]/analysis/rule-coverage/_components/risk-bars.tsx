import { TOOL_RISKS } from '@sallyport/contracts';
import type { Coverage } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';
import { formatCount, toLabel } from '@/lib/format';

const FILL = { low: 'bg-line-strong', medium: 'bg-hold-fill', high: 'bg-high-fill', critical: 'bg-deny-fill' } as const;

/** Tools by risk, the riskiest first, and how many of each no rule speaks of by itself. */
export function RiskBars({ tools: { byRisk } }: { tools: Coverage['tools'] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      {byRisk
        .toSorted((a, b) => TOOL_RISKS.indexOf(b.risk) - TOOL_RISKS.indexOf(a.risk))
        .map(({ risk, total, uncovered }) => (
          <div key={risk} className="bg-surface px-4 py-3">
            <dt className="eyebrow">{toLabel(risk)} risk</dt>
            <dd>
              <span
                className={cn('numeric font-semibold text-2xl tracking-tight', uncovered === 0 && 'text-ink-faint')}
              >
                {formatCount(uncovered)}
              </span>
              <span className="numeric text-ink-muted text-sm"> of {formatCount(total)} uncovered</span>
              <span aria-hidden className="mt-2 block h-1.5 overflow-hidden rounded-full bg-raised">
                <span
                  className={cn('block h-full rounded-full', FILL[risk])}
                  style={{ width: total === 0 ? 0 : `${(uncovered / total) * 100}%` }}
                />
              </span>
            </dd>
          </div>
        ))}
    </dl>
  );
}
