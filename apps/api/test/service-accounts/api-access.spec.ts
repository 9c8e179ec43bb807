import { OPERATIONS, type OperationShape, type Role } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { allowAll } from '../harness/policies.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;

const on = ({ slug: org }: TestTenant, token: string) => ({
  send: (operation: OperationShape, params: object = {}, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body }),
});

/** A service account with a token that somebody with a role issued. */
const createAccount = async (tenant: TestTenant, role: Role | null, issuerToken = tenant.ownerToken) => {
  const [owner, issuer] = [on(tenant, tenant.ownerToken), on(tenant, issuerToken)];
  const created = await owner.send(O.createServiceAccount, {}, { name: `pusher-${Math.random()}` });
  const { id: serviceAccountId } = okBody<{ id: string }>(O.createServiceAccount, created);
  const issued = await issuer.send(O.issueToken, { serviceAccountId }, {});
  const { token, tokenId } = okBody<{ token: string; tokenId: string }>(O.issueToken, issued);
  okBody(O.updateServiceAccount, await owner.send(O.updateServiceAccount, { serviceAccountId }, { role }));
  return { serviceAccountId, token, tokenId };
};

describe('the token of a service account at the api', () => {
  it('does what its role may, in its own name', async () => {
    const tenant = await createTenant(api());
    const { token } = await createAccount(tenant, 'security_admin');
    okBody(O.createPolicy, await on(tenant, token).send(O.createPolicy, {}, { text: allowAll('pushed') }));
    expect((await trailOf(api(), tenant.orgId)).at(-1)).toMatchObject({
      action: 'policy.created',
      actor: expect.stringMatching(/^pusher-/),
    });
    const { token: authorToken } = await createAccount(tenant, 'policy_author');
    okBody(O.checkPolicy, await on(tenant, authorToken).send(O.checkPolicy, {}, { text: allowAll('x') }));
    problemOf(await on(tenant, authorToken).send(O.createPolicy, {}, { text: allowAll('x') }), 'permission.missing');
  });

  it('403: is for MCP alone without a role', async () => {
    const tenant = await createTenant(api());
    const { token } = await createAccount(tenant, null);
    problemOf(await on(tenant, token).send(O.listPolicies), 'permission.missing');
  });

  it('404: knows no other organisation', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const { token } = await createAccount(tenant, 'owner');
    problemOf(await on(other, token).send(O.listPolicies), 'org.not_found');
  });

  it('401: ends when it is revoked, and when its time is over', async () => {
    const tenant = await createTenant(api());
    const { token, tokenId, serviceAccountId } = await createAccount(tenant, 'auditor');
    okBody(O.listPolicies, await on(tenant, token).send(O.listPolicies));
    await api().database.asOwner(
      "update service_account_tokens set expires_at = now() - interval '1 s' where id = $1",
      [tokenId],
    );
    problemOf(await on(tenant, token).send(O.listPolicies), 'auth.token_expired');
    await on(tenant, tenant.ownerToken).send(O.revokeToken, { serviceAccountId, tokenId });
    problemOf(await on(tenant, token).send(O.listPolicies), 'auth.token_invalid');
  });

  it('401: ends with its account', async () => {
    const tenant = await createTenant(api());
    const { token, serviceAccountId } = await createAccount(tenant, 'auditor');
    await api().database.asOwner('update service_accounts set disabled = true where id = $1', [serviceAccountId]);
    problemOf(await on(tenant, token).send(O.listPolicies), 'auth.token_invalid');
  });

  it('403: never may more than whoever issued it, whatever role its account gets', async () => {
    const tenant = await createTenant(api());
    const { token: adminToken } = await tenant.join('security_admin');
    const { token } = await createAccount(tenant, 'owner', adminToken);
    problemOf(await on(tenant, token).send(O.listPolicies), 'permission.missing');
    const { token: within } = await createAccount(tenant, 'policy_author', adminToken);
    okBody(O.listPolicies, await on(tenant, within).send(O.listPolicies));
  });

  it('403: is no second pair of eyes, and signs in nowhere', async () => {
    const tenant = await createTenant(api());
    const { token } = await createAccount(tenant, 'owner');
    const review = { draftId: 'drf_00000000000000000000000000' };
    problemOf(
      await on(tenant, token).send(O.reviewPolicyDraft, review, { revision: 1, verdict: 'approve' }),
      'permission.missing',
    );
    const server = { serverId: 'srv_00000000000000000000000000' };
    problemOf(await on(tenant, token).send(O.startConnection, server, {}), 'permission.missing');
    const me = await send(api().url, O.getMe, { token });
    problemOf(me, 'auth.token_invalid');
  });

  it('403: is given a role by owners alone', async () => {
    const tenant = await createTenant(api());
    const { serviceAccountId } = await createAccount(tenant, null);
    const { token } = await tenant.join('security_admin');
    problemOf(
      await on(tenant, token).send(O.updateServiceAccount, { serviceAccountId }, { role: 'owner' }),
      'permission.missing',
    );
  });
});
