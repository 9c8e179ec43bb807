'use client';

import { FilePen } from 'lucide-react';
import Link from 'next/link';
import { ProblemNotice } from '@/components/problem-notice';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { DiffView } from '@/features/diff';
import { useOrg, usePermission } from '@/features/session';
import type { Suggestion } from '@/lib/api/analysis-types';
import { toProblem } from '@/lib/api/problem';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { useOpenAsDraft } from '../_hooks/use-open-as-draft';

const OBSERVED_LABEL = {
  servers: 'Servers',
  tools: 'Tools',
  users: 'People',
  groups: 'Groups',
  serviceAccounts: 'Service accounts',
} as const;

/** One rule, what it rests on, and what it would become. */
export function SuggestionCard({ suggestion, days }: { suggestion: Suggestion; days: number }) {
  const { org } = useOrg();
  const { policyId, policyName, ruleId, line, kind, summary, basis, before, after } = suggestion;
  const draft = useOpenAsDraft();
  const mayWrite = usePermission('policy:write');
  return (
    <Panel>
      <PanelHeader
        title={
          <Link href={paths.rule(org.slug, policyId, ruleId)} className="font-mono text-xs hover:underline">
            {ruleId}
          </Link>
        }
        detail={
          <Link href={paths.policy(org.slug, policyId, { line })} className="hover:underline">
            {policyName}, line {line}
          </Link>
        }
        actions={
          <>
            <Badge tone={kind === 'remove' ? 'hold' : 'accent'}>
              {kind === 'remove' ? 'Not used' : 'Wider than its use'}
            </Badge>
            {mayWrite && (
              <Button size="sm" busy={draft.isPending} onClick={() => draft.mutate({ policyId, ruleId, days })}>
                <FilePen aria-hidden />
                Open as draft
              </Button>
            )}
          </>
        }
      />
      <div className="space-y-3 p-4">
        {draft.error && <ProblemNotice problem={toProblem(draft.error)} />}
        <p className="text-pretty text-sm">{summary}</p>
        <p className="numeric text-ink-muted text-xs">
          {plural(basis.calls, 'call')} by {plural(basis.principals, 'caller')} in {plural(basis.days, 'day')}.
        </p>
        <ObservedUse observed={suggestion.observed} />
        <DiffView label={`Change of ${ruleId}`} before={before} after={after} />
      </div>
    </Panel>
  );
}

const NAMES_SHOWN = 12;

function ObservedUse({ observed }: { observed: Suggestion['observed'] }) {
  const rows = (Object.keys(OBSERVED_LABEL) as (keyof typeof OBSERVED_LABEL)[]).flatMap((key) => {
    const names = observed[key];
    return names === null || names.length === 0 ? [] : [{ key, names }];
  });
  if (rows.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-xs">
      {rows.map(({ key, names }) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-muted">{OBSERVED_LABEL[key]} used</dt>
          <dd className="flex flex-wrap gap-1">
            {names.slice(0, NAMES_SHOWN).map((name) => (
              <Badge key={name} className="font-mono">
                {name}
              </Badge>
            ))}
            {names.length > NAMES_SHOWN && (
              <span className="text-ink-muted">and {names.length - NAMES_SHOWN} more</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
