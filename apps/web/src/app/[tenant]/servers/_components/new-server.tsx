'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { EmptyState } from '@/components/ui/empty-state';
import { useAnnounce } from '@/components/ui/toast';
import { NEW_SERVER, ServerForm, type ServerInput } from '@/features/servers';
import { useOrg, usePermission, whyNot } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import { serversQuery } from '@/lib/api/queries';
import { paths } from '@/lib/paths';

export function NewServer() {
  const { org } = useOrg();
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const create = useMutation({
    mutationFn: (body: ServerInput) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/servers', { params: { path: { org: org.slug } }, body })),
    onSuccess: async ({ id, name }) => {
      await queries.invalidateQueries({ queryKey: serversQuery(org.slug).queryKey });
      announce(`${name} added`, 'Gateways connect to it now.');
      router.push(paths.server(org.slug, id, { tab: 'connect' }));
    },
  });
  if (!usePermission('server:write')) {
    return (
      <EmptyState icon={Lock} title="You cannot add servers">
        {whyNot(org.role, 'server:write')}
      </EmptyState>
    );
  }
  return (
    <ServerForm
      initial={NEW_SERVER}
      problem={create.error ? toProblem(create.error) : null}
      isBusy={create.isPending || create.isSuccess}
      isSlugFixed={false}
      submitLabel="Add server"
      onSubmit={(input) => create.mutate(input)}
    />
  );
}
