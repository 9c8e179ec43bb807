import type { MemberId, OrgId, Role } from '@sallyport/contracts';
import type { Person } from '../http/request-state.js';

export interface Membership {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly memberId: MemberId;
  readonly name: string;
  readonly role: Role;
}

/** What the guard asks of the identity and gateway modules. Both look-ups are fresh: a change counts from the next request on. */
export interface Directory {
  /** Null for an organisation that does not exist and for one the person is not a member of, at the same cost. */
  findMembership(person: Pick<Person, 'issuer' | 'subject'>, orgSlug: string): Promise<Membership | null>;
  /** Id of the gateway a token belongs to. @param tokenHash lower-case hexadecimal SHA-256 */
  findGateway(tokenHash: string): Promise<string | null>;
}
