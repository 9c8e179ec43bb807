import type { MemberId, OrgId, Role, ServiceAccountId } from '@sallyport/contracts';
import type { Person } from '../http/request-state.js';

export interface Membership {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly memberId: MemberId;
  readonly name: string;
  readonly role: Role;
}

/** A service account, as one of its tokens makes it known. */
export interface ServiceAccountIdentity {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly accountId: ServiceAccountId;
  readonly name: string;
  /** Null: its token is for MCP alone. */
  readonly role: Role | null;
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: number | null;
}

/** What the guard asks of the identity and gateway modules. Look-ups are fresh: a change counts from the next request on. */
export interface Directory {
  /** Null for an organisation that does not exist and for one the person is not a member of, at the same cost. */
  findMembership(person: Pick<Person, 'issuer' | 'subject'>, orgSlug: string): Promise<Membership | null>;
  /** Null for a token nobody has, a revoked one, and one of a disabled account. @param tokenHash lower-case hexadecimal SHA-256 */
  findServiceAccount(tokenHash: string): Promise<ServiceAccountIdentity | null>;
  /** Id of the gateway a token belongs to. @param tokenHash lower-case hexadecimal SHA-256 */
  findGateway(tokenHash: string): Promise<string | null>;
}
