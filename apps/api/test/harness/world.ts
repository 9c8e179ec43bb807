import { randomBytes } from 'node:crypto';
import type { OperationId, PolicyId, ServerId } from '@sallyport/contracts';
import { toJson, withOrg } from '@sallyport/db';
import {
  bundleDocument,
  createAccessRequest,
  createCall,
  createCustomDetector,
  createDefinition,
  createDetectorBundle,
  createPolicy,
  createPolicyDraft,
  createRegisteredSecret,
  createRuleHit,
  createServer,
  createServiceAccount,
  createServiceAccountToken,
  createSimulation,
  detectorDefinition,
  uniqueWord,
} from '@sallyport/testkit';
import type { SendOptions } from './client.js';
import { callBack, consent, start } from './connections.js';
import { createDeniedCall } from './denied-call.js';
import { allowAll } from './policies.js';
import type { TestApi } from './start-api.js';
import { createGateway, createTenant, type TestGateway, type TestTenant } from './tenant.js';

export interface World {
  readonly tenant: TestTenant;
  readonly gateway: TestGateway;
  /** Input with which an operation succeeds now; makes what it needs. @param token  of whoever is going to send it */
  readonly input: (operation: OperationId, token?: string) => Promise<SendOptions>;
}

/** A tenant with one of each thing, and a gateway that serves it. */
export const createWorld = async (api: TestApi): Promise<World> => {
  const tenant = await createTenant(api);
  const gateway = await createGateway(api, [tenant.orgId]);
  const { db } = api.core;
  const { orgId, slug: org } = tenant;
  const made = await withOrg(db, orgId, async (tx) => {
    const server = await createServer(tx, orgId);
    const policy = await createPolicy(tx, orgId);
    const used = await createPolicy(tx, orgId);
    await createRuleHit(tx, orgId, daysOfUse(used.id));
    const account = await createServiceAccount(tx, orgId);
    const call = await createCall(tx, orgId);
    const remote = await createServer(tx, orgId, {
      transport: toJson({ kind: 'streamable-http' as const, url: api.oauth.server.url }),
    });
    return { remote, server, policy, used, account, call };
  });
  await api.database.asOwner(
    "update policy_versions set published_at = now() - interval '60 days' where policy_id = $1",
    [made.used.id],
  );
  const simulation = async () => {
    const ended = { state: 'cancelled' as const, finished_at: new Date() };
    return (await withOrg(db, orgId, (tx) => createSimulation(tx, orgId, ended))).id;
  };
  const definition = (serverId: ServerId) => withOrg(db, orgId, (tx) => createDefinition(tx, orgId, serverId));
  const token = () => withOrg(db, orgId, (tx) => createServiceAccountToken(tx, orgId, made.account.id));
  const customDetector = async (state: 'draft' | 'active' = 'draft') =>
    (await withOrg(db, orgId, (tx) => createCustomDetector(tx, orgId, { state }))).id;
  const draft = async (overrides: Parameters<typeof createPolicyDraft>[2] = {}) => {
    const text = allowAll(uniqueWord('policy'));
    return (await withOrg(db, orgId, (tx) => createPolicyDraft(tx, orgId, { text, ...overrides }))).id;
  };
  /** Of a sign-in this person may finish; any text for who may not even start one. */
  const ticket = async (token: string | undefined) => {
    const started = await start(api, { org, serverId: made.remote.id, token: token ?? tenant.ownerToken });
    if (started.status !== 200) return 'none';
    const { authorizeUrl } = JSON.parse(started.text) as { authorizeUrl: string };
    const back = await callBack(api, await consent(authorizeUrl));
    return new URL(back.headers.get('location') ?? '').searchParams.get('ticket');
  };
  const inputs: Record<OperationId, (token?: string) => SendOptions | Promise<SendOptions>> = {
    getMe: () => ({}),
    getOverview: () => ({ params: { org } }),
    listCalls: () => ({ params: { org } }),
    getCall: () => ({ params: { org, callId: made.call.id } }),
    tailCalls: () => ({ params: { org } }),
    listServers: () => ({ params: { org } }),
    createServer: () => ({ params: { org }, body: newServer() }),
    getServer: () => ({ params: { org, serverId: made.server.id } }),
    updateServer: () => ({ params: { org, serverId: made.server.id }, body: { description: 'changed' } }),
    listDefinitions: () => ({ params: { org, serverId: made.server.id } }),
    reviewDefinition: async () => {
      const { id, digest } = await definition(made.server.id);
      return { params: { org, definitionId: id }, body: { verdict: 'approve', digest } };
    },
    getConnection: () => ({ params: { org, serverId: made.server.id } }),
    startConnection: () => ({ params: { org, serverId: made.remote.id }, body: {} }),
    completeConnection: async (token) => ({ params: { org }, body: { ticket: await ticket(token) } }),
    deleteConnection: () => ({ params: { org, serverId: made.remote.id } }),
    listUpstreamClients: () => ({ params: { org } }),
    saveUpstreamClient: () => ({ params: { org }, body: { issuer: 'https://issuer.example', clientId: 'by-hand' } }),
    deleteUpstreamClient: () => ({ params: { org }, query: { issuer: 'https://issuer.example' } }),
    borrowCredential: () => ({
      body: {
        gatewayId: gateway.id,
        orgId,
        serverId: made.remote.id,
        serverUrl: api.oauth.server.url,
        principalId: made.account.id,
        refused: null,
      },
    }),
    listPolicies: () => ({ params: { org } }),
    getPolicy: () => ({ params: { org, policyId: made.policy.id } }),
    createPolicy: () => ({ params: { org }, body: { text: allowAll(uniqueWord('policy')) } }),
    checkPolicy: () => ({ params: { org }, body: { text: allowAll('draft') } }),
    formatPolicy: () => ({ params: { org }, body: { text: allowAll('draft') } }),
    publishPolicy: async () => ({
      params: { org, policyId: made.policy.id },
      body: { text: allowAll(uniqueWord('policy')), baseVersion: await versionOf(api, tenant, made.policy.id) },
    }),
    listPolicyVersions: () => ({ params: { org, policyId: made.policy.id } }),
    getPolicyVersion: () => ({ params: { org, policyId: made.policy.id, version: 1 } }),
    revertPolicy: async () => ({
      params: { org, policyId: made.policy.id },
      body: { toVersion: 1, baseVersion: await versionOf(api, tenant, made.policy.id) },
    }),
    getPolicyBlame: () => ({ params: { org, policyId: made.policy.id } }),
    releasePolicy: () => ({ params: { org, policyId: made.policy.id } }),
    getPolicySettings: () => ({ params: { org } }),
    updatePolicySettings: () => ({ params: { org }, body: { requireReview: false } }),
    getPlatformPolicy: () => ({ params: { org } }),
    listPolicyTemplates: () => ({ params: { org } }),
    listPolicyDrafts: () => ({ params: { org } }),
    createPolicyDraft: () => ({ params: { org }, body: { title: 'A draft', text: 'not done' } }),
    getPolicyDraft: async () => ({ params: { org, draftId: await draft() } }),
    updatePolicyDraft: async () => ({
      params: { org, draftId: await draft() },
      body: { revision: 1, title: 'Better' },
    }),
    deletePolicyDraft: async () => ({ params: { org, draftId: await draft() } }),
    requestPolicyReview: async () => ({ params: { org, draftId: await draft() }, body: { revision: 1 } }),
    reviewPolicyDraft: async () => ({
      params: { org, draftId: await draft({ state: 'in_review' }) },
      body: { revision: 1, verdict: 'approve' },
    }),
    publishPolicyDraft: async () => ({ params: { org, draftId: await draft() }, body: { revision: 1 } }),
    cancelScheduledPublication: async () => ({
      params: { org, draftId: await draft({ state: 'scheduled', publish_at: new Date(Date.now() + 3_600_000) }) },
    }),
    listDetectors: () => ({ params: { org } }),
    setDetectorMode: async () => ({
      params: { org, detectorId: await customDetector('active') },
      body: { mode: 'observe', reason: 'noise in our logs' },
    }),
    checkDetector: () => ({ params: { org }, body: { definition: { id: 'custom.not-done' } } }),
    listCustomDetectors: () => ({ params: { org } }),
    createCustomDetector: () => ({ params: { org }, body: { definition: detectorDefinition() } }),
    updateCustomDetector: async () => ({
      params: { org, detectorId: await customDetector() },
      body: { revision: 1, state: 'active' },
    }),
    deleteCustomDetector: async () => ({ params: { org, detectorId: await customDetector() } }),
    listDetectorBundles: () => ({ params: { org } }),
    importDetectorBundle: () => ({ params: { org }, body: api.bundleSigner.sign(bundleDocument()) }),
    updateDetectorBundle: async () => ({
      params: { org, name: (await withOrg(db, orgId, (tx) => createDetectorBundle(tx, orgId))).name },
      body: { version: 1, action: 'roll_back', reason: 'as agreed' },
    }),
    listRegisteredSecrets: () => ({ params: { org } }),
    registerSecret: () => ({
      params: { org },
      body: { name: uniqueWord('secret'), value: randomBytes(24).toString('base64url') },
    }),
    forgetSecret: async () => ({
      params: { org, name: (await withOrg(db, orgId, (tx) => createRegisteredSecret(tx, orgId))).name },
    }),
    resetBehaviour: () => ({
      params: { org },
      body: { principalId: made.account.id, client: null, reason: 'it was a test' },
    }),
    getAccessProposal: async () => ({ params: { org, callId: (await createDeniedCall(api, orgId)).callId } }),
    createAccessRequest: async () => ({
      params: { org },
      body: { callId: (await createDeniedCall(api, orgId)).callId, reason: 'It is my work' },
    }),
    listAccessRequests: () => ({ params: { org } }),
    decideAccessRequest: async () => ({
      params: {
        org,
        accessRequestId: (await withOrg(db, orgId, (tx) => createAccessRequest(tx, orgId))).id,
      },
      body: { decision: 'refuse', answer: 'Use the other tool' },
    }),
    createPolicySimulation: async () => {
      await endSimulations(api, tenant);
      return { params: { org }, body: { text: allowAll(uniqueWord('draft')) } };
    },
    listPolicySimulations: () => ({ params: { org } }),
    getPolicySimulation: async () => ({ params: { org, simulationId: await simulation() } }),
    cancelPolicySimulation: async () => ({ params: { org, simulationId: await simulation() } }),
    askWhoMayCall: () => ({ params: { org }, body: { serverId: made.server.id, tool: 'read_file' } }),
    askWhatMayBeDone: () => ({ params: { org }, body: { principalId: made.account.id } }),
    getPolicyCoverage: () => ({ params: { org } }),
    checkPolicyMutations: () => ({ params: { org }, body: { text: allowAll('draft') } }),
    listPolicySuggestions: () => ({ params: { org } }),
    getPolicySuggestion: () => ({ params: { org, policyId: made.used.id, ruleId: 'allow-all' } }),
    getRuleActivity: () => ({ params: { org, policyId: made.policy.id, ruleId: 'allow-all' } }),
    listMembers: () => ({ params: { org } }),
    updateMember: async () => ({
      params: { org, memberId: (await tenant.join('developer')).memberId },
      body: { role: 'auditor' },
    }),
    listServiceAccounts: () => ({ params: { org } }),
    createServiceAccount: () => ({ params: { org }, body: { name: uniqueWord('account') } }),
    updateServiceAccount: () => ({ params: { org, serviceAccountId: made.account.id }, body: { role: null } }),
    issueToken: () => ({ params: { org, serviceAccountId: made.account.id }, body: {} }),
    revokeToken: async () => ({
      params: { org, serviceAccountId: made.account.id, tokenId: (await token()).row.id },
    }),
    listAdminChanges: () => ({ params: { org } }),
    listSnapshots: () => ({}),
    streamSnapshots: () => ({}),
    getSnapshot: () => ({ params: { orgId } }),
    ingestRecords: () => ({
      body: { gatewayId: gateway.id, epoch: 1, records: [{ sequence: 1, record: { unreadable: true } }] },
    }),
    reportDefinitions: () => ({
      body: {
        gatewayId: gateway.id,
        orgId,
        serverId: made.server.id,
        kind: 'prompt',
        observedAt: Date.now(),
        definitions: [],
      },
    }),
    sendHeartbeat: () => ({ body: heartbeatOf(gateway) }),
  };
  return { tenant, gateway, input: async (operation, token) => inputs[operation](token) };
};

