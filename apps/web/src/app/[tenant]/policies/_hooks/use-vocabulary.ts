'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import type { PolicyVocabulary } from '@/features/policy-editor';
import { useOrg, usePermission } from '@/features/session';
import { definitionsQuery, membersQuery, serversQuery } from '@/lib/api/queries';

/** Names of the organisation's servers, tools and groups, for completion. Whatever is not loaded yet is not offered. */
export const useVocabulary = (): PolicyVocabulary => {
  const { org } = useOrg();
  const servers = useQuery({ ...serversQuery(org.slug), enabled: usePermission('server:read') }).data?.items ?? [];
  const members = useQuery({ ...membersQuery(org.slug), enabled: usePermission('member:read') }).data?.items ?? [];
  const tools = useQueries({
    queries: servers.map(({ id }) => definitionsQuery(org.slug, id)),
    combine: (results) =>
      results.flatMap(({ data }) => data?.filter(({ kind }) => kind === 'tool').map(({ name }) => name) ?? []),
  });
  return {
    servers: servers.map(({ slug }) => slug),
    tools: [...new Set(tools)].toSorted(),
    groups: [...new Set(members.flatMap(({ groups }) => groups))].toSorted(),
  };
};
