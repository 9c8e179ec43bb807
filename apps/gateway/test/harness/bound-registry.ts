import { bindToReplica, replicaOf } from '../../src/replicas/bound-id.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamRegistry,
  UpstreamSession,
  UpstreamSink,
} from '../../src/upstream/upstream.js';

/**
 * Upstreams whose sessions live in one process, as those of a hosted server do: made here, they serve here. One of a replica
 * that is gone is begun anew, as the interface asks; which ones were is told by `anew`.
 */
export const bindSessions =
  (replicaId: string, anew: string[]) =>
  (registry: UpstreamRegistry): UpstreamRegistry => {
    const known = new WeakMap<Upstream, Upstream>();
    return {
      ...registry,
      get: (orgId, server) => {
        const inner = registry.get(orgId, server);
        const bound = known.get(inner) ?? new BoundUpstream(inner, replicaId, anew);
        known.set(inner, bound);
        return bound;
      },
    };
  };

class BoundUpstream implements Upstream {
  private readonly inner: Upstream;
  private readonly replicaId: string;
  private readonly anew: string[];

  constructor(inner: Upstream, replicaId: string, anew: string[]) {
    this.inner = inner;
    this.replicaId = replicaId;
    this.anew = anew;
  }

  get health() {
    return this.inner.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink) {
    const { session } = call;
    if (session !== null) return this.inner.send({ ...call, session: this.local(session) }, sink);
    const head: UpstreamSink['onHead'] = ({ status, stream, sessionId }) =>
      sink.onHead({ status, stream, sessionId: sessionId === null ? null : bindToReplica(this.replicaId, sessionId) });
    return this.inner.send(call, {
      onHead: head,
      onMessage: (raw, eventId) => sink.onMessage(raw, eventId),
      onCursor: (eventId, retryMs) => sink.onCursor?.(eventId, retryMs),
      onEnd: () => sink.onEnd(),
      onError: (error) => sink.onError(error),
    });
  }

  listen(request: ListenRequest, sink: UpstreamSink) {
    return this.inner.listen({ ...request, session: this.local(request.session) }, sink);
  }

  end(peer: Peer, session: UpstreamSession) {
    return this.inner.end(peer, this.local(session));
  }

  close() {
    return this.inner.close();
  }

  private local(session: UpstreamSession): UpstreamSession {
    const replica = replicaOf(session.id);
    if (session.id === null || replica === null) return session;
    if (replica !== this.replicaId) this.anew.push(replica);
    return { ...session, id: session.id.slice(bindToReplica(replica, '').length) };
  }
}
