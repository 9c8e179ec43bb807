import { z } from 'zod';
import { PRINCIPAL_KINDS } from '../decision.js';
import { idSchema } from '../ids.js';
import { orgParams, PAGE_LIMIT_MAX, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** `lapsed`: there was a grant and the authorization server no longer honours it. */
export const CONNECTION_STATES = ['not_needed', 'not_connected', 'connected', 'lapsed'] as const;

const scopesSchema = z.array(z.string().max(256)).max(100);

/** How one principal stands with one server. */
export const connectionSchema = z.object({
  serverId: idSchema('server'),
  principal: z.object({ id: z.string().max(40), kind: z.enum(PRINCIPAL_KINDS), name: z.string().max(120) }),
  state: z.enum(CONNECTION_STATES),
  /** The authorization server; null before the first connection. */
  issuer: z.string().max(512).nullable(),
  /** Granted, as far as the authorization server says. */
  scopes: scopesSchema,
  /** Asked for by the server since, and not granted: connecting again asks for them. */
  missingScopes: scopesSchema,
  connectedAt: timestampSchema.nullable(),
  /** Who connected it. */
  connectedBy: z.string().max(120).nullable(),
  /** When the access token ends. */
  expiresAt: timestampSchema.nullable(),
  /** Whether it is renewed without anybody. */
  renews: z.boolean(),
});

export const upstreamClientSchema = z.object({
  issuer: z.string().max(512),
  kind: z.enum(['preregistered', 'metadata_document', 'dynamic']),
  clientId: z.string().max(2048),
  hasSecret: z.boolean(),
  updatedAt: timestampSchema,
});

const serverParams = orgParams.extend({ serverId: idSchema('server') });
/** Whose connection: a service account's, or one's own. */
const subject = { serviceAccountId: idSchema('serviceAccount').optional() };
const issuerSchema = z
  .url({ protocol: /^https?$/, error: 'Use the https address of the authorization server' })
  .max(512);

export const getConnection = defineOperation({
  id: 'getConnection',
  method: 'get',
  path: '/v1/orgs/{org}/servers/{serverId}/connection',
  summary: 'Whether one, or a service account, is connected to a server',
  tag: 'Connections',
  access: 'server:read',
  params: serverParams,
  query: z.object(subject),
  success: { status: 200, schema: connectionSchema },
  errors: ['server.not_found', 'service_account.not_found'],
});
export const startConnection = defineOperation({
  id: 'startConnection',
  method: 'post',
  path: '/v1/orgs/{org}/servers/{serverId}/connection',
  summary: 'Where to grant access to a server',
  tag: 'Connections',
  access: 'server:connect',
  params: serverParams,
  body: z.strictObject(subject),
  success: { status: 200, schema: z.object({ authorizeUrl: z.string().max(16_384) }) },
  errors: ['server.not_found', 'service_account.not_found', 'upstream.authorization_failed'],
});
export const completeConnection = defineOperation({
  id: 'completeConnection',
  method: 'post',
  path: '/v1/orgs/{org}/connections',
  summary: 'Finish a connection with the ticket the callback gave the browser',
  tag: 'Connections',
  access: 'server:connect',
  params: orgParams,
  body: z.strictObject({ ticket: z.string().min(1).max(128) }),
  success: { status: 200, schema: connectionSchema },
  errors: ['sign_in.not_found', 'server.not_found', 'service_account.not_found', 'upstream.authorization_failed'],
});
export const deleteConnection = defineOperation({
  id: 'deleteConnection',
  method: 'delete',
  path: '/v1/orgs/{org}/servers/{serverId}/connection',
  summary: 'Disconnect; gateways forget the token within seconds',
  tag: 'Connections',
  access: 'server:connect',
  params: serverParams,
  query: z.object(subject),
  success: { status: 204 },
  errors: ['server.not_found', 'service_account.not_found'],
});
export const listUpstreamClients = defineOperation({
  id: 'listUpstreamClients',
  method: 'get',
  path: '/v1/orgs/{org}/upstream-clients',
  summary: 'Who Sallyport is to authorization servers',
  tag: 'Connections',
  access: 'server:read',
  params: orgParams,
  success: { status: 200, schema: z.object({ items: z.array(upstreamClientSchema).max(PAGE_LIMIT_MAX) }) },
  errors: [],
});
export const saveUpstreamClient = defineOperation({
  id: 'saveUpstreamClient',
  method: 'post',
  path: '/v1/orgs/{org}/upstream-clients',
  summary: 'Use a client that was registered at an authorization server by hand',
  tag: 'Connections',
  access: 'server:write',
  params: orgParams,
  body: z.strictObject({
    issuer: issuerSchema,
    clientId: z.string().trim().min(1).max(2048),
    clientSecret: z.string().min(1).max(2048).optional(),
  }),
  success: { status: 200, schema: upstreamClientSchema },
  errors: [],
});
export const deleteUpstreamClient = defineOperation({
  id: 'deleteUpstreamClient',
  method: 'delete',
  path: '/v1/orgs/{org}/upstream-clients',
  summary: 'Forget a client; connections made with it end',
  tag: 'Connections',
  access: 'server:write',
  params: orgParams,
  query: z.object({ issuer: issuerSchema }),
  success: { status: 204 },
  errors: [],
});
