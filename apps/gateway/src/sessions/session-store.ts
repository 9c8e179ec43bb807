import { days } from '@sallyport/contracts';
import type { Peer, UpstreamSession } from '../upstream/upstream.js';
import { GenerationalCache } from './generational-cache.js';
import { legacyPeer } from './peer.js';
import type { SessionOwner } from './session-owner.js';
import type { SessionClaims, SessionSealer } from './session-token.js';

/** A session a client has with one server, as the gateway sees it. */
export interface Session {
  /** The id the client presents. */
  readonly token: string;
  readonly orgId: string;
  readonly principalId: string;
  readonly serverId: string;
  readonly peer: Peer;
  readonly issuedAt: number;
  readonly upstream: UpstreamSession;
}

/** What is known of a session when it begins. */
export interface SessionFacts extends Pick<Peer, 'protocolVersion' | 'client' | 'capabilities'> {
  readonly upstream: UpstreamSession;
}

/** Longest life of a session; a client that gets 404 then starts a new one by itself. */
const SESSION_AGE_MAX_MS = days(7);
/** Opened sessions kept at hand, about 1 KB each. More clients than this pay for one decryption per change of turn. */
const OPENED_MAX = 10_000;
/** Ended sessions remembered. A forgotten one still fails at the server, which ended it too. */
const ENDED_MAX = 100_000;

/** Gives out, recognises and ends sessions. Holds nothing that cannot be lost: the ids carry the sessions. */
export class SessionStore {
  private readonly opened = new GenerationalCache<Session>(OPENED_MAX);
  private readonly ended = new GenerationalCache<true>(ENDED_MAX);
  private readonly sealer: SessionSealer;
  private readonly now: () => number;

  constructor(sealer: SessionSealer, now: () => number = Date.now) {
    this.sealer = sealer;
    this.now = now;
  }

  create(owner: SessionOwner, facts: SessionFacts): Session {
    const claims: SessionClaims = {
      ...owner,
      upstreamId: facts.upstream.id,
      upstreamVersion: facts.upstream.protocolVersion,
      protocolVersion: facts.protocolVersion,
      client: facts.client,
      capabilities: bounded(facts.capabilities),
      issuedAt: this.now(),
    };
    const token = this.sealer.seal(claims);
    const session = toSession(token, claims);
    this.opened.set(token, session);
    return session;
  }

  /**
   * The session behind an id, if it is this owner's. Null for every other reason alike: no such session, ended, too old,
   * somebody else's. Callers must not tell these apart towards the client.
   */
  find(token: string, owner: SessionOwner): Session | null {
    const session = this.opened.get(token) ?? this.open(token);
    if (session === null || this.ended.get(token) === true) return null;
    const owned =
      session.orgId === owner.orgId && session.principalId === owner.principalId && session.serverId === owner.serverId;
    return owned && this.now() - session.issuedAt < SESSION_AGE_MAX_MS ? session : null;
  }

  end(session: Pick<Session, 'token'>): void {
    this.opened.delete(session.token);
    this.ended.set(session.token, true);
  }

  private open(token: string): Session | null {
    const claims = this.sealer.open(token);
    if (claims === null) return null;
    const session = toSession(token, claims);
    this.opened.set(token, session);
    return session;
  }
}

/** Enough of a session id to be unique: its nonce and its tag. */
const KEY_LENGTH = 37;

const toSession = (token: string, { upstreamId, upstreamVersion, ...claims }: SessionClaims): Session => ({
  token,
  orgId: claims.orgId,
  principalId: claims.principalId,
  serverId: claims.serverId,
  issuedAt: claims.issuedAt,
  peer: legacyPeer(claims, token.slice(0, KEY_LENGTH), claims),
  upstream: { id: upstreamId, protocolVersion: upstreamVersion },
});

/** A session id travels as a header with every message, so what it carries of the client is bounded; beyond, by name only. */
const CAPABILITIES_LENGTH_MAX = 1_500;

const bounded = (capabilities: Peer['capabilities']): Peer['capabilities'] =>
  JSON.stringify(capabilities).length <= CAPABILITIES_LENGTH_MAX
    ? capabilities
    : Object.fromEntries(
        Object.keys(capabilities)
          .slice(0, CAPABILITY_NAMES_MAX)
          .map((name) => [name.slice(0, 60), {}]),
      );

const CAPABILITY_NAMES_MAX = 16;
