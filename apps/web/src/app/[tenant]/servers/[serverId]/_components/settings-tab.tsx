'use client';

import { Lock } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { ServerForm } from '@/features/servers';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { toProblem } from '@/lib/api/problem';
import type { Server } from '@/lib/api/types';
import { useUpdateServer } from '../_hooks/use-update-server';

export function SettingsTab({ server }: { server: Server }) {
  const { org } = useOrg();
  const update = useUpdateServer(server.id, 'Settings saved');
  if (!usePermission('server:write')) {
    return (
      <EmptyState icon={Lock} title="You cannot change this server">
        {whyNot(org.role, 'server:write')}
      </EmptyState>
    );
  }
  return (
    <ServerForm
      key={server.updatedAt}
      initial={server}
      problem={update.error ? toProblem(update.error) : null}
      isBusy={update.isPending}
      isSlugFixed
      submitLabel="Save settings"
      onSubmit={({ slug: _fixed, ...change }) => update.mutate(change)}
    />
  );
}
