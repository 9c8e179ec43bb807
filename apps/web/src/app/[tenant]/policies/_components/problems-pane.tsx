import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { Diagnostic } from '@/lib/api/types';
import { plural } from '@/lib/format';
import type { CheckedDraft } from '../_hooks/use-policy-check';
import { PaneHeading } from './pane-heading';

interface ProblemsPaneProps {
  readonly draft: CheckedDraft;
  readonly onJump: (line: number, column: number) => void;
}

export function ProblemsPane({ draft: { check, isStale }, onJump }: ProblemsPaneProps) {
  const diagnostics = check?.diagnostics ?? [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return (
    <section aria-label="Problems" aria-busy={isStale}>
      <PaneHeading title="Problems">
        {isStale && <span className="text-ink-faint text-xs">Checking</span>}
        {!isStale && errors > 0 && <Badge tone="deny">{plural(errors, 'error')}</Badge>}
        {!isStale && diagnostics.length > errors && (
          <Badge tone="hold">{plural(diagnostics.length - errors, 'warning')}</Badge>
        )}
      </PaneHeading>
      {check && diagnostics.length === 0 && (
        <p className="flex items-center gap-2 px-4 py-3 text-ink-muted text-sm">
          <CircleCheck className="size-4 text-allow" aria-hidden />
          None. {plural(check.ruleCount, 'rule')}.
        </p>
      )}
      <ul className="divide-y divide-line">
        {diagnostics.map((diagnostic) => (
          <li key={`${diagnostic.line}:${diagnostic.column} ${diagnostic.message}`}>
            <ProblemRow diagnostic={diagnostic} onJump={onJump} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProblemRow({ diagnostic, onJump }: { diagnostic: Diagnostic; onJump: ProblemsPaneProps['onJump'] }) {
  const { severity, message, line, column, ruleId } = diagnostic;
  const Icon = severity === 'error' ? CircleX : TriangleAlert;
  return (
    <button
      type="button"
      onClick={() => onJump(line, column)}
      className="flex w-full gap-2 px-4 py-2 text-left text-sm outline-offset-[-2px] hover:bg-raised"
    >
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${severity === 'error' ? 'text-deny' : 'text-hold'}`}
        aria-label={severity}
      />
      <span className="min-w-0">
        <span className="wrap-anywhere block whitespace-pre-wrap">{message}</span>
        <span className="numeric block text-ink-faint text-xs">
          Line {line}, column {column}
          {ruleId && ` · ${ruleId}`}
        </span>
      </span>
    </button>
  );
}
