'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { unwrap } from '@/lib/api/problem';
import { serverQuery, serversQuery } from '@/lib/api/queries';
import type { Server } from '@/lib/api/types';

export type ServerChange = Partial<
  Pick<Server, 'name' | 'description' | 'transport' | 'tier' | 'egress' | 'timeoutMs' | 'enabled'>
>;

/** Changes a server and brings every list that shows it up to date. */
export const useUpdateServer = (serverId: string, doneMessage: string) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: ServerChange) =>
      unwrap(
        browserApi.PATCH('/v1/orgs/{org}/servers/{serverId}', { params: { path: { org: org.slug, serverId } }, body }),
      ),
    onSuccess: async (server) => {
      queries.setQueryData(serverQuery(org.slug, serverId).queryKey, server);
      await queries.invalidateQueries({ queryKey: serversQuery(org.slug).queryKey, exact: true });
      announce(doneMessage);
    },
  });
};
