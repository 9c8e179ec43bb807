import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { browserApi } from './browser';
import { unwrap } from './problem';

const SIMULATIONS_SHOWN = 20;
const REQUESTS_SHOWN = 200;

/** @param policyId  missing: simulations of every policy */
export const simulationsQuery = (org: string, policyId?: string) =>
  queryOptions({
    queryKey: [org, 'simulations', 'of', policyId ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policy-simulations', {
          params: { path: { org }, query: { limit: SIMULATIONS_SHOWN, ...(policyId ? { policyId } : {}) } },
          signal,
        }),
      ),
  });

export const simulationQuery = (org: string, simulationId: string) =>
  queryOptions({
    queryKey: [org, 'simulations', simulationId],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policy-simulations/{simulationId}', {
          params: { path: { org, simulationId } },
          signal,
        }),
      ),
  });

/** Circumstances of a call that is only thought of. */
export interface Circumstances {
  readonly asOf?: string;
  readonly address?: string;
  readonly client?: string;
}

export interface WhoMayCallQuestion extends Circumstances {
  readonly serverId: string;
  readonly tool: string;
  readonly args?: Record<string, unknown>;
}

export interface WhatMayBeDoneQuestion extends Circumstances {
  readonly principalId: string;
}

export const whoMayCallQuery = (org: string, question: WhoMayCallQuestion) =>
  queryOptions({
    queryKey: [org, 'who-may-call', question],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-questions/who-may-call', {
          params: { path: { org } },
          body: question,
          signal,
        }),
      ),
  });

export const whatMayBeDoneQuery = (org: string, question: WhatMayBeDoneQuestion) =>
  queryOptions({
    queryKey: [org, 'what-may-be-done', question],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.POST('/v1/orgs/{org}/policy-questions/what-may-be-done', {
          params: { path: { org } },
          body: question,
          signal,
        }),
      ),
  });

export const coverageQuery = (org: string, days: number) =>
  queryOptions({
    queryKey: [org, 'coverage', days],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/policy-coverage', { params: { path: { org }, query: { days } }, signal })),
    placeholderData: keepPreviousData,
  });

export const suggestionsQuery = (org: string, days: number) =>
  queryOptions({
    queryKey: [org, 'suggestions', days],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policy-suggestions', { params: { path: { org }, query: { days } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const ruleActivityQuery = (org: string, policyId: string, ruleId: string, days: number) =>
  queryOptions({
    queryKey: [org, 'rule-activity', policyId, ruleId, days],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/activity', {
          params: { path: { org, policyId, ruleId }, query: { days } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const accessRequestsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'access-requests'],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/access-requests', {
          params: { path: { org }, query: { limit: REQUESTS_SHOWN } },
          signal,
        }),
      ),
  });

export const accessProposalQuery = (org: string, callId: string) =>
  queryOptions({
    queryKey: [org, 'access-proposal', callId],
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.GET('/v1/orgs/{org}/calls/{callId}/access-proposal', {
          params: { path: { org, callId } },
          signal,
        }),
      ),
  });
