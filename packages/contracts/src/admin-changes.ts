/** Administrative changes, past tense; each is written in the transaction of the change it describes. */
export const ADMIN_ACTIONS = [
  'org.created',
  'server.created',
  'server.updated',
  'server.connected',
  'server.disconnected',
  'upstream_client.saved',
  'upstream_client.deleted',
  'definition.pinned',
  'definition.drifted',
  'definition.approved',
  'definition.blocked',
  'policy.created',
  'policy.published',
  'member.joined',
  'member.role_changed',
  'service_account.created',
  'service_account.disabled',
  'token.issued',
  'token.revoked',
  'platform.accessed',
] as const;
export type AdminAction = (typeof ADMIN_ACTIONS)[number];
