import type { Coordination, Logger } from '@sallyport/service-kit';
import type { Upstream, UpstreamRegistry } from '../upstream/upstream.js';
import { Relay } from './relay.js';
import { ReplicaBus } from './replica-bus.js';
import { type NewsHandlers, ReplicaNews } from './replica-news.js';
import { withReplicas } from './replica-router.js';

export interface JoinOptions {
  readonly coordination: Coordination;
  readonly replicaId: string;
  /** 32 bytes, the same on every replica. */
  readonly secret: Buffer;
  readonly registry: UpstreamRegistry;
  /** The upstream of a server that exists and is enabled by this replica's own snapshot. */
  readonly find: (orgId: string, serverId: string) => Upstream | null;
  readonly onNews: NewsHandlers;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => number;
}

/** This process as one of several replicas. */
export interface Replicas {
  /** What is bound to another replica is run there. */
  readonly registry: UpstreamRegistry;
  readonly news: Pick<ReplicaNews, 'cancelled' | 'ended'>;
  /** Exchanges under way with other replicas. */
  readonly size: number;
  /** From here on others find this replica. */
  open(): Promise<void>;
  /** Lets what is under way end for at most `drainMs`; then others find this replica gone. */
  close(drainMs: number): Promise<void>;
}

export const joinReplicas = (options: JoinOptions): Replicas => {
  const { coordination, replicaId, secret, logger, find, now } = options;
  const bus = new ReplicaBus({ coordination, replicaId, secret, logger });
  const relay = new Relay({ bus, find, logger });
  const news = new ReplicaNews(bus, options.onNews, now);
  return {
    registry: withReplicas(options.registry, { replicaId, relay }),
    news,
    get size() {
      return relay.size;
    },
    open: () =>
      bus.open({
        onFrame: (from, payload) => relay.onFrame(from, payload),
        onGap: (from) => relay.onGap(from),
        onBroadcast: (_from, payload) => news.onBroadcast(payload),
      }),
    close: async (drainMs) => {
      await relay.drained(drainMs);
      relay.close();
      await bus.close();
    },
  };
};
