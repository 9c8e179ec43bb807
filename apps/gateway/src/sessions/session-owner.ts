/** Whom a session has to belong to before it is good for anything. */
export interface SessionOwner {
  readonly orgId: string;
  readonly principalId: string;
  readonly serverId: string;
}
