import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { PolicyDraft } from '@/lib/api/types';

/** What reviewers said, newest first. */
export function ReviewList({ reviews }: Pick<PolicyDraft, 'reviews'>) {
  if (reviews.length === 0) return null;
  return (
    <Panel>
      <PanelHeader title="Reviews" />
      <ul className="divide-y divide-line">
        {reviews.map(({ id, reviewer, verdict, comment, revision, at, counts }) => (
          <li key={id} className="space-y-1 px-4 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{reviewer.name}</span>
              <Badge tone={verdict === 'approve' ? 'allow' : 'high'}>
                {verdict === 'approve' ? 'Approved' : 'Asked for changes'}
              </Badge>
              {!counts && <Badge tone="outline">of an earlier text</Badge>}
            </p>
            {comment && <p className="wrap-anywhere whitespace-pre-wrap">{comment}</p>}
            <p className="text-ink-faint text-xs">
              Revision {revision}, <RelativeTime at={at} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
