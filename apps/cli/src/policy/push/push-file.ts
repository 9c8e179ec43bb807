import { createHash } from 'node:crypto';
import { ApiRefusal } from '../api/api-failure.js';
import type { OrgApi } from '../api/org-api.js';
import { type Policy, type PolicySummary, readPolicy } from '../api/policies.js';
import type { PolicySource } from '../source/policy-source.js';
import { baseVersionOf } from './base-version.js';
import { type Draft, saveDraft, scheduleDraft, submitForReview } from './drafts.js';

/** A file that checks, with everything that goes along with its text. */
export interface PushedFile {
  readonly file: string;
  readonly text: string;
  /** Name of the policy. */
  readonly name: string;
  readonly note: string;
  readonly source: PolicySource | null;
}

export interface PushWishes {
  readonly isDraft: boolean;
  readonly publishAt: string | null;
  readonly baseVersion: number | null;
}

/** What became of a file. */
export interface PushResult {
  readonly file: string;
  readonly policy: string;
  readonly outcome: 'unchanged' | 'published' | 'drafted' | 'scheduled';
  /** Version in force; null for a policy that is only drafted. */
  readonly version: number | null;
  readonly draftId: string | null;
  readonly publishAt: string | null;
}

/**
 * Brings one policy to the text of its file; nothing is sent when it is there already.
 * @throws CliError when the text in force is not the one this repository pushed last, or the api refuses
 */
export const pushFile = async (
  api: OrgApi,
  pushed: PushedFile,
  policies: readonly PolicySummary[],
  wishes: PushWishes,
): Promise<PushResult> => {
  const known = policies.find(({ name }) => name === pushed.name);
  const current = known === undefined ? null : await readPolicy(api, known.id);
  if (current !== null && isInPlace(current, pushed, wishes)) {
    return resultOf(pushed, 'unchanged', { version: current.version });
  }
  const base = current === null ? null : baseOf(current, pushed, wishes);
  if (wishes.isDraft || wishes.publishAt !== null) return pushDraft(api, pushed, current, base, wishes);
  const { version } = await publish(api, pushed, current, base);
  return resultOf(pushed, 'published', { version });
};

/** The text in force is the file's, and the policy is managed from where it was pushed, or nobody wants it to be. */
const isInPlace = (current: Policy, { text, source }: PushedFile, { isDraft, publishAt }: PushWishes): boolean =>
  current.text === text &&
  (source === null || isDraft || publishAt !== null || current.managedBy?.repository === source.repository);

/** A text that is in force takes account of it, whoever published it. */
const baseOf = (current: Policy, { text, source }: PushedFile, { baseVersion }: PushWishes): number =>
  current.text === text ? current.version : baseVersionOf(current, source, baseVersion);

const publish = async (
  api: OrgApi,
  { text, note, source }: PushedFile,
  current: Policy | null,
  baseVersion: number | null,
): Promise<{ readonly version: number }> => {
  const simulationId = await findSimulation(api, text, current);
  const body = {
    text,
    note,
    ...(source === null ? {} : { source }),
    ...(simulationId === null ? {} : { simulationId }),
  };
  try {
    if (current === null || baseVersion === null) {
      return await api.ask('createPolicy', (client, org) =>
        client.POST('/v1/orgs/{org}/policies', { params: { path: { org } }, body }),
      );
    }
    return await api.ask('publishPolicy', (client, org) =>
      client.POST('/v1/orgs/{org}/policies/{policyId}/versions', {
        params: { path: { org, policyId: current.id } },
        body: { ...body, baseVersion },
      }),
    );
  } catch (thrown) {
    throw withAdvice(thrown);
  }
};

/** What a person who pushed can do about a refusal. */
const withAdvice = (thrown: unknown): unknown => {
  if (!(thrown instanceof ApiRefusal)) return thrown;
  const { problem } = thrown;
  const advice: Readonly<Record<string, string>> = {
    'policy.review_required': 'A second person has to approve it in this organisation: push with --draft.',
    'policy.version_conflict':
      'Somebody published while this was pushed: pull, look at the difference, and push again.',
  };
  const sentence = advice[problem.code];
  return sentence === undefined ? thrown : new ApiRefusal(`${problem.detail}. ${sentence}`.replace('..', '.'), problem);
};

/** A finished simulation of this very text goes with the version as evidence. */
const findSimulation = async (api: OrgApi, text: string, current: Policy | null): Promise<string | null> => {
  const { items } = await api.ask('listPolicySimulations', (client, org) =>
    client.GET('/v1/orgs/{org}/policy-simulations', {
      params: { path: { org }, query: { limit: 50, ...(current === null ? {} : { policyId: current.id }) } },
    }),
  );
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const made = items.find(({ state, textDigest, policyId }) => {
    return state === 'done' && textDigest === digest && policyId === (current?.id ?? null);
  });
  return made?.id ?? null;
};

const pushDraft = async (
  api: OrgApi,
  pushed: PushedFile,
  current: Policy | null,
  baseVersion: number | null,
  { publishAt }: PushWishes,
): Promise<PushResult> => {
  const { text, note, source, name } = pushed;
  const content = { policyId: current?.id ?? null, baseVersion, title: name, text, note, source };
  const { draft, isNew } = await saveDraft(api, content);
  const version = current?.version ?? null;
  if (publishAt === null) {
    const waiting = draft.state === 'editing' ? await submitForReview(api, draft) : draft;
    return resultOf(pushed, isNew || waiting !== draft ? 'drafted' : 'unchanged', { version, draftId: draft.id });
  }
  if (isScheduledFor(draft, publishAt)) {
    return resultOf(pushed, 'unchanged', { version, draftId: draft.id, publishAt });
  }
  await scheduleOrExplain(api, draft, publishAt);
  return resultOf(pushed, 'scheduled', { version, draftId: draft.id, publishAt });
};

const isScheduledFor = ({ publishAt }: Draft, at: string): boolean =>
  publishAt !== null && Date.parse(publishAt) === Date.parse(at);

/** The draft is kept when it may not be scheduled yet, so that the reviewer finds it. */
const scheduleOrExplain = async (api: OrgApi, draft: Draft, at: string): Promise<void> => {
  try {
    await scheduleDraft(api, draft, at);
  } catch (thrown) {
    if (!(thrown instanceof ApiRefusal) || thrown.problem.code !== 'policy.review_required') throw thrown;
    if (draft.state === 'editing') await submitForReview(api, draft);
    const sentence = `The draft ${draft.id} waits for a review; once it is approved, push again to schedule it.`;
    throw new ApiRefusal(sentence, thrown.problem);
  }
};

const resultOf = (
  { file, name }: PushedFile,
  outcome: PushResult['outcome'],
  more: Pick<PushResult, 'version'> & Partial<PushResult>,
): PushResult => ({ file, policy: name, outcome, draftId: null, publishAt: null, ...more });
