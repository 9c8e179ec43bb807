'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import type { SimulationReport } from '@/lib/api/analysis-types';
import { cn } from '@/lib/cn';
import { formatCount, plural } from '@/lib/format';
import { VerdictBadge } from '../calls';
import { BREAKDOWN_LABEL, BREAKDOWNS, type Breakdown, type ChangeRow, changeRowsOf } from './breakdown-rows';

/** Whom and what the changes concern. */
export function BreakdownPanel({ report }: { report: SimulationReport }) {
  const [by, setBy] = useState<Breakdown>(report.counts.changed > 0 ? 'people' : 'rules');
  return (
    <Panel>
      <fieldset className="flex min-h-11 flex-wrap items-center gap-1 border-line border-b px-2 py-1.5">
        <legend className="sr-only">Break down by</legend>
        {BREAKDOWNS.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === by}
            onClick={() => setBy(choice)}
            className={cn(
              'h-7 rounded-md px-2.5 text-sm',
              choice === by ? 'bg-pressed font-medium text-ink' : 'text-ink-muted hover:text-ink',
            )}
          >
            {BREAKDOWN_LABEL[choice]}
          </button>
        ))}
      </fieldset>
      {by === 'rules' ? <RuleRows rules={report.rules} /> : <ChangeRows rows={changeRowsOf(report, by)} />}
    </Panel>
  );
}

const CELL = 'px-4 py-2';

function ChangeRows({ rows }: { rows: readonly ChangeRow[] }) {
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-muted text-sm">Nothing changes for any of them.</p>;
  return (
    <table className="w-full text-sm">
      <thead className="border-line border-b text-ink-faint text-xs">
        <tr>
          <th scope="col" className={`${CELL} text-left font-medium`}>
            Name
          </th>
          <th scope="col" className={`${CELL} text-right font-medium`}>
            Allowed
          </th>
          <th scope="col" className={`${CELL} text-right font-medium`}>
            Denied
          </th>
          <th scope="col" className={`${CELL} hidden text-right font-medium @lg:table-cell`}>
            Changed of
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map(({ key, name, detail, calls, changed, newlyAllowed, newlyDenied }) => (
          <tr key={key}>
            <td className={`${CELL} w-full max-w-0`}>
              <span className="block truncate">{name}</span>
              {detail && <span className="block truncate text-ink-faint text-xs">{detail}</span>}
            </td>
            <td
              className={cn(
                CELL,
                'numeric text-right',
                newlyAllowed > 0 ? 'font-semibold text-deny' : 'text-ink-faint',
              )}
            >
              {newlyAllowed > 0 ? `+${formatCount(newlyAllowed)}` : '0'}
            </td>
            <td className={cn(CELL, 'numeric text-right', newlyDenied === 0 && 'text-ink-faint')}>
              {newlyDenied > 0 ? `+${formatCount(newlyDenied)}` : '0'}
            </td>
            <td className={`${CELL} numeric hidden whitespace-nowrap text-right text-ink-muted @lg:table-cell`}>
              {formatCount(changed)} of {formatCount(calls)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Rules of both texts and what they touched: what a rule in `warn` or `observe` would do shows here only. */
function RuleRows({ rules }: { rules: SimulationReport['rules'] }) {
  if (rules.length === 0) return <p className="px-4 py-3 text-ink-muted text-sm">No rule took part in any call.</p>;
  return (
    <ul className="divide-y divide-line">
      {rules.map((rule) => (
        <li
          key={`${rule.policyName} ${rule.ruleId} ${rule.effect} ${rule.mode}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
        >
          <VerdictBadge effect={rule.effect} />
          <code className="wrap-anywhere min-w-0 flex-1 basis-40 font-mono text-xs">{rule.ruleId}</code>
          {rule.mode !== 'enforce' && <Badge tone="outline">{rule.mode} only</Badge>}
          <span className="numeric text-ink-muted text-xs">
            {rule.matchedBefore === rule.matchedAfter
              ? plural(rule.matchedAfter, 'call')
              : `${formatCount(rule.matchedBefore)} → ${plural(rule.matchedAfter, 'call')}`}
            {rule.matchedAfter > 0 && ` by ${plural(rule.principalsAfter, 'caller')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
