'use client';

import { useQuery } from '@tanstack/react-query';
import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useOrg, usePermission } from '@/features/session';
import { serviceAccountsQuery } from '@/lib/api/queries';
import type { ServiceAccount } from '@/lib/api/types';
import { AccountCard } from './account-card';
import { NewAccountDialog } from './new-account-dialog';

interface ServiceAccountsViewProps {
  readonly initial: { readonly items: ServiceAccount[]; readonly nextCursor: string | null };
}

export function ServiceAccountsView({ initial }: ServiceAccountsViewProps) {
  const { org } = useOrg();
  const { data } = useQuery({ ...serviceAccountsQuery(org.slug), initialData: initial });
  const [isCreating, setIsCreating] = useState(false);
  const create = usePermission('service_account:write') && (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      New service account
    </Button>
  );
  return (
    <div className="space-y-4">
      {data.items.length === 0 ? (
        <EmptyState icon={Bot} title="No service account yet" action={create}>
          Make one for each agent or automation: its calls, its groups and its tokens stay apart from people's.
        </EmptyState>
      ) : (
        <>
          <div className="flex justify-end">{create}</div>
          {data.items.map((account) => (
            <AccountCard key={account.id} account={account} />
          ))}
        </>
      )}
      {isCreating && <NewAccountDialog onClose={() => setIsCreating(false)} />}
    </div>
  );
}
