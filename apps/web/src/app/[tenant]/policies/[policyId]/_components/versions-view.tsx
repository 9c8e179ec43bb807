'use client';

import { GitCompareArrows, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { RelativeTime } from '@/components/time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { Policy, PolicyVersion } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { RevertDialog } from './revert-dialog';

interface VersionsViewProps {
  readonly policy: Policy;
  readonly page: { readonly items: readonly PolicyVersion[]; readonly nextCursor: string | null };
}

export function VersionsView({ policy, page }: VersionsViewProps) {
  const { org } = useOrg();
  useListKeys();
  const mayRevert = usePermission('policy:publish');
  const [revertTo, setRevertTo] = useState<number | null>(null);
  return (
    <>
      <PageHeader
        title="Versions"
        description={policy.name}
        back={{ href: paths.policy(org.slug, policy.id), label: policy.name }}
      />
      <PageBody className="max-w-5xl space-y-4">
        <Panel>
          <ol className="divide-y divide-line">
            {page.items.map((version) => (
              <VersionRow
                key={version.version}
                policy={policy}
                version={version}
                onRevert={mayRevert ? () => setRevertTo(version.version) : null}
              />
            ))}
          </ol>
        </Panel>
        {page.nextCursor && (
          <Link
            href={`${paths.policyVersions(org.slug, policy.id)}?cursor=${encodeURIComponent(page.nextCursor)}`}
            className={buttonStyle()}
          >
            Older versions
          </Link>
        )}
      </PageBody>
      {revertTo !== null && <RevertDialog policy={policy} toVersion={revertTo} onClose={() => setRevertTo(null)} />}
    </>
  );
}

const KIND: Readonly<Partial<Record<PolicyVersion['kind'], readonly [string, Tone]>>> = {
  reverted: ['Revert', 'hold'],
  emergency: ['Emergency revert', 'deny'],
  granted: ['Access granted', 'accent'],
};

interface VersionRowProps {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly onRevert: (() => void) | null;
}

function VersionRow({ policy, version: row, onRevert }: VersionRowProps) {
  const { org } = useOrg();
  const { version, note, publishedAt, publishedBy, ruleCount, kind, reviewers, simulationId, revertOf } = row;
  const isInForce = version === policy.version;
  const mark = KIND[kind];
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-2 pr-3 sm:flex-nowrap">
      <Link
        href={paths.policyVersion(org.slug, policy.id, version)}
        data-list-item
        className="grid min-w-0 flex-1 basis-full grid-cols-[3rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-raised sm:basis-0"
      >
        <span className="numeric font-medium">v{version}</span>
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="wrap-anywhere min-w-0">{note || <span className="text-ink-faint">No note</span>}</span>
            {isInForce && <Badge tone="allow">In force</Badge>}
            {mark && (
              <Badge tone={mark[1]}>
                {mark[0]}
                {revertOf !== null && ` to v${revertOf}`}
              </Badge>
            )}
            {simulationId && <Badge tone="outline">Simulated</Badge>}
          </span>
          <span className="block text-ink-faint text-xs">
            {publishedBy}, <RelativeTime at={publishedAt} /> · {plural(ruleCount, 'rule')}
            {reviewers.length > 0 && ` · approved by ${reviewers.join(', ')}`}
          </span>
        </span>
      </Link>
      {!isInForce && (
        <span className="flex gap-1.5 pb-2 pl-18 sm:p-0">
          <Link
            href={paths.comparePolicyVersions(org.slug, policy.id, { from: version, to: policy.version })}
            className={buttonStyle({ size: 'sm', variant: 'ghost' })}
            aria-label={`Compare version ${version} with the one in force`}
          >
            <GitCompareArrows aria-hidden />
            Compare
          </Link>
          {onRevert && (
            <Button size="sm" aria-label={`Revert to version ${version}`} onClick={onRevert}>
              <Undo2 aria-hidden />
              Revert
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
