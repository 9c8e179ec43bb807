import { OPERATIONS, type OperationShape } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createSimulation, sha256 } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { allowAll, brokenPolicy, denyAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

interface Draft {
  readonly id: string;
  readonly policyId: string | null;
  readonly state: string;
  readonly revision: number;
  readonly publishedVersion: number | null;
  readonly [key: string]: unknown;
}
interface Policy {
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

/** Calls of one person in one organisation. */
const as = ({ slug: org }: TestTenant, token: string) => {
  const call = (operation: OperationShape, params: Record<string, string | number>, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  const draftCall = (operation: OperationShape) => async (draft: Pick<Draft, 'id'>, body?: unknown) =>
    call(operation, { draftId: draft.id }, body);
  return {
    policy: async (text: string) => okBody<Policy>(O.createPolicy, await call(O.createPolicy, {}, { text })),
    create: (text: string, more: object = {}) => call(O.createPolicyDraft, {}, { title: 'Change', text, ...more }),
    draft: async (text: string, more: object = {}) =>
      okBody<Draft>(O.createPolicyDraft, await call(O.createPolicyDraft, {}, { title: 'Change', text, ...more })),
    get: async (draft: Pick<Draft, 'id'>) =>
      okBody<Draft>(O.getPolicyDraft, await call(O.getPolicyDraft, { draftId: draft.id })),
    list: async (query: Record<string, string> = {}) =>
      okBody<{ items: Draft[] }>(
        O.listPolicyDrafts,
        await send(api().url, O.listPolicyDrafts, { params: { org }, token, query }),
      ).items,
    update: draftCall(O.updatePolicyDraft),
    discard: draftCall(O.deletePolicyDraft),
    request: draftCall(O.requestPolicyReview),
    review: draftCall(O.reviewPolicyDraft),
    publish: draftCall(O.publishPolicyDraft),
    cancel: draftCall(O.cancelScheduledPublication),
    require: (requireReview: boolean) => call(O.updatePolicySettings, {}, { requireReview }),
    publishDirectly: (policyId: string, text: string, baseVersion: number) =>
      call(O.publishPolicy, { policyId }, { text, baseVersion }),
    revert: (policyId: string, body: unknown) => call(O.revertPolicy, { policyId }, body),
    versions: async (policyId: string) =>
      okBody<{ items: Record<string, unknown>[] }>(O.listPolicyVersions, await call(O.listPolicyVersions, { policyId }))
        .items,
  };
};

/** An organisation with an owner, an author and an approver. */
const createTeam = async () => {
  const tenant = await createTenant(api());
  const [author, approver] = [await tenant.join('policy_author'), await tenant.join('approver')];
  return {
    tenant,
    owner: as(tenant, tenant.ownerToken),
    author: as(tenant, author.token),
    approver: as(tenant, approver.token),
    approverName: approver.person.name,
  };
};

const actionsOf = async ({ orgId }: TestTenant) => (await trailOf(api(), orgId)).map(({ action }) => action);

describe('drafts', () => {
  it('may hold mistakes, are many per policy, and change nothing that is in force', async () => {
    const { tenant, owner, author } = await createTeam();
    const policy = await owner.policy(allowAll('base'));
    await author.draft(brokenPolicy, { policyId: policy.id });
    const second = await author.draft(denyAll('base'), { policyId: policy.id });
    expect((await author.list({ policyId: policy.id })).map(({ id }) => id)).toHaveLength(2);
    expect(await author.get(second)).toMatchObject({
      state: 'editing',
      baseVersion: 1,
      conflict: false,
      baseText: allowAll('base'),
      currentText: null,
    });
    await author.discard(second);
    expect(await author.list()).toHaveLength(1);
    expect(await author.list({ state: 'discarded' })).toMatchObject([{ id: second.id }]);
    problemOf(await author.update(second, { revision: 1, title: 'x' }), 'policy_draft.state_conflict');
    expect(await actionsOf(tenant)).toEqual([
      'policy.created',
      'policy_draft.created',
      'policy_draft.created',
      'policy_draft.discarded',
    ]);
  });

  it('tell the second of two people who edit at once, and lose neither text', async () => {
    const { author, owner } = await createTeam();
    const draft = await author.draft(allowAll('one'));
    const sent = await Promise.all([
      author.update(draft, { revision: 1, text: allowAll('by-author') }),
      owner.update(draft, { revision: 1, text: allowAll('by-owner') }),
    ]);
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = sent.find(({ status }) => status === 409);
    expect(late && problemOf(late, 'policy_draft.revision_conflict').currentRevision).toBe(2);
  });

  it('show both texts when somebody published meanwhile, and go on once they take account of it', async () => {
    const { owner, author } = await createTeam();
    const policy = await owner.policy(allowAll('moving'));
    const draft = await author.draft(denyAll('moving'), { policyId: policy.id });
    const theirs = `${allowAll('moving')}# theirs\n`;
    await owner.publishDirectly(policy.id, theirs, 1);
    expect(await author.get(draft)).toMatchObject({
      conflict: true,
      baseVersion: 1,
      currentVersion: 2,
      baseText: allowAll('moving'),
      currentText: theirs,
    });
    problemOf(await owner.publish(draft, { revision: 1 }), 'policy.version_conflict');
    const merged = okBody<Draft>(
      O.updatePolicyDraft,
      await author.update(draft, { revision: 1, baseVersion: 2, text: denyAll('moving') }),
    );
    expect(merged).toMatchObject({ conflict: false, currentText: null });
    const published = okBody<Draft>(O.publishPolicyDraft, await owner.publish(draft, { revision: 2 }));
    expect(published).toMatchObject({ state: 'published', publishedVersion: 3 });
  });

  it('make a new policy when they belong to none', async () => {
    const { owner, author } = await createTeam();
    const draft = await author.draft(allowAll('brand-new'));
    problemOf(await author.publish(draft, { revision: 1 }), 'permission.missing');
    const published = okBody<Draft>(O.publishPolicyDraft, await owner.publish(draft, { revision: 1 }));
    expect(published).toMatchObject({ state: 'published', publishedVersion: 1, policyName: 'brand-new' });
    expect(await owner.versions(String(published.policyId))).toMatchObject([{ draftId: draft.id, note: 'Change' }]);
    problemOf(await owner.publish(draft, { revision: 1 }), 'policy_draft.state_conflict');
  });

  it('404: for a policy, a version or a draft that is not there', async () => {
    const { author } = await createTeam();
    problemOf(await author.create('x', { policyId: 'pol_00000000000000000000000000' }), 'policy.not_found');
    problemOf(await author.update({ id: 'drf_00000000000000000000000000' }, { revision: 1 }), 'policy_draft.not_found');
  });
});

describe('reviews', () => {
  const inReview = async () => {
    const team = await createTeam();
    const policy = await team.owner.policy(allowAll('reviewed'));
    const draft = await team.author.draft(denyAll('reviewed'), { policyId: policy.id });
    okBody(O.requestPolicyReview, await team.author.request(draft, { revision: 1 }));
    return { ...team, policy, draft };
  };

  it('open the way to publishing where they are required, and stand with the version', async () => {
    const { tenant, owner, approver, approverName, policy, draft } = await inReview();
    okBody(O.updatePolicySettings, await owner.require(true));
    problemOf(await owner.publish(draft, { revision: 1 }), 'policy.review_required');
    okBody(O.reviewPolicyDraft, await approver.review(draft, { revision: 1, verdict: 'approve', comment: 'Good' }));
    const published = okBody<Draft>(O.publishPolicyDraft, await owner.publish(draft, { revision: 1 }));
    expect(published).toMatchObject({ state: 'published', reviews: [{ comment: 'Good', counts: true }] });
    expect((await owner.versions(policy.id))[0]).toMatchObject({ version: 2, reviewers: [approverName] });
    expect(await actionsOf(tenant)).toEqual([
      'policy.created',
      'policy_draft.created',
      'policy_draft.review_requested',
      'policy_settings.changed',
      'policy_draft.approved',
      'policy.published',
    ]);
  });

  it('are never by a writer of the text, also not by one who joined later', async () => {
    const { owner, author, approver, draft } = await inReview();
    okBody(O.updatePolicyDraft, await owner.update(draft, { revision: 1, text: `${denyAll('reviewed')}# more\n` }));
    okBody(O.requestPolicyReview, await author.request(draft, { revision: 2 }));
    problemOf(await owner.review(draft, { revision: 2, verdict: 'approve' }), 'policy_draft.own_review');
    problemOf(await author.review(draft, { revision: 2, verdict: 'approve' }), 'permission.missing');
    problemOf(await approver.review(draft, { revision: 1, verdict: 'approve' }), 'policy_draft.revision_conflict');
    okBody(O.reviewPolicyDraft, await approver.review(draft, { revision: 2, verdict: 'approve' }));
  });

  it('are withdrawn by a change after them', async () => {
    const { tenant, owner, author, approver, draft } = await inReview();
    okBody(O.updatePolicySettings, await owner.require(true));
    okBody(O.reviewPolicyDraft, await approver.review(draft, { revision: 1, verdict: 'approve' }));
    const changed = await author.update(draft, { revision: 1, text: `${denyAll('reviewed')}# sneaked in\n` });
    expect(okBody(O.updatePolicyDraft, changed)).toMatchObject({ state: 'editing', reviews: [{ counts: false }] });
    problemOf(await owner.publish(draft, { revision: 2 }), 'policy.review_required');
    expect(await actionsOf(tenant)).toContain('policy_draft.approval_withdrawn');
  });

  it('that ask for changes take an approval of the same text back', async () => {
    const { tenant, owner, approver, draft } = await inReview();
    okBody(O.updatePolicySettings, await owner.require(true));
    const admin = as(tenant, (await tenant.join('security_admin')).token);
    okBody(O.reviewPolicyDraft, await approver.review(draft, { revision: 1, verdict: 'approve' }));
    okBody(O.reviewPolicyDraft, await admin.review(draft, { revision: 1, verdict: 'request_changes' }));
    problemOf(await owner.publish(draft, { revision: 1 }), 'policy_draft.state_conflict');
  });

  it('422: are not asked for a text that does not check', async () => {
    const { author } = await createTeam();
    const draft = await author.draft(brokenPolicy);
    problemOf(await author.request(draft, { revision: 1 }), 'policy.rule_invalid');
  });

  it('say clearly when there is nobody to give one', async () => {
    const tenant = await createTenant(api());
    const owner = as(tenant, tenant.ownerToken);
    const alone = problemOf(await owner.require(true), 'policy.reviewer_missing');
    expect(alone.detail).toMatch(/^Only .+ may review policies here/);
    problemOf(await owner.request(await owner.draft(allowAll('mine')), { revision: 1 }), 'policy.reviewer_missing');
  });
});

describe('where reviews are required', () => {
  it('nothing is published past them but a revert, which is recorded as an emergency', async () => {
    const { owner, author } = await createTeam();
    const policy = await owner.policy(allowAll('guarded'));
    await owner.publishDirectly(policy.id, denyAll('guarded'), 1);
    okBody(O.updatePolicySettings, await owner.require(true));
    const refused = problemOf(await owner.publishDirectly(policy.id, allowAll('guarded'), 2), 'policy.review_required');
    expect(refused.detail).toContain('ask for a review');
    const created = await send(api().url, O.createPolicy, {
      params: { org: (await createTenant(api())).slug },
      token: 'none',
    });
    expect(created.status).toBe(401);
    problemOf(await author.revert(policy.id, { toVersion: 1, baseVersion: 2 }), 'permission.missing');
    okBody(O.revertPolicy, await owner.revert(policy.id, { toVersion: 1, baseVersion: 2, note: 'it broke the build' }));
    expect((await owner.versions(policy.id))[0]).toMatchObject({
      version: 3,
      kind: 'emergency',
      revertOf: 1,
      note: 'Reverted to version 1: it broke the build',
    });
  });

  it('a new policy needs one too', async () => {
    const { tenant, owner } = await createTeam();
    okBody(O.updatePolicySettings, await owner.require(true));
    const sent = await send(api().url, O.createPolicy, {
      params: { org: tenant.slug },
      token: tenant.ownerToken,
      body: { text: allowAll('new') },
    });
    problemOf(sent, 'policy.review_required');
  });
});

describe('evidence', () => {
  it('is a finished simulation of the very text, and stands with the version', async () => {
    const { tenant, owner } = await createTeam();
    const text = allowAll('simulated');
    const [fitting, running, other] = await withOrg(api().core.db, tenant.orgId, async (tx) => [
      await createSimulation(tx, tenant.orgId, { text, text_digest: sha256(text), ...DONE }),
      await createSimulation(tx, tenant.orgId, { text, text_digest: sha256(text) }),
      await createSimulation(tx, tenant.orgId, { ...DONE }),
    ]);
    const draft = await owner.draft(text);
    for (const simulation of [running, other]) {
      const sent = await owner.publish(draft, { revision: 1, simulationId: simulation?.id });
      problemOf(sent, 'policy.simulation_mismatch');
    }
    const published = okBody<Draft>(
      O.publishPolicyDraft,
      await owner.publish(draft, { revision: 1, simulationId: fitting?.id }),
    );
    expect(await owner.versions(String(published.policyId))).toMatchObject([{ simulationId: fitting?.id }]);
  });
});

const DONE = { state: 'done', finished_at: new Date(), report: '{}' as never } as const;