export const newServer = (slug: string = uniqueWord('server')) => ({
  slug,
  name: `Server ${slug}`,
  transport: { kind: 'streamable-http', url: 'https://mcp.example/mcp' },
});

export const heartbeatOf = ({ id }: TestGateway, overrides: Record<string, unknown> = {}) => ({
  gatewayId: id,
  version: '0.1.0',
  startedAt: 1,
  snapshots: [],
  spool: { epoch: 1, lastSequence: 0, acknowledged: 0, bytes: 0, writable: true },
  servers: [],
  ...overrides,
});

const versionOf = async (api: TestApi, { orgId }: TestTenant, id: PolicyId): Promise<number> => {
  const { version } = await withOrg(api.core.db, orgId, (tx) =>
    tx.selectFrom('policies').select('version').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return version;
};

/** Room for another one: each person runs one at a time, and the organisation a few. */
const endSimulations = (api: TestApi, { orgId }: TestTenant) =>
  api.database.asOwner(
    "update policy_simulations set state = 'cancelled', finished_at = now() where org_id = $1 and finished_at is null",
    [orgId],
  );

/** One use of the rule `allow-all`, twenty days ago. */
const daysOfUse = (policyId: PolicyId) => {
  const at = new Date(Date.now() - 20 * 86_400_000);
  return { policy_id: policyId, day: at.toISOString().slice(0, 10), first_at: at, last_at: at };
};
