'use client';

import { GitBranch, Plus, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { PlatformPolicy, PolicyDraftSummary, PolicySettings, PolicySummary } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { DraftsPanel } from './drafts-panel';
import { LevelBadge } from './level-badge';
import { ReviewSetting } from './review-setting';

interface PoliciesViewProps {
  readonly policies: readonly PolicySummary[];
  readonly drafts: readonly PolicyDraftSummary[];
  readonly platform: PlatformPolicy;
  readonly settings: PolicySettings;
}

export function PoliciesView({ policies, drafts, platform, settings }: PoliciesViewProps) {
  const { org } = useOrg();
  useListKeys();
  const create = usePermission('policy:write') && (
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
        {drafts.length > 0 && <DraftsPanel drafts={drafts} />}
        <Panel>
          <PanelHeader title="In force" />
          <ul className="divide-y divide-line">
            <li>
              <PlatformLink org={org.slug} platform={platform} />
            </li>
            {policies.map((policy) => (
              <li key={policy.id}>
                <PolicyLink org={org.slug} policy={policy} />
              </li>
            ))}
          </ul>
          {policies.length === 0 && (
            <EmptyState icon={ShieldCheck} title="No policy of your own yet" action={create}>
              Until a rule allows a call, every call is denied.
            </EmptyState>
          )}
        </Panel>
        <ReviewSetting settings={settings} />
      </PageBody>
    </>
  );
}

const ROW = 'grid items-center gap-x-6 gap-y-1 px-4 py-3 outline-offset-[-2px] hover:bg-raised sm:grid-cols-[1fr_auto]';

function PlatformLink({ org, platform }: { org: string; platform: PlatformPolicy }) {
  return (
    <Link href={paths.platformPolicy(org)} data-list-item className={ROW}>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {platform.name}
          <LevelBadge level="platform" group={null} />
        </span>
        <span className="line-clamp-2 block text-ink-muted text-sm">{platform.description}</span>
      </span>
      <span className="numeric text-ink-faint text-xs sm:text-right">
        <span className="block text-ink-muted">
          Version {platform.version} · {plural(platform.ruleCount, 'rule')}
        </span>
        Ships with the product
      </span>
    </Link>
  );
}

function PolicyLink({ org, policy }: { org: string; policy: PolicySummary }) {
  const { id, name, description, version, ruleCount, updatedAt, updatedBy, managedBy, openDrafts } = policy;
  return (
    <Link href={paths.policy(org, id)} data-list-item className={ROW}>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <LevelBadge {...policy} />
          {managedBy && (
            <Badge tone={managedBy.drifted ? 'hold' : 'outline'}>
              <GitBranch aria-hidden />
              {managedBy.drifted ? 'Drifted from git' : 'Managed in git'}
            </Badge>
          )}
          {openDrafts > 0 && <Badge tone="hold">{plural(openDrafts, 'draft')}</Badge>}
        </span>
        {description && <span className="line-clamp-2 block text-ink-muted text-sm">{description}</span>}
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
