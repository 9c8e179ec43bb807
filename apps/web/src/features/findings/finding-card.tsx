import { Badge } from '@/components/ui/badge';
import { toLabel } from '@/lib/format';
import { FindingAdvice } from './finding-advice';
import { findingAnchor, type NumberedFinding } from './finding-location';
import { SeverityBadge } from './severity-badge';
import { SEVERITY_REASON } from './severity-reasons';
import { VIEW_LABEL } from './views';

export function FindingCard({ numbered: { number, finding, places } }: { numbered: NumberedFinding }) {
  return (
    <article id={findingAnchor(number)} className="scroll-mt-20 space-y-2 px-4 py-3 target:bg-raised">
      <header className="flex items-start gap-2">
        <span className="numeric grid size-5 place-items-center rounded-sm bg-mark font-semibold text-2xs text-ink">
          {number}
        </span>
        <h3 className="min-w-0 flex-1 font-medium text-sm">{finding.title}</h3>
        <span className="flex flex-wrap justify-end gap-1.5">
          <Badge>{toLabel(finding.category)}</Badge>
          <SeverityBadge severity={finding.severity} />
          {finding.observed && <Badge tone="hold">Only observed</Badge>}
        </span>
      </header>
      <p className="wrap-anywhere rounded-md border border-line bg-canvas px-2.5 py-1.5 font-mono text-xs">
        <mark className="rounded-sm bg-mark px-0.5 text-ink">{finding.evidence}</mark>
      </p>
      <FindingAdvice detector={finding.detector} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-xs [&_dd]:wrap-anywhere [&_dt]:text-ink-faint">
        <dt>Where</dt>
        <dd>
          <ul>
            {places.map(({ pointer, start, end }) => (
              <li key={`${pointer} ${start}`}>
                <code className="font-mono">{pointer || '/'}</code>{' '}
                {end > start && (
                  <span className="numeric text-ink-faint">
                    characters {start}–{end}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </dd>
        <dt>Seen in</dt>
        <dd>{VIEW_LABEL[finding.view]}</dd>
        {finding.severityReasons && finding.severityReasons.length > 0 && (
          <>
            <dt>Severity</dt>
            <dd>{finding.severityReasons.map((reason) => SEVERITY_REASON[reason]).join(', ')}</dd>
          </>
        )}
        <dt>Detector</dt>
        <dd>
          <code className="font-mono">{finding.detector}</code>{' '}
          <span className="numeric text-ink-faint">{Math.round(finding.confidence * 100)} % confidence</span>
        </dd>
        {finding.frameworks.length > 0 && (
          <>
            <dt>Frameworks</dt>
            <dd className="flex flex-wrap gap-1">
              {finding.frameworks.map((framework) => (
                <Badge key={framework} tone="outline" className="font-mono">
                  {framework}
                </Badge>
              ))}
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}
