import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OPERATIONS, type OperationShape } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainOutbox } from '../../src/modules/outbox/use-cases/drain-outbox.js';
import { PublishDueDrafts } from '../../src/modules/policy-drafts/use-cases/publish-due-drafts.js';
import { workerModule } from '../../src/worker.module.js';
import { okBody, problemOf, send } from '../harness/client.js';
import { allowAll, denyAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

let app: INestApplicationContext;
let publishDue: PublishDueDrafts;
let drain: DrainOutbox;
beforeAll(async () => {
  app = await NestFactory.createApplicationContext(workerModule(api().core), { logger: false });
  publishDue = app.get(PublishDueDrafts, { strict: false });
  drain = app.get(DrainOutbox, { strict: false });
});
afterAll(() => app.close());

interface Draft {
  readonly id: string;
  readonly policyId: string;
}

const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000).toISOString();

const on = ({ slug: org, orgId, ownerToken: token }: TestTenant) => {
  const call = async <T>(operation: OperationShape, params: object, body?: unknown) =>
    okBody<T>(operation, await send(api().url, operation, { params: { org, ...params }, token, body }));
  return {
    /** A policy that allows, and a draft that denies, scheduled. */
    schedule: async (name: string) => {
      const { id: policyId } = await call<{ id: string }>(O.createPolicy, {}, { text: allowAll(name) });
      const body = { policyId, title: 'Tonight', text: denyAll(name) };
      const { id } = await call<Draft>(O.createPolicyDraft, {}, body);
      await call(O.publishPolicyDraft, { draftId: id }, { revision: 1, at: IN_AN_HOUR() });
      return { id, policyId };
    },
    draft: ({ id }: Draft) => call<Record<string, unknown>>(O.getPolicyDraft, { draftId: id }),
    policy: ({ policyId }: Draft) => call<Record<string, unknown>>(O.getPolicy, { policyId }),
    publish: ({ policyId }: Draft, text: string) => call(O.publishPolicy, { policyId }, { text, baseVersion: 1 }),
    cancel: ({ id }: Draft) => call<Record<string, unknown>>(O.cancelScheduledPublication, { draftId: id }),
    /** Makes the hour pass, for everything that is scheduled. */
    comeTrue: async () => {
      await api().database.asOwner(
        "update policy_drafts set publish_at = now() - interval '1 second' where org_id = $1 and state = 'scheduled'",
        [orgId],
      );
      await api().database.asOwner('update outbox set next_attempt_at = now() where org_id = $1', [orgId]);
    },
    entries: () => withOrg(api().core.db, orgId, (tx) => tx.selectFrom('outbox').select('topic').execute()),
    actions: async () => (await trailOf(api(), orgId)).map(({ action }) => action),
  };
};

describe('a scheduled publication', () => {
  it('is carried out when its time came, and not before', async () => {
    const tenant = await createTenant(api());
    const org = on(tenant);
    const draft = await org.schedule('tonight');
    expect(await org.draft(draft)).toMatchObject({ state: 'scheduled', publishAt: expect.any(String) });
    expect(await publishDue.run(tenant.orgId)).toBe(0);
    await org.comeTrue();
    await drain.run();
    expect(api().jobs).toContain(`policy-publication:${tenant.orgId}`);
    expect(await publishDue.run(tenant.orgId)).toBe(1);
    expect(await org.policy(draft)).toMatchObject({ version: 2, text: denyAll('tonight') });
    expect(await org.draft(draft)).toMatchObject({ state: 'published', publishedVersion: 2, publishAt: null });
    expect(await org.entries()).toEqual([]);
  });

  it('is carried out once, however many workers are woken at the same time', async () => {
    const tenant = await createTenant(api());
    const org = on(tenant);
    const draft = await org.schedule('once');
    await org.comeTrue();
    const counts = await Promise.all([1, 2, 3, 4].map(() => publishDue.run(tenant.orgId)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await org.policy(draft)).toMatchObject({ version: 2 });
    expect((await org.actions()).filter((action) => action === 'policy.published')).toHaveLength(1);
  });

  it('that was cut off before its commit is carried out by the next worker', async () => {
    const tenant = await createTenant(api());
    const org = on(tenant);
    const draft = await org.schedule('cut-off');
    await org.comeTrue();
    const atCommit = `create function refuse_${tenant.orgId}() returns trigger language plpgsql as
      $$ begin raise exception 'the worker dies here' using errcode = '57P01'; end $$;
      create constraint trigger refuse_${tenant.orgId} after insert on policy_versions deferrable initially deferred
      for each row when (new.org_id = '${tenant.orgId}') execute function refuse_${tenant.orgId}();
      grant execute on function refuse_${tenant.orgId}() to sallyport_app`;
    await api().database.asOwner(atCommit);
    await expect(publishDue.run(tenant.orgId)).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await org.draft(draft)).toMatchObject({ state: 'scheduled' });
    expect(await org.policy(draft)).toMatchObject({ version: 1 });
    await api().database.asOwner(`drop trigger refuse_${tenant.orgId} on policy_versions`);
    expect(await publishDue.run(tenant.orgId)).toBe(1);
    expect(await org.policy(draft)).toMatchObject({ version: 2 });
  });

  it('that meets a newer version is set aside with its text and a word on why', async () => {
    const tenant = await createTenant(api());
    const org = on(tenant);
    const draft = await org.schedule('overtaken');
    await org.publish(draft, `${allowAll('overtaken')}# newer\n`);
    await org.comeTrue();
    expect(await publishDue.run(tenant.orgId)).toBe(0);
    expect(await org.draft(draft)).toMatchObject({
      state: 'conflict',
      text: denyAll('overtaken'),
      publishAt: null,
      problem: expect.stringContaining('Version 2 is in force'),
    });
    expect(await org.policy(draft)).toMatchObject({ version: 2 });
    expect(await org.entries()).toEqual([]);
    expect(await org.actions()).toContain('policy_draft.not_published');
  });

  it('can be taken back', async () => {
    const tenant = await createTenant(api());
    const org = on(tenant);
    const draft = await org.schedule('cancelled');
    expect(await org.cancel(draft)).toMatchObject({ state: 'editing', publishAt: null });
    await org.comeTrue();
    expect(await publishDue.run(tenant.orgId)).toBe(0);
    expect(await org.entries()).toEqual([]);
    const again = await send(api().url, O.cancelScheduledPublication, {
      params: { org: tenant.slug, draftId: draft.id },
      token: tenant.ownerToken,
    });
    problemOf(again, 'policy_draft.state_conflict');
  });

  it('400: is not for the past', async () => {
    const tenant = await createTenant(api());
    const draft = await on(tenant).schedule('past');
    const sent = await send(api().url, O.publishPolicyDraft, {
      params: { org: tenant.slug, draftId: draft.id },
      token: tenant.ownerToken,
      body: { revision: 1, at: '2020-01-01T00:00:00Z' },
    });
    expect(problemOf(sent, 'request.invalid').errors).toMatchObject([{ pointer: '/body/at' }]);
  });
});
