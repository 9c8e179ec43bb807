import { AppError } from '@sallyport/contracts';
import { refuse, SILENT_SINK } from '../upstream/local-answer.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamRegistry,
  UpstreamSession,
  UpstreamSink,
} from '../upstream/upstream.js';
import { replicaOf } from './bound-id.js';
import type { Operation } from './operation.js';
import type { Relay } from './relay.js';
import type { RelayedPlace } from './relayed-call.js';

export interface ReplicaRouterOptions {
  /** Of this process. */
  readonly replicaId: string;
  readonly relay: Pick<Relay, 'carry'>;
}

/**
 * The outermost upstream where there are several replicas: what is bound to another one is run there, everything else here. A
 * session whose replica is gone is begun anew here, from what its peer declared, and a task is looked for here; an exchange that
 * was parked there is lost.
 */
export class ReplicaRouter implements Upstream {
  private readonly inner: Upstream;
  private readonly place: RelayedPlace;
  private readonly options: ReplicaRouterOptions;

  constructor(inner: Upstream, place: RelayedPlace, options: ReplicaRouterOptions) {
    this.inner = inner;
    this.place = place;
    this.options = options;
  }

  get health(): UpstreamHealth {
    return this.inner.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const operation: Operation = { kind: 'send', call };
    const parkedAt = replicaOf(call.kind === 'response' ? call.id : requestStateOf(call.params));
    if (parkedAt !== null) {
      if (parkedAt === this.options.replicaId) return this.inner.send(call, sink);
      return this.carry(parkedAt, operation, sink, () => refuse(sink, new AppError('mcp.exchange_lost')));
    }
    const heldAt = this.elsewhere(call.session?.id) ?? this.elsewhere(taskIdOf(call));
    if (heldAt === null) return this.inner.send(call, sink);
    return this.carry(heldAt, operation, sink, () => this.inner.send(call, sink));
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const heldAt = this.elsewhere(request.session.id);
    if (heldAt === null) return this.inner.listen(request, sink);
    return this.carry(heldAt, { kind: 'listen', request }, sink, () => this.inner.listen(request, sink));
  }

  end(peer: Peer, session: UpstreamSession): Promise<void> {
    const heldAt = this.elsewhere(session.id);
    if (heldAt === null) return this.inner.end(peer, session);
    return new Promise((resolve) => {
      const sink = { ...SILENT_SINK, onEnd: () => resolve(), onError: () => resolve() };
      this.carry(heldAt, { kind: 'end', peer, session }, sink, () => {
        void this.inner.end(peer, session).then(resolve);
        return NOTHING_TO_STOP;
      });
    });
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** The replica that holds what an id names, unless that is this one or none in particular. */
  private elsewhere(id: unknown): string | null {
    const heldAt = replicaOf(id);
    return heldAt === this.options.replicaId ? null : heldAt;
  }

  private carry(to: string, operation: Operation, sink: UpstreamSink, instead: () => UpstreamExchange) {
    return this.options.relay.carry({ to, place: this.place, operation, instead }, sink);
  }
}

/** The same registry, every upstream of it behind a router. */
export const withReplicas = (registry: UpstreamRegistry, options: ReplicaRouterOptions): UpstreamRegistry => {
  const routers = new WeakMap<Upstream, ReplicaRouter>();
  return {
    get: (orgId, server) => {
      const inner = registry.get(orgId, server);
      const known = routers.get(inner);
      if (known !== undefined) return known;
      const router = new ReplicaRouter(inner, { orgId, serverId: server.id }, options);
      routers.set(inner, router);
      return router;
    },
    apply: (orgId, servers) => registry.apply(orgId, servers),
    close: () => registry.close(),
  };
};

const requestStateOf = (params: object | undefined): unknown =>
  (params as { requestState?: unknown } | undefined)?.requestState;

/** The task a request is about: one that a bridge follows in a session of its own is known to its replica first of all. */
const taskIdOf = ({ method, params }: UpstreamCall): unknown =>
  method?.startsWith('tasks/') === true ? (params as { taskId?: unknown } | undefined)?.taskId : undefined;

const NOTHING_TO_STOP: UpstreamExchange = { resume: () => undefined, cancel: () => undefined };
