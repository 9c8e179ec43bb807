import { AppError } from '@sallyport/contracts';
import {
  carriesRequestMeta,
  eraOf,
  headerMismatch,
  isLegacyVersion,
  isSupportedVersion,
  LATEST_LEGACY_VERSION,
  readRequestMeta,
  SUPPORTED_VERSIONS,
} from '@sallyport/mcp';
import { toCapabilities, toClientInfo } from '../jsonrpc/client-info.js';
import { legacyPeer, ModernPeer } from '../sessions/peer.js';
import type { SessionOwner } from '../sessions/session-owner.js';
import type { Session, SessionStore } from '../sessions/session-store.js';
import type { Peer } from '../upstream/upstream.js';
import type { Parsed, Placed, Recognised, Stage } from './exchange.js';
import { withPeer } from './learn.js';

/**
 * Finds out which client speaks and in which era. A request that says itself which revision it is in is served by that
 * alone; everything else belongs to a session, or begins one.
 * @see MCP specification 2026-07-28, "Versioning: Backward Compatibility"
 */
export const recognise =
  (sessions: Pick<SessionStore, 'find'>): Stage<Parsed, Recognised> =>
  (next) =>
  (exchange) => {
    const { message, head, evidence } = exchange;
    evidence.era = isModern(exchange) ? 'modern' : 'legacy';
    if (evidence.era === 'modern') return next(withPeer(exchange, modernPeer(exchange), null));
    if (head.protocolVersion !== null && !isSupportedVersion(head.protocolVersion)) {
      throw versionUnsupported(head.protocolVersion);
    }
    if (message.kind === 'request' && message.method === 'initialize') {
      return next(withPeer(exchange, newPeer(exchange), null));
    }
    const session = requireSession(exchange, sessions);
    return next(withPeer(exchange, session.peer, session));
  };

const isModern = ({ head, message }: Parsed): boolean => {
  if (head.protocolVersion !== null && isSupportedVersion(head.protocolVersion)) {
    if (eraOf(head.protocolVersion) === 'modern') return true;
    // A session's client may send what members it likes: its session says what it speaks.
    if (head.sessionId !== null) return false;
  }
  if (message.kind !== 'request') return false;
  return carriesRequestMeta(message.params) || message.method === 'server/discover';
};

const modernPeer = (exchange: Parsed): Peer => {
  const { message, head, evidence } = exchange;
  if (message.kind !== 'request') {
    throw new AppError('request.invalid', { detail: 'Clients of this revision send requests only.' });
  }
  const read = readRequestMeta(message.params);
  if (!read.ok) throw new AppError('mcp.meta_invalid', { detail: read.problem });
  const { meta } = read;
  evidence.client = meta.client === null ? null : { name: meta.client.name, version: meta.client.version };
  evidence.protocolVersion = meta.protocolVersion.slice(0, 20);
  if (head.mirrored !== null) {
    const mismatch = headerMismatch({ protocolVersion: head.protocolVersion, ...head.mirrored }, message, meta, []);
    if (mismatch !== null) throw new AppError('mcp.header_mismatch', { detail: mismatch });
  }
  if (!isSupportedVersion(meta.protocolVersion) || eraOf(meta.protocolVersion) !== 'modern') {
    throw versionUnsupported(meta.protocolVersion);
  }
  const { protocolVersion, capabilities } = meta;
  return new ModernPeer(ownerOf(exchange), { protocolVersion, capabilities, client: evidence.client });
};

/** A client that begins: what it says of itself in `initialize`. */
const newPeer = (exchange: Parsed): Peer => {
  const { message, evidence } = exchange;
  const params = message.kind === 'request' ? message.params : undefined;
  const requested = (params as { protocolVersion?: unknown } | undefined)?.protocolVersion;
  evidence.client = toClientInfo(params);
  return legacyPeer(ownerOf(exchange), evidence.callId, {
    protocolVersion: typeof requested === 'string' && isLegacyVersion(requested) ? requested : LATEST_LEGACY_VERSION,
    client: evidence.client,
    capabilities: toCapabilities(params),
  });
};

/**
 * The session a request presents. Every way not to have one is the same plain 404; not presenting any is a 400.
 * @throws AppError `mcp.session_required`, `mcp.session_not_found`, `mcp.version_unsupported`
 */
export const requireSession = (exchange: Placed, sessions: Pick<SessionStore, 'find'>): Session => {
  const { head, evidence } = exchange;
  if (head.sessionId === null) throw new AppError('mcp.session_required');
  const session = sessions.find(head.sessionId, ownerOf(exchange));
  if (session === null) throw new AppError('mcp.session_not_found');
  const { client, protocolVersion } = session.peer;
  evidence.client = client;
  evidence.protocolVersion = protocolVersion;
  // The session tells the version; a client that names another one that exists is served in its session's.
  if (head.protocolVersion !== null && !isLegacyVersion(head.protocolVersion)) {
    throw versionUnsupported(head.protocolVersion);
  }
  return session;
};

/** Whom whatever outlives this message belongs to. */
export const ownerOf = ({ org, principal, server }: Placed): SessionOwner => ({
  orgId: org.orgId,
  principalId: principal.id,
  serverId: server.server.id,
});

const NEWEST_FIRST = [...SUPPORTED_VERSIONS].reverse();

const versionUnsupported = (requested: string): AppError =>
  new AppError('mcp.version_unsupported', {
    params: { supported: NEWEST_FIRST, requested: requested.slice(0, 40) },
  });
