import Link from 'next/link';
import { AbsoluteTime, RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { useOrg, usePermission } from '@/features/session';
import type { PolicyDraftSummary } from '@/lib/api/types';
import { plural } from '@/lib/format';
import { paths } from '@/lib/paths';
import { DraftStateBadge } from './draft-state';

/** Drafts that are neither published nor discarded; those that wait for the person who looks are marked. */
export function DraftsPanel({ drafts }: { drafts: readonly PolicyDraftSummary[] }) {
  const { org } = useOrg();
  const mayReview = usePermission('policy:review');
  return (
    <Panel>
      <PanelHeader title="Drafts" detail={`${plural(drafts.length, 'draft')} not in force`} />
      <ul className="divide-y divide-line">
        {drafts.map((draft) => {
          const isOwn = draft.author.id === org.memberId;
          const waitsForMe = mayReview && !isOwn && draft.state === 'in_review';
          return (
            <li key={draft.id}>
              <Link
                href={isOwn ? paths.policyDraft(org.slug, draft.id) : paths.policyDraftReview(org.slug, draft.id)}
                data-list-item
                className="grid items-center gap-x-6 gap-y-1 px-4 py-3 outline-offset-[-2px] hover:bg-raised sm:grid-cols-[1fr_auto]"
              >
                <span className="min-w-0">
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    {draft.title}
                    <DraftStateBadge state={draft.state} />
                    {waitsForMe && <Badge tone="high">Waits for your review</Badge>}
                    {draft.conflict && <Badge tone="deny">A newer version is in force</Badge>}
                  </span>
                  <span className="block text-ink-muted text-sm">
                    {draft.policyName
                      ? `Changes ${draft.policyName}, version ${draft.baseVersion ?? ''}`
                      : 'A new policy'}
                    {draft.publishAt && (
                      <>
                        {' '}
                        · takes effect <AbsoluteTime at={draft.publishAt} className="numeric" />
                      </>
                    )}
                  </span>
                </span>
                <span className="text-ink-faint text-xs sm:text-right">
                  {draft.author.name}, <RelativeTime at={draft.updatedAt} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
