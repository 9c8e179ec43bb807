import { createHash, randomBytes } from 'node:crypto';
import type { OrgId } from '@sallyport/contracts';
import type { OrgTx, Row } from '@sallyport/db';
import { newId, uniqueWord } from '../../ids.js';
import { createServer } from './enforcement.js';
import { createMember } from './identity.js';
import type { Overrides } from './overrides.js';

const sealed = (): Buffer => randomBytes(40);
const SERVER_URL = 'https://mcp.example/mcp';

/** A public client at an issuer of its own, unless overridden. */
export async function createUpstreamClient(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'upstream_clients'> = {},
): Promise<Row<'upstream_clients'>> {
  const values = {
    issuer: `https://${uniqueWord('issuer')}.example`,
    kind: 'dynamic' as const,
    client_id: uniqueWord('client'),
    auth_method: 'none' as const,
    redirect_uri: 'https://api.example/oauth/upstream/callback',
    ...overrides,
  };
  return tx
    .insertInto('upstream_clients')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A grant of a new member at a new server; what is sealed in it opens with no key. */
export async function createUpstreamGrant(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'upstream_grants'> = {},
): Promise<Row<'upstream_grants'>> {
  const ownServer = overrides.server_id === undefined ? { server_id: (await createServer(tx, orgId)).id } : {};
  const ownMember =
    overrides.member_id === undefined && overrides.service_account_id === undefined
      ? { member_id: (await createMember(tx, orgId)).id }
      : {};
  const client = overrides.issuer === undefined ? await createUpstreamClient(tx, orgId) : null;
  const values = {
    id: newId('grant'),
    server_id: ownServer.server_id ?? newId('server'),
    ...ownMember,
    issuer: client?.issuer ?? '',
    server_url: SERVER_URL,
    resource: SERVER_URL,
    tokens_enc: sealed(),
    tokens_key_id: newId('dataKey'),
    renews: true,
    connected_by: 'Somebody',
    ...overrides,
  };
  return tx
    .insertInto('upstream_grants')
    .values({ ...values, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A sign-in that waits for its callback. */
export async function createUpstreamSignIn(tx: OrgTx, orgId: OrgId): Promise<Row<'upstream_sign_ins'>> {
  const [server, member] = [await createServer(tx, orgId), await createMember(tx, orgId)];
  return tx
    .insertInto('upstream_sign_ins')
    .values({
      org_id: orgId,
      state_hash: createHash('sha256').update(uniqueWord('state')).digest('hex'),
      ticket_hash: createHash('sha256').update(uniqueWord('ticket')).digest('hex'),
      server_id: server.id,
      member_id: member.id,
      server_url: SERVER_URL,
      issuer: 'https://issuer.example',
      pending_enc: sealed(),
      key_id: newId('dataKey'),
      expires_at: new Date(Date.now() + 600_000),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createUpstreamChallenge(tx: OrgTx, orgId: OrgId): Promise<Row<'upstream_challenges'>> {
  const server = await createServer(tx, orgId);
  return tx
    .insertInto('upstream_challenges')
    .values({ org_id: orgId, server_id: server.id, server_url: SERVER_URL })
    .returningAll()
    .executeTakeFirstOrThrow();
}
