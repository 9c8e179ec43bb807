'use client';

import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { inOrder, isWaiting, RequestCard } from '@/features/access-requests';
import { useOrg, usePermission } from '@/features/session';
import { PageBody, PageHeader } from '@/features/shell';
import { accessRequestsQuery } from '@/lib/api/analysis-queries';
import type { AccessRequest } from '@/lib/api/analysis-types';
import { plural } from '@/lib/format';

const REFRESH_MS = 15_000;

interface RequestsViewProps {
  readonly initial: { readonly items: AccessRequest[]; readonly nextCursor: string | null };
}

/** What people asked for after a denial; who may not see calls sees their own requests only. */
export function RequestsView({ initial }: RequestsViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({
    ...accessRequestsQuery(org.slug),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  const seesAll = usePermission('call:read');
  const waiting = data.items.filter(isWaiting).length;
  return (
    <>
      <PageHeader
        title="Requests"
        description={
          seesAll
            ? `Access people asked for after a denial. ${plural(waiting, 'request')} waiting.`
            : 'Access you asked for after a denial, and the answers.'
        }
      />
      <PageBody className="max-w-4xl">
        {data.items.length === 0 ? (
          <EmptyState icon={Inbox} title="No requests">
            Whoever is denied a call gets a link to ask for access. Requests appear here.
          </EmptyState>
        ) : (
          <ul className="space-y-4">
            {inOrder(data.items).map((request) => (
              <li key={request.id}>
                <RequestCard request={request} />
              </li>
            ))}
          </ul>
        )}
      </PageBody>
    </>
  );
}
