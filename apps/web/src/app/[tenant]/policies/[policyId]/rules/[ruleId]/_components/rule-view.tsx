'use client';

import { useQuery } from '@tanstack/react-query';
import { FilePen, ListFilter as ListIcon } from 'lucide-react';
import Link from 'next/link';
import { ProblemNotice } from '@/components/problem-notice';
import { buttonStyle } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { ruleActivityQuery } from '@/lib/api/analysis-queries';
import { toProblem } from '@/lib/api/problem';
import type { Policy } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { paths } from '@/lib/paths';
import { RULE_DAYS } from '../filters.schema';
import { ActivityBody } from './activity-body';

interface RuleViewProps {
  readonly policy: Policy;
  readonly ruleId: string;
  readonly days: number;
}

/** Whom a rule warned, observed, held or denied: what to look at before it is enforced for more people. */
export function RuleView({ policy, ruleId, days }: RuleViewProps) {
  const { org } = useOrg();
  const { data, error } = useQuery(ruleActivityQuery(org.slug, policy.id, ruleId, days));
  const line = lineOfRule(policy.text, ruleId);
  const mayWrite = usePermission('policy:write');
  return (
    <>
      <PageHeader
        back={{ href: paths.policy(org.slug, policy.id, { line }), label: policy.name }}
        title={<code className="font-mono text-base">{ruleId}</code>}
        description={line === null ? 'No longer in the version in force.' : 'What this rule did, call by call.'}
        actions={
          <>
            <Link
              href={paths.calls(org.slug, { rule: `${policy.id}/${ruleId}` })}
              prefetch={false}
              className={buttonStyle()}
            >
              <ListIcon aria-hidden />
              Its calls
            </Link>
            {line !== null && mayWrite && (
              <Link href={paths.policy(org.slug, policy.id, { line })} className={buttonStyle({ variant: 'primary' })}>
                <FilePen aria-hidden />
                Change its mode
              </Link>
            )}
          </>
        }
      />
      <PageBody>
        <DaysNav org={org.slug} policyId={policy.id} ruleId={ruleId} current={days} />
        {error && <ProblemNotice problem={toProblem(error)} />}
        {!data && !error && <SkeletonRows rows={5} className="h-14" />}
        {data && <ActivityBody activity={data} />}
      </PageBody>
    </>
  );
}

/** 1-based line where a rule's id is written; null when the text has no such rule. */
const lineOfRule = (text: string, ruleId: string): number | null => {
  const written = new RegExp(`["']?id["']?:\\s*["']?${ruleId}["']?\\s*(?:[,}#]|$)`);
  const index = text.split('\n').findIndex((line) => written.test(line));
  return index < 0 ? null : index + 1;
};

interface DaysNavProps {
  readonly org: string;
  readonly policyId: string;
  readonly ruleId: string;
  readonly current: number;
}

function DaysNav({ org, policyId, ruleId, current }: DaysNavProps) {
  return (
    <nav aria-label="Time" className="flex w-fit rounded-md border border-line bg-surface p-0.5">
      {RULE_DAYS.map((days) => (
        <Link
          key={days}
          href={paths.rule(org, policyId, ruleId, { days })}
          aria-current={days === current ? 'true' : undefined}
          className={cn(
            'numeric grid h-6.5 place-items-center rounded-sm px-2.5 font-medium text-xs',
            days === current ? 'bg-pressed text-ink' : 'text-ink-muted hover:text-ink',
          )}
        >
          {days === 1 ? 'Last day' : `${days} days`}
        </Link>
      ))}
    </nav>
  );
}
