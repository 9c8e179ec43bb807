import { ScrollText } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '@/components/time';
import { buttonStyle } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { PageBody, PageHeader } from '@/features/shell';
import type { AdminChange } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { changeDetails, changeText } from '../change-text';

interface ActivityViewProps {
  readonly org: string;
  readonly page: { readonly items: readonly AdminChange[]; readonly nextCursor: string | null };
  readonly isFirst: boolean;
}

export function ActivityView({ org, page, isFirst }: ActivityViewProps) {
  return (
    <>
      <PageHeader
        title="Activity"
        description="Who changed what in this organisation. Each entry was written in the same step as its change."
      />
      <PageBody className="max-w-4xl space-y-4">
        {page.items.length === 0 ? (
          <EmptyState icon={ScrollText} title="Nothing has been changed yet" />
        ) : (
          <Panel>
            <ol className="divide-y divide-line">
              {page.items.map((change) => (
                <ChangeRow key={change.id} change={change} />
              ))}
            </ol>
          </Panel>
        )}
        <div className="flex gap-2">
          {!isFirst && (
            <Link href={paths.activity(org)} className={buttonStyle()}>
              Newest
            </Link>
          )}
          {page.nextCursor && (
            <Link
              href={`${paths.activity(org)}?cursor=${encodeURIComponent(page.nextCursor)}`}
              className={buttonStyle()}
            >
              Older
            </Link>
          )}
        </div>
      </PageBody>
    </>
  );
}

function ChangeRow({ change: { at, actor, action, target, detail } }: { change: AdminChange }) {
  const details = changeDetails(detail);
  return (
    <li className="grid gap-x-4 px-4 py-2.5 text-sm sm:grid-cols-[1fr_auto] sm:items-baseline">
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="font-medium">{actor}</span> {changeText(action)}{' '}
          <span className="font-medium">{target}</span>
        </p>
        {details.length > 0 && <p className="wrap-anywhere text-ink-faint text-xs">{details.join(' · ')}</p>}
      </div>
      <RelativeTime at={at} className="numeric text-ink-faint text-xs" />
    </li>
  );
}
