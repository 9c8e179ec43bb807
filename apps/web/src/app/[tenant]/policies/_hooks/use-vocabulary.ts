'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import type { PolicyVocabulary } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { definitionsQuery, membersQuery, serversQuery, serviceAccountsQuery } from '@/lib/api/queries';

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

/** Names of the organisation, for pickers and completion. Whatever is not loaded yet is not offered. */
export const useVocabulary = (): PolicyVocabulary => {
  const { org } = useOrg();
  const servers = useQuery({ ...serversQuery(org.slug), enabled: usePermission('server:read') }).data?.items ?? [];
  const members = useQuery({ ...membersQuery(org.slug), enabled: usePermission('member:read') }).data?.items ?? [];
  const mayReadAccounts = usePermission('service_account:read');
  const accounts = useQuery({ ...serviceAccountsQuery(org.slug), enabled: mayReadAccounts }).data?.items ?? [];
  const tools = useQueries({
    queries: servers.map(({ id }) => definitionsQuery(org.slug, id)),
    combine: (results) =>
      results.flatMap(({ data }) => data?.filter(({ kind }) => kind === 'tool').map(({ name }) => name) ?? []),
  });
  return {
    servers: servers.map(({ slug }) => slug),
    tools: sorted(tools),
    groups: sorted([...members, ...accounts].flatMap(({ groups }) => groups)),
    users: sorted(members.map(({ email }) => email)),
    serviceAccounts: sorted(accounts.map(({ name }) => name)),
    labels: sorted(servers.flatMap(({ labels }) => labels)),
  };
};
