import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { browserApi } from './browser';
import { unwrap } from './problem';
import type { Definition } from './types';

const LIST_LIMIT = 200;

/** Every question the browser asks, with the key it is remembered under. */
export const overviewQuery = (org: string, window: '1h' | '24h' | '7d') =>
  queryOptions({
    queryKey: [org, 'overview', window],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/overview', { params: { path: { org }, query: { window } }, signal })),
    placeholderData: keepPreviousData,
  });

export const callQuery = (org: string, callId: string) =>
  queryOptions({
    queryKey: [org, 'call', callId],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/calls/{callId}', { params: { path: { org, callId } }, signal })),
  });

export const serversQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'servers'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/servers', { params: { path: { org }, query: { limit: LIST_LIMIT } }, signal }),
      ),
  });

export const serverQuery = (org: string, serverId: string) =>
  queryOptions({
    queryKey: [org, 'servers', serverId],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/servers/{serverId}', { params: { path: { org, serverId } }, signal })),
  });

/** @param account  a service account; null for one's own connection */
export const connectionQuery = (org: string, serverId: string, account: string | null) =>
  queryOptions({
    queryKey: [org, 'servers', serverId, 'connection', account],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/servers/{serverId}/connection', {
          params: { path: { org, serverId }, query: account === null ? {} : { serviceAccountId: account } },
          signal,
        }),
      ),
  });

/** Everything a server offers, all pages of it; a server with more than this many definitions is shown in part. */
const DEFINITION_PAGES_MAX = 10;

export const definitionsQuery = (org: string, serverId: string) =>
  queryOptions({
    queryKey: [org, 'servers', serverId, 'definitions'],
    queryFn: async ({ signal }) => {
      const items: Definition[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < DEFINITION_PAGES_MAX; page += 1) {
        const query: { limit: number; cursor?: string } = { limit: LIST_LIMIT, ...(cursor ? { cursor } : {}) };
        const answer: { items: Definition[]; nextCursor: string | null } = await unwrap(
          browserApi.GET('/v1/orgs/{org}/servers/{serverId}/definitions', {
            params: { path: { org, serverId }, query },
            signal,
          }),
        );
        items.push(...answer.items);
        cursor = answer.nextCursor;
        if (cursor === null) break;
      }
      return items;
    },
  });

export const policiesQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'policies'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policies', { params: { path: { org }, query: { limit: LIST_LIMIT } }, signal }),
      ),
  });

export const policyCheckQuery = (org: string, text: string) =>
  queryOptions({
    queryKey: [org, 'policy-check', text],
    queryFn: ({ signal }) =>
      unwrap(browserApi.POST('/v1/orgs/{org}/policy-checks', { params: { path: { org } }, body: { text }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const policyQuery = (org: string, policyId: string) =>
  queryOptions({
    queryKey: [org, 'policies', policyId],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path: { org, policyId } }, signal })),
  });

export const policyDraftsQuery = (org: string, policyId?: string) =>
  queryOptions({
    queryKey: [org, 'policy-drafts', policyId ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policy-drafts', {
          params: { path: { org }, query: { limit: LIST_LIMIT, ...(policyId ? { policyId } : {}) } },
          signal,
        }),
      ),
  });

export const policyDraftQuery = (org: string, draftId: string) =>
  queryOptions({
    queryKey: [org, 'policy-drafts', 'one', draftId],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org, draftId } }, signal })),
  });

export const policySettingsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'policy-settings'],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/policy-settings', { params: { path: { org } }, signal })),
  });

export const policyVersionQuery = (org: string, policyId: string, version: number) =>
  queryOptions({
    queryKey: [org, 'policies', policyId, 'versions', version],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', {
          params: { path: { org, policyId, version } },
          signal,
        }),
      ),
  });

export const policyBlameQuery = (org: string, policyId: string, version: number) =>
  queryOptions({
    queryKey: [org, 'policies', policyId, 'blame', version],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policies/{policyId}/blame', { params: { path: { org, policyId } }, signal }),
      ),
  });

export const policySimulationsQuery = (org: string, policyId: string | null) =>
  queryOptions({
    queryKey: [org, 'policy-simulations', 'of', policyId],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policy-simulations', {
          params: { path: { org }, query: { limit: LIST_LIMIT, ...(policyId === null ? {} : { policyId }) } },
          signal,
        }),
      ),
  });

export const membersQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'members'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/members', { params: { path: { org }, query: { limit: LIST_LIMIT } }, signal }),
      ),
  });

export const serviceAccountsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'service-accounts'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/service-accounts', {
          params: { path: { org }, query: { limit: LIST_LIMIT } },
          signal,
        }),
      ),
  });
