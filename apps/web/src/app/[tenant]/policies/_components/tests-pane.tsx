import { CircleCheck, CircleX } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { PolicyTestResult } from '@/lib/api/types';
import type { CheckedDraft } from '../_hooks/use-policy-check';
import { PaneHeading } from './pane-heading';

export function TestsPane({ draft: { check, isStale } }: { draft: CheckedDraft }) {
  const tests = check?.tests ?? [];
  const failed = tests.filter(({ passed }) => !passed).length;
  return (
    <section aria-label="Tests" aria-busy={isStale} className="border-line border-t">
      <PaneHeading title="Tests">
        {tests.length > 0 && (
          <Badge tone={failed > 0 ? 'deny' : 'allow'}>
            {failed > 0 ? `${failed} of ${tests.length} fail` : `${tests.length} pass`}
          </Badge>
        )}
      </PaneHeading>
      {check && !check.ok && tests.length === 0 && (
        <p className="px-4 py-3 text-ink-muted text-sm">Tests run again once the errors are fixed.</p>
      )}
      {check?.ok && tests.length === 0 && (
        <p className="px-4 py-3 text-ink-muted text-sm">
          No tests ran. Write them under <code className="font-mono text-xs">tests:</code>; they run with every change
          and before publishing.
        </p>
      )}
      <ul className="divide-y divide-line">
        {tests.map((test) => (
          <TestRow key={test.name} test={test} />
        ))}
      </ul>
    </section>
  );
}

function TestRow({ test: { name, passed, expected, actual, detail } }: { test: PolicyTestResult }) {
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <li className="flex gap-2 px-4 py-2 text-sm">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${passed ? 'text-allow' : 'text-deny'}`}
        aria-label={passed ? 'passed' : 'failed'}
      />
      <div className="min-w-0">
        <p className="wrap-anywhere">{name}</p>
        {!passed && (
          <p className="wrap-anywhere text-ink-muted text-xs">
            Expected <span className="font-mono">{expected}</span>, got <span className="font-mono">{actual}</span>.
            {detail && ` ${detail}`}
          </p>
        )}
      </div>
    </li>
  );
}
