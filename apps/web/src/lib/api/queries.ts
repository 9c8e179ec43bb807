import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { browserApi } from './browser';
import { unwrap } from './problem';

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

export const toolsQuery = (org: string, serverId: string) =>
  queryOptions({
    queryKey: [org, 'servers', serverId, 'tools'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/servers/{serverId}/definitions', {
          params: { path: { org, serverId }, query: { kind: 'tool', limit: LIST_LIMIT } },
          signal,
        }),
      ),
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
