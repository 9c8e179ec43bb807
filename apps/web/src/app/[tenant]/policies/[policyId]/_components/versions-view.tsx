'use client';

import Link from 'next/link';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import type { Policy, PolicyVersion } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';

interface VersionsViewProps {
  readonly policy: Policy;
  readonly page: { readonly items: readonly PolicyVersion[]; readonly nextCursor: string | null };
}

export function VersionsView({ policy, page }: VersionsViewProps) {
  const { org } = useOrg();
  useListKeys();
  return (
    <>
      <PageHeader
        title="Versions"
        description={policy.name}
        back={{ href: paths.policy(org.slug, policy.id), label: policy.name }}
      />
      <PageBody className="max-w-4xl space-y-4">
        <Panel>
          <ol className="divide-y divide-line">
            {page.items.map(({ version, note, publishedAt, publishedBy, ruleCount }) => (
              <li key={version}>
                <Link
                  href={paths.policyVersion(org.slug, policy.id, version)}
                  data-list-item
                  className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2.5 outline-offset-[-2px] hover:bg-raised"
                >
                  <span className="numeric font-medium">v{version}</span>
                  <span className="min-w-0">
                    <span className="block truncate text-sm">
                      {note || <span className="text-ink-faint">No note</span>}
                    </span>
                    <span className="block text-ink-faint text-xs">
                      {publishedBy}, <RelativeTime at={publishedAt} /> · {plural(ruleCount, 'rule')}
                    </span>
                  </span>
                  {version === policy.version && <Badge tone="allow">In force</Badge>}
                </Link>
              </li>
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
    </>
  );
}
