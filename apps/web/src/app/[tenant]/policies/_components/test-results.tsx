import { CircleCheck, CircleX } from 'lucide-react';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { plural } from '@/lib/format';
import type { CheckedDraft } from '../_hooks/use-policy-check';

/** Whether a text checks and passes its tests, in three lines. */
export function TestResults({ checked: { check } }: { checked: CheckedDraft }) {
  if (!check) return null;
  const errors = check.diagnostics.filter(({ severity }) => severity === 'error').length;
  const failed = check.tests.filter(({ passed }) => !passed);
  return (
    <Panel>
      <PanelHeader title="Check" />
      <ul className="space-y-1.5 p-4 text-sm">
        <Line isGood={errors === 0}>
          {errors === 0 ? `No errors in ${plural(check.ruleCount, 'rule')}` : plural(errors, 'error')}
        </Line>
        <Line isGood={failed.length === 0}>
          {failed.length === 0
            ? `${plural(check.tests.length, 'test')} pass`
            : `${failed.length} of ${plural(check.tests.length, 'test')} fail: ${failed.map(({ name }) => name).join(', ')}`}
        </Line>
      </ul>
    </Panel>
  );
}

function Line({ isGood, children }: { isGood: boolean; children: string }) {
  const Icon = isGood ? CircleCheck : CircleX;
  return (
    <li className="flex gap-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${isGood ? 'text-allow' : 'text-deny'}`} aria-hidden />
      <span className="wrap-anywhere min-w-0">{children}</span>
    </li>
  );
}
