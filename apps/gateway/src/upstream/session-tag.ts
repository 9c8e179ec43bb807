import { bindToReplica, replicaOf } from '../replicas/bound-id.js';
import type { UpstreamSession } from './upstream.js';

/** What made a session: Streamable `http`, HTTP+SSE (`events`), a hosted `stdio` server, or a `bridge` onto a modern server. */
export type SessionMaker = 'http' | 'events' | 'stdio' | 'bridge';

export interface TaggedSession {
  readonly maker: SessionMaker;
  /** The server's version, when the client was told another one. */
  readonly version: string | null;
  /** The id as its maker gave it out. */
  readonly id: string | null;
}

const LETTERS = { http: 'h', events: 'e', stdio: 'd', bridge: 'm' } as const satisfies Record<SessionMaker, string>;
const MAKERS = new Map<string, SessionMaker>([
  ['h', 'http'],
  ['e', 'events'],
  ['d', 'stdio'],
  ['m', 'bridge'],
]);
const TAG = /^~([hedm])(\d{4}-\d{2}-\d{2})?(?:~(.*))?$/s;

/**
 * Writes into a session's id which transport made it, so that its later messages find the same one on every replica. Ids of
 * Streamable HTTP stay as the server gave them unless they would read as a tag or as bound to a replica, which a server has no
 * say in. An id of ours that is bound to a replica stays so.
 */
export const tagSession = ({ maker, version, id }: TaggedSession): string | null => {
  if (maker === 'http' && version === null && (id === null || !isMarked(id))) return id;
  const replica = id === null || maker === 'http' ? null : replicaOf(id);
  const local = id === null || replica === null ? id : id.slice(bindToReplica(replica, '').length);
  const tagged = `~${LETTERS[maker]}${version ?? ''}${local === null ? '' : `~${local}`}`;
  return replica === null ? tagged : bindToReplica(replica, tagged);
};

/** What {@link tagSession} wrote. */
export const readSessionTag = (id: string | null): TaggedSession => {
  if (id === null || !isMarked(id)) return { maker: 'http', version: null, id };
  const replica = replicaOf(id);
  const tag = TAG.exec(replica === null ? id : id.slice(bindToReplica(replica, '').length));
  const maker = MAKERS.get(tag?.[1] ?? '');
  if (tag === null || maker === undefined) return { maker: 'http', version: null, id };
  const local = tag[3] ?? null;
  return {
    maker,
    version: tag[2] ?? null,
    id: local === null || replica === null ? local : bindToReplica(replica, local),
  };
};

const isMarked = (id: string): boolean => id.startsWith('~') || id.startsWith('@');

export interface FoundSession {
  readonly maker: SessionMaker;
  /** The session as its maker knows it. */
  readonly session: UpstreamSession;
}

/** Sessions read before: one object per session, because request heads are kept by it. */
const found = new WeakMap<UpstreamSession, FoundSession>();

/** The transport that made a session, and the session as that transport knows it. */
export const findSession = (session: UpstreamSession): FoundSession => {
  const known = found.get(session);
  if (known !== undefined) return known;
  const { maker, version, id } = readSessionTag(session.id);
  const protocolVersion = version ?? session.protocolVersion;
  const same = id === session.id && protocolVersion === session.protocolVersion;
  const fresh = { maker, session: same ? session : { id, protocolVersion } };
  found.set(session, fresh);
  return fresh;
};
