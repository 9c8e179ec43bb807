import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { idSchema, type ServerTransport } from '@sallyport/contracts';
import { asPlatform, withOrg } from '@sallyport/db';
import { createServiceToken, describeServiceToken } from '../modules/service-accounts/service-token.js';
import type { ActingContext } from '../platform/http/request-state.js';
import type { DemoConfig } from './demo-config.js';
import { seedTraffic } from './demo-traffic.js';
import { ensureOrganisation, type SeedOrganisation } from './ensure-organisation.js';
import type { SeedTools } from './seed-tools.js';

const ACME: SeedOrganisation = {
  slug: 'acme',
  name: 'Acme Robotics',
  people: [
    { email: 'ada@acme.example', name: 'Ada Okafor', role: 'owner', groups: ['platform'] },
    { email: 'sam@acme.example', name: 'Sam Lindqvist', role: 'security_admin', groups: ['security'] },
    { email: 'dana@acme.example', name: 'Dana Reyes', role: 'developer', groups: ['engineering'] },
    { email: 'noor@acme.example', name: 'Noor Haddad', role: 'auditor' },
  ],
};
const GLOBEX: SeedOrganisation = {
  slug: 'globex',
  name: 'Globex',
  people: [{ email: 'gil@globex.example', name: 'Gil Tanaka', role: 'owner' }],
};
const AGENT = { name: 'demo-agent', description: 'Makes the calls of the demo', groups: ['engineering'] };
const POLICY_FILE = new URL('../../src/seed/acme-baseline.yaml', import.meta.url);
const POLICY_NAME = 'acme-baseline';

export interface DemoSeed {
  readonly org: string;
  /** Bearer token of the demo's service account. */
  readonly token: string;
  readonly mcpUrls: Readonly<Record<string, string>>;
  readonly signIn: string;
}

/** Acme Robotics with people, servers, a policy and an agent, and a second organisation to see that it sees nothing of it. */
export const seedDemo = async (tools: SeedTools, config: DemoConfig): Promise<DemoSeed> => {
  const { core, recordAdminChange, changeOrg } = tools;
  const members = { core, recordAdminChange, issuer: config.OIDC_ISSUER };
  const orgId = await ensureOrganisation(members, ACME);
  const globexId = await ensureOrganisation(members, GLOBEX);
  await ensureGateway(tools, config);
  const ctx: ActingContext = { orgId, orgSlug: ACME.slug, actor: { name: 'seed' } };
  for (const server of serversOf(config)) await ensureServer(tools, ctx, server);
  await ensurePolicy(tools, ctx);
  const token = await ensureAgent(tools, ctx, config.DEMO_TOKEN?.reveal());
  // Members and groups are part of snapshots and were written beside them.
  for (const id of [orgId, globexId]) await changeOrg.run(id, async () => undefined);
  await seedTraffic(tools, orgId, config.GATEWAY_ID, config.DEMO_TRAFFIC);
  const mcpUrls = Object.fromEntries(serversOf(config).map(({ slug }) => [slug, core.publicUrls.mcp(ACME.slug, slug)]));
  return { org: ACME.slug, token, mcpUrls, signIn: 'ada@acme.example' };
};

interface DemoServer {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly transport: ServerTransport;
  readonly egress: 'internal' | 'external';
  readonly labels: readonly string[];
}

const serversOf = (config: DemoConfig): readonly DemoServer[] => [
  {
    slug: 'everything',
    name: 'Everything',
    description: 'The reference server with one of each thing the protocol has',
    transport: { kind: 'streamable-http', url: config.DEMO_EVERYTHING_URL },
    egress: 'external',
    labels: ['demo'],
  },
  {
    slug: 'files',
    name: 'Files',
    description: 'Files of one folder, run by the gateway',
    transport: { kind: 'stdio', launcher: 'filesystem', args: [config.DEMO_FILES_DIR], env: {} },
    egress: 'internal',
    labels: ['demo', 'production'],
  },
  {
    slug: 'memory',
    name: 'Memory',
    description: 'A small knowledge graph, run by the gateway',
    transport: { kind: 'stdio', launcher: 'memory', args: [], env: {} },
    egress: 'internal',
    labels: ['demo'],
  },
];

const ensureServer = async (
  { core, createServer, updateServer }: SeedTools,
  ctx: ActingContext,
  server: DemoServer,
) => {
  const existing = await withOrg(core.db, ctx.orgId, (tx) =>
    tx.selectFrom('servers').select(['id', 'transport']).where('slug', '=', server.slug).executeTakeFirst(),
  );
  if (!existing) {
    await createServer.run(ctx, {
      body: { ...server, labels: [...server.labels], tier: 'standard', timeoutMs: 60_000 },
    });
  } else if (JSON.stringify(sorted(existing.transport)) !== JSON.stringify(sorted(server.transport))) {
    // Ports and folders of the demo differ from machine to machine.
    await updateServer.run(ctx, {
      params: { org: ctx.orgSlug, serverId: existing.id },
      body: { transport: server.transport },
    });
  }
};

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

const ensurePolicy = async ({ core, createPolicy }: SeedTools, ctx: ActingContext): Promise<void> => {
  const existing = await withOrg(core.db, ctx.orgId, (tx) =>
    tx.selectFrom('policies').select('id').where('name', '=', POLICY_NAME).executeTakeFirst(),
  );
  if (existing) return;
  const text = await readFile(POLICY_FILE, 'utf8');
  await createPolicy.run(ctx, { body: { text, note: 'First version' } });
};

/** @returns a token of the demo's agent: the given one, or a fresh one */
const ensureAgent = async (
  { core, createServiceAccount, issueToken }: SeedTools,
  ctx: ActingContext,
  given: string | undefined,
): Promise<string> => {
  const existing = await withOrg(core.db, ctx.orgId, (tx) =>
    tx.selectFrom('service_accounts').select('id').where('name', '=', AGENT.name).executeTakeFirst(),
  );
  const accountId =
    existing?.id ?? idSchema('serviceAccount').parse((await createServiceAccount.run(ctx, { body: AGENT })).id);
  const { token, hash, hint } = given === undefined ? createServiceToken() : describeServiceToken(given);
  const known = await withOrg(core.db, ctx.orgId, (tx) =>
    tx.selectFrom('service_account_tokens').select('id').where('hash', '=', hash).executeTakeFirst(),
  );
  if (!known) await issueToken.add(ctx, accountId, { hash, hint, expiresAt: null, issuerRole: null });
  return token;
};

const ensureGateway = async ({ core }: SeedTools, { GATEWAY_ID, GATEWAY_TOKEN }: DemoConfig): Promise<void> => {
  const token_hash = createHash('sha256').update(GATEWAY_TOKEN.reveal()).digest('hex');
  await asPlatform(core.platformDb, 'seed a gateway', (tx) =>
    tx
      .insertInto('gateways')
      .values({ id: GATEWAY_ID, token_hash })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ token_hash }))
      .execute(),
  );
};
