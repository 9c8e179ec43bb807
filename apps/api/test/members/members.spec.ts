import { OPERATIONS, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { collide } from '../harness/contention.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const { listMembers, updateMember } = OPERATIONS;

const setRole = (tenant: TestTenant, memberId: string, role: string, token = tenant.ownerToken) =>
  send(api().url, updateMember, { params: { org: tenant.slug, memberId }, token, body: { role } });

const list = async ({ slug: org, ownerToken: token }: TestTenant) =>
  okBody<{ items: { id: string; role: string; email: string }[] }>(
    listMembers,
    await send(api().url, listMembers, { params: { org }, token }),
  ).items;

describe('listMembers', () => {
  it('200: lists the members of this organisation and of no other', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const { person } = await tenant.join('auditor');
    await other.join('developer');
    const members = await list(tenant);
    expect(members).toHaveLength(2);
    expect(members).toContainEqual(expect.objectContaining({ email: person.email, role: 'auditor', groups: [] }));
  });
});

describe('updateMember', () => {
  it('200: changes the role and writes the trail', async () => {
    const tenant = await createTenant(api());
    const { memberId, person } = await tenant.join('developer');
    expect(okBody(updateMember, await setRole(tenant, memberId, 'approver'))).toMatchObject({ role: 'approver' });
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([
      { action: 'member.role_changed', target: person.email, detail: { from: 'developer', to: 'approver' } },
    ]);
  });

  it('200: the same role again is no change and leaves no entry', async () => {
    const tenant = await createTenant(api());
    const { memberId } = await tenant.join('developer');
    okBody(updateMember, await setRole(tenant, memberId, 'developer'));
    expect(await trailOf(api(), tenant.orgId)).toEqual([]);
  });

  it('409: the last owner stays, also when two owners step down at the same time', async () => {
    const tenant = await createTenant(api());
    const [first] = await list(tenant);
    problemOf(await setRole(tenant, first?.id ?? '', 'auditor'), 'member.last_owner');
    const second = await tenant.join('owner');
    const sent = await collide(api(), tenant.orgId, {
      hold: (tx) => tx.selectFrom('members').select('id').forUpdate().execute(),
      requests: () => [
        setRole(tenant, first?.id ?? '', 'auditor'),
        setRole(tenant, second.memberId, 'auditor', second.token),
      ],
    });
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      (await list({ ...tenant, ownerToken: sent[0]?.status === 200 ? second.token : tenant.ownerToken })).filter(
        ({ role }) => role === 'owner',
      ),
    ).toHaveLength(1);
  });

  it('404: a member of another organisation is not there', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const { memberId } = await other.join('developer');
    problemOf(await setRole(tenant, memberId, 'owner'), 'member.not_found');
    expect((await list(other)).find(({ id }) => id === memberId)?.role).toBe('developer');
  });

  it('200: tells gateways, because rules can speak of roles', async () => {
    const tenant = await createTenant(api());
    const { memberId } = await tenant.join('developer');
    okBody(OPERATIONS.updateMember, await setRole(tenant, memberId, 'approver'));
    const { payload } = await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
    );
    const { principals } = JSON.parse(payload) as Snapshot;
    expect(principals.find(({ id }) => id === memberId)).toMatchObject({ role: 'approver' });
  });

  it('400: knows no other roles', async () => {
    const tenant = await createTenant(api());
    const { memberId } = await tenant.join('developer');
    expect(problemOf(await setRole(tenant, memberId, 'root'), 'request.invalid').errors?.[0]?.pointer).toBe(
      '/body/role',
    );
  });
});
