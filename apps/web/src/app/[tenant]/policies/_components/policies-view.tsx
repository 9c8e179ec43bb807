'use client';

import { Plus, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '@/components/time';
import { buttonStyle } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { PolicySummary } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';

export function PoliciesView({ policies }: { policies: readonly PolicySummary[] }) {
  const { org } = useOrg();
  useListKeys();
  const create = usePermission('policy:publish') && (
    <Link href={paths.newPolicy(org.slug)} className={buttonStyle({ variant: 'primary' })}>
      <Plus aria-hidden />
      New policy
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Policies"
        description="All of them apply together: the most severe effect wins, and what no rule allows is denied."
        actions={create}
      />
      <PageBody>
        {policies.length === 0 ? (
          <EmptyState icon={ShieldCheck} title="No policy yet" action={create}>
            Until a rule allows a call, every call is denied.
          </EmptyState>
        ) : (
          <Panel>
            <ul className="divide-y divide-line">
              {policies.map((policy) => (
                <li key={policy.id}>
                  <PolicyLink org={org.slug} policy={policy} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </PageBody>
    </>
  );
}

function PolicyLink({ org, policy }: { org: string; policy: PolicySummary }) {
  const { id, name, description, version, ruleCount, updatedAt, updatedBy } = policy;
  return (
    <Link
      href={paths.policy(org, id)}
      data-list-item
      className="grid items-center gap-x-6 gap-y-1 px-4 py-3 outline-offset-[-2px] hover:bg-raised sm:grid-cols-[1fr_auto]"
    >
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        {description && <span className="line-clamp-2 text-ink-muted text-sm">{description}</span>}
      </span>
      <span className="numeric text-ink-faint text-xs sm:text-right">
        <span className="block text-ink-muted">
          Version {version} · {plural(ruleCount, 'rule')}
        </span>
        {updatedBy}, <RelativeTime at={updatedAt} />
      </span>
    </Link>
  );
}
