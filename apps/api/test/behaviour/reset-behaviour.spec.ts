import { OPERATIONS, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS.resetBehaviour;

const reset = ({ slug: org }: TestTenant, token: string, body: object) =>
  send(api().url, O, { params: { org }, token, body });

const behaviourOf = async ({ orgId }: TestTenant): Promise<Snapshot['behaviour']> => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  return (JSON.parse(payload) as Snapshot).behaviour;
};

it('goes to the gateways with the next snapshot, for one client or for all, and into the trail with its reason', async () => {
  const tenant = await createTenant(api());
  const { memberId: id } = await tenant.join('developer');
  const body = { principalId: id, client: 'cursor', reason: 'the loop was stopped' };
  const first = okBody<{ resetAt: string }>(O, await reset(tenant, tenant.ownerToken, body));
  expect(await behaviourOf(tenant)).toEqual({
    resets: [{ principalId: id, client: 'cursor', at: Date.parse(first.resetAt) }],
  });
  okBody(O, await reset(tenant, tenant.ownerToken, { ...body, client: null }));
  okBody(O, await reset(tenant, tenant.ownerToken, { ...body, client: null, reason: 'and once more' }));
  expect((await behaviourOf(tenant))?.resets.map(({ client }) => client).sort()).toEqual(['cursor', null]);
  expect((await trailOf(api(), tenant.orgId)).filter(({ action }) => action === 'behaviour.reset')).toMatchObject([
    { target: id, detail: { client: 'cursor', reason: 'the loop was stopped' } },
    { target: id, detail: { client: null } },
    { target: id, detail: { reason: 'and once more' } },
  ]);
});

it('is refused to who may not, needs a reason, and knows principals of its own organisation only', async () => {
  const [tenant, other] = [await createTenant(api()), await createTenant(api())];
  const [auditor, stranger] = [await tenant.join('auditor'), await other.join('developer')];
  const body = { principalId: auditor.memberId, client: null, reason: 'as asked by the team' };
  problemOf(await reset(tenant, auditor.token, body), 'permission.missing');
  problemOf(await reset(tenant, tenant.ownerToken, { ...body, reason: ' ' }), 'request.invalid');
  problemOf(await reset(tenant, tenant.ownerToken, { ...body, principalId: stranger.memberId }), 'principal.not_found');
  expect((await trailOf(api(), tenant.orgId)).filter(({ action }) => action === 'behaviour.reset')).toEqual([]);
});
