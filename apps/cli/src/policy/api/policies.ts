import type { ResponseOf } from '@sallyport/api-client';
import type { PolicyId } from '@sallyport/contracts';
import type { OrgApi } from './org-api.js';

export type PolicySummary = ResponseOf<'listPolicies'>['items'][number];
export type Policy = ResponseOf<'getPolicy'>;

/** The organisation's policies, by name. */
export const listPolicies = (api: OrgApi): Promise<readonly PolicySummary[]> =>
  api.all('listPolicies', (client, org, query) =>
    client.GET('/v1/orgs/{org}/policies', { params: { path: { org }, query } }),
  );

/** A policy with the text in force. */
export const readPolicy = (api: OrgApi, policyId: PolicyId | string): Promise<Policy> =>
  api.ask('getPolicy', (client, org) =>
    client.GET('/v1/orgs/{org}/policies/{policyId}', { params: { path: { org, policyId } } }),
  );

/** Whether any version of the policy had exactly this text. */
export const wasPublished = async (api: OrgApi, policyId: string, text: string): Promise<boolean> => {
  const versions = await api.all('listPolicyVersions', (client, org, query) =>
    client.GET('/v1/orgs/{org}/policies/{policyId}/versions', { params: { path: { org, policyId }, query } }),
  );
  for (const { version } of versions) {
    const published = await api.ask('getPolicyVersion', (client, org) =>
      client.GET('/v1/orgs/{org}/policies/{policyId}/versions/{version}', {
        params: { path: { org, policyId, version } },
      }),
    );
    if (published.text === text) return true;
  }
  return false;
};
