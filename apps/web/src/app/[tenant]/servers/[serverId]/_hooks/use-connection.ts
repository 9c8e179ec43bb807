'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '@/components/ui/toast';
import { useOrg } from '@/features/session';
import { browserApi } from '@/lib/api/browser';
import { createProblem, ProblemError, unwrap } from '@/lib/api/problem';
import { connectionQuery } from '@/lib/api/queries';
import type { Connection, Server } from '@/lib/api/types';

const subjectOf = (account: string | null) => (account === null ? {} : { serviceAccountId: account });

/** Whoever made up this address, only a page may be opened by it. */
const leaveFor = (address: string): void => {
  const { protocol } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new ProblemError(
      createProblem('upstream.authorization_failed', 'The sign-in has an address that is no page.'),
    );
  }
  window.location.assign(address);
};

/** Starts, finishes and ends the connection of oneself, or of a service account, to a server. */
export const useConnection = (server: Server, account: string | null) => {
  const { org } = useOrg();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const path = { org: org.slug, serverId: server.id };
  const { queryKey } = connectionQuery(org.slug, server.id, account);

  const connect = useMutation({
    mutationFn: async () => {
      const request = { params: { path }, body: subjectOf(account) };
      const { authorizeUrl } = await unwrap(browserApi.POST('/v1/orgs/{org}/servers/{serverId}/connection', request));
      leaveFor(authorizeUrl);
    },
  });
  const finish = useMutation({
    mutationFn: (ticket: string): Promise<Connection> =>
      unwrap(browserApi.POST('/v1/orgs/{org}/connections', { params: { path: { org: org.slug } }, body: { ticket } })),
    onSuccess: (connection) => {
      queries.setQueryData(queryKey, connection);
      announce(`${server.name} connected`, 'Calls go with this authorization from now on.');
    },
  });
  const disconnect = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.DELETE('/v1/orgs/{org}/servers/{serverId}/connection', {
          params: { path, query: subjectOf(account) },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey });
      announce(`${server.name} disconnected`, 'Gateways forget the token within seconds.');
    },
  });
  return { connect, finish, disconnect };
};
