import type { ResponseOf } from '@sallyport/api-client';
import type { OrgApi } from '../api/org-api.js';
import type { PolicySource } from '../source/policy-source.js';

export type Draft = ResponseOf<'getPolicyDraft'>;
type DraftSummary = ResponseOf<'listPolicyDrafts'>['items'][number];

export interface DraftContent {
  readonly policyId: string | null;
  readonly baseVersion: number | null;
  readonly title: string;
  readonly text: string;
  readonly note: string;
  readonly source: PolicySource | null;
}

/**
 * The draft that holds this text: the open one of this file, brought up to date, or a new one.
 * @returns `isNew` when anything was changed by this
 */
export const saveDraft = async (api: OrgApi, content: DraftContent): Promise<{ draft: Draft; isNew: boolean }> => {
  const open = await findOpenDraft(api, content);
  if (open === null) return { draft: await createDraft(api, content), isNew: true };
  const draft = await getDraft(api, open.id);
  if (draft.text === content.text && draft.baseVersion === content.baseVersion) return { draft, isNew: false };
  return { draft: await updateDraft(api, draft, content), isNew: true };
};

/** Asks for a review of what still needs one. */
export const submitForReview = (api: OrgApi, { id: draftId, revision }: Draft): Promise<Draft> =>
  api.ask('requestPolicyReview', (client, org) =>
    client.POST('/v1/orgs/{org}/policy-drafts/{draftId}/review-requests', {
      params: { path: { org, draftId } },
      body: { revision },
    }),
  );

/** Has a draft published at a time. */
export const scheduleDraft = (api: OrgApi, { id: draftId, revision }: Draft, at: string): Promise<Draft> =>
  api.ask('publishPolicyDraft', (client, org) =>
    client.POST('/v1/orgs/{org}/policy-drafts/{draftId}/publication', {
      params: { path: { org, draftId } },
      body: { revision, at },
    }),
  );

const findOpenDraft = async (api: OrgApi, { policyId, source }: DraftContent): Promise<DraftSummary | null> => {
  if (source === null) return null;
  const drafts = await api.all('listPolicyDrafts', (client, org, page) =>
    client.GET('/v1/orgs/{org}/policy-drafts', {
      params: { path: { org }, query: { ...page, state: 'open', ...(policyId === null ? {} : { policyId }) } },
    }),
  );
  const isOfThisFile = (draft: DraftSummary): boolean =>
    draft.policyId === policyId && draft.source?.repository === source.repository && draft.source.path === source.path;
  return drafts.find(isOfThisFile) ?? null;
};

const getDraft = (api: OrgApi, draftId: string): Promise<Draft> =>
  api.ask('getPolicyDraft', (client, org) =>
    client.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org, draftId } } }),
  );

const createDraft = (api: OrgApi, { policyId, baseVersion, title, text, note, source }: DraftContent): Promise<Draft> =>
  api.ask('createPolicyDraft', (client, org) =>
    client.POST('/v1/orgs/{org}/policy-drafts', {
      params: { path: { org } },
      body: {
        ...(policyId === null ? {} : { policyId }),
        ...(baseVersion === null ? {} : { baseVersion }),
        title,
        text,
        note,
        ...(source === null ? {} : { source }),
      },
    }),
  );

const updateDraft = (api: OrgApi, draft: Draft, { text, note, baseVersion, source }: DraftContent): Promise<Draft> =>
  api.ask('updatePolicyDraft', (client, org) =>
    client.PATCH('/v1/orgs/{org}/policy-drafts/{draftId}', {
      params: { path: { org, draftId: draft.id } },
      body: {
        revision: draft.revision,
        text,
        note,
        ...(baseVersion === null ? {} : { baseVersion }),
        ...(source === null ? {} : { source }),
      },
    }),
  );
