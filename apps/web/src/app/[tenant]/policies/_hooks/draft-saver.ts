import { browserApi } from '@/lib/api/browser';
import { toProblem, unwrap } from '@/lib/api/problem';
import type { PolicyDraft } from '@/lib/api/types';

/** What saving came to. `conflict`: somebody else saved this draft meanwhile; nothing was written. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly draft: PolicyDraft }
  | { readonly kind: 'conflict'; readonly theirs: PolicyDraft };

interface NewDraft {
  readonly policyId?: string;
  readonly baseVersion?: number;
  readonly text: string;
}

const TITLE_MAX = 120;

/** What a draft is called: the name its text gives, as far as it can be told. */
export const titleOf = (text: string): string =>
  /^name:[ \t]*["']?(.*?)["']?[ \t]*(?:#.*)?$/m.exec(text)?.[1]?.trim().slice(0, TITLE_MAX) || 'New policy';

export const createDraft = (org: string, { text, ...rest }: NewDraft): Promise<PolicyDraft> =>
  unwrap(
    browserApi.POST('/v1/orgs/{org}/policy-drafts', {
      params: { path: { org } },
      body: { ...rest, text, title: titleOf(text), note: '' },
    }),
  );

export const getDraft = (org: string, draftId: string): Promise<PolicyDraft> =>
  unwrap(browserApi.GET('/v1/orgs/{org}/policy-drafts/{draftId}', { params: { path: { org, draftId } } }));

interface DraftChange {
  readonly text?: string;
  readonly note?: string;
  readonly baseVersion?: number;
}

/** Saves a change made from a revision. */
export const updateDraft = async (
  org: string,
  { id, revision }: Pick<PolicyDraft, 'id' | 'revision'>,
  change: DraftChange,
): Promise<SaveResult> => {
  const title = change.text === undefined ? {} : { title: titleOf(change.text) };
  try {
    const draft = await unwrap(
      browserApi.PATCH('/v1/orgs/{org}/policy-drafts/{draftId}', {
        params: { path: { org, draftId: id } },
        body: { revision, ...change, ...title },
      }),
    );
    return { kind: 'saved', draft };
  } catch (error) {
    if (toProblem(error).code !== 'policy_draft.revision_conflict') throw error;
    return { kind: 'conflict', theirs: await getDraft(org, id) };
  }
};
