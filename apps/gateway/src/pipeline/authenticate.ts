import { hash } from 'node:crypto';
import { AppError, type Principal, SERVICE_TOKEN_PATTERN } from '@sallyport/contracts';
import type { OrgDirectory } from '../snapshot/org-directory.js';
import type { OrgRuntime, TokenGrant } from '../snapshot/org-runtime.js';
import type { Authenticated, Incoming, Stage } from './exchange.js';
import { withCaller } from './learn.js';

/** The scheme is case-insensitive (RFC 9110); exactly one blank, because what we hash must be what was meant. */
const BEARER = 'bearer ';

/** Who a request comes from. */
export interface Identity {
  readonly org: OrgRuntime;
  readonly principal: Principal;
  readonly signedInAt: number | null;
}

/**
 * Says who a request comes from, by the snapshot in force at this moment. What outlives one message asks again.
 * @throws AppError `auth.*`, `gateway.not_ready`, `org.not_found`
 */
export type Identify = (request: Pick<Incoming, 'head' | 'orgSlug'>) => Identity;

/** Turns a caller into a principal of the organisation that is addressed, on every request. */
export const authenticate =
  (identify: Identify): Stage<Incoming, Authenticated> =>
  (next) =>
  (exchange) => {
    const identity = identify(exchange);
    const { org, principal } = identity;
    const { evidence } = exchange;
    evidence.orgId = org.orgId;
    evidence.snapshotVersion = org.version;
    evidence.principal = principal;
    return next(withCaller(exchange, identity));
  };

/**
 * By bearer token. There is no way on without one: no anonymous principal exists, and the query string is not looked at. An
 * organisation that does not exist and one that does not know the token are the same answer.
 */
export const byToken =
  (directory: Pick<OrgDirectory, 'find' | 'isEmpty'>, now: () => number): Identify =>
  ({ head, orgSlug }) => {
    const { authorization } = head;
    const org = directory.find(orgSlug);
    if (org === undefined) throw refusal(authorization, directory);
    const grant = org.recentGrants.get(authorization ?? '') ?? findGrant(org, authorization);
    assertUnexpired(grant, now());
    return { org, principal: grant.principal, signedInAt: grant.signedInAt };
  };

/** For a gateway of one person, reached over nothing but a pipe or the loopback: every caller is that person. */
export const always =
  (directory: Pick<OrgDirectory, 'find'>, principal: Principal): Identify =>
  ({ orgSlug }) => {
    const org = directory.find(orgSlug);
    if (org === undefined) throw new AppError('org.not_found');
    return { org, principal, signedInAt: null };
  };

const findGrant = (org: OrgRuntime, authorization: string | null): TokenGrant => {
  const token = bearerOf(authorization);
  const grant = org.findGrant(hash('sha256', token, 'hex'));
  if (grant === undefined) throw new AppError('auth.token_invalid');
  org.recentGrants.set(`${authorization}`, grant);
  return grant;
};

/** For a caller of an organisation that is not there: what it would hear of one that is, if it shows no token at all. */
const refusal = (authorization: string | null, { isEmpty }: Pick<OrgDirectory, 'isEmpty'>): AppError => {
  bearerOf(authorization);
  // Before the first snapshot no token can be known; a client must not take that for the loss of its own.
  return isEmpty ? new AppError('gateway.not_ready', { retryAfterSeconds: 2 }) : new AppError('auth.token_invalid');
};

const bearerOf = (authorization: string | null): string => {
  if (authorization === null || authorization === '') throw new AppError('auth.token_missing');
  const token = authorization.slice(BEARER.length);
  const isBearer = authorization.slice(0, BEARER.length).toLowerCase() === BEARER;
  if (!isBearer || !SERVICE_TOKEN_PATTERN.test(token)) throw new AppError('auth.token_invalid');
  return token;
};

const assertUnexpired = (grant: TokenGrant, now: number): void => {
  if (grant.expiresAt <= now) throw new AppError('auth.token_expired');
};
