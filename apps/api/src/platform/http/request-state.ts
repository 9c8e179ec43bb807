import type { Access, AppError, MemberId, OrgId, Role, ServiceAccountId } from '@sallyport/contracts';
import type { Request } from 'express';

/** A signed-in person, as the identity provider vouches for them. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  /** Milliseconds since the epoch. Nothing that was opened with the token outlives it. */
  readonly tokenExpiresAt: number;
}

export interface PublicContext {
  readonly requestId: string;
}

export interface PersonContext extends PublicContext {
  readonly person: Person;
}

/** Who changes what of which organisation: all that a use case has to know of its caller. */
export interface ActingContext {
  readonly orgId: OrgId;
  readonly orgSlug: string;
  readonly actor: { readonly name: string };
}

/** A member, or a service account that was given a role at this api. */
export type Actor =
  | { readonly kind: 'user'; readonly id: MemberId; readonly name: string }
  | { readonly kind: 'service_account'; readonly id: ServiceAccountId; readonly name: string };

/** Somebody acting inside one organisation they belong to. */
export interface OrgContext extends PublicContext, ActingContext {
  readonly role: Role;
  readonly actor: Actor;
  readonly credential: {
    /** Milliseconds since the epoch. Nothing that was opened with the token outlives it. */
    readonly expiresAt: number;
    /** Role the token has here now; null when it has none any more. */
    readonly currentRole: () => Promise<Role | null>;
  };
}

export interface GatewayContext extends PublicContext {
  readonly gatewayId: string;
}

/** What a handler of an operation with this access is given; nothing else can reach it. */
export type ContextOf<A extends Access> = A extends 'public'
  ? PublicContext
  : A extends 'authenticated'
    ? PersonContext
    : A extends 'gateway'
      ? GatewayContext
      : OrgContext;

/** What the edge knows about one request; written by the edge only, read by the log line. */
export interface RequestState {
  readonly requestId: string;
  readonly startedAt: number;
  operationId?: string;
  context?: PublicContext | PersonContext | OrgContext | GatewayContext;
  input?: unknown;
  error?: AppError;
}

const states = new WeakMap<Request, RequestState>();

export const attachState = (req: Request, state: RequestState): void => {
  states.set(req, state);
};

/** The state of a request; every request has one because the first middleware attaches it. */
export const stateOf = (req: Request): RequestState => {
  const state = states.get(req);
  if (!state) throw new Error('request without state: the request context middleware did not run');
  return state;
};
