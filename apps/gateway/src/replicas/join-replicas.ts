import type { Coordination, Logger } from '@sallyport/service-kit';
import type { Upstream, UpstreamRegistry } from '../upstream/upstream.js';
import { Relay } from './relay.js';
import { ReplicaBus } from './replica-bus.js';
import { type NewsHandlers, ReplicaNews } from './replica-news.js';
import { type QuestionHandlers, ReplicaQuestions } from './replica-questions.js';
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
  readonly onQuestion: QuestionHandlers;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => number;
}

/** This process as one of several replicas. */
export interface Replicas {
  /** Of this process. */
  readonly replicaId: string;
  /** What is bound to another replica is run there. */
  readonly registry: UpstreamRegistry;
  readonly news: Pick<ReplicaNews, 'cancelled' | 'ended' | 'learned'>;
  readonly questions: Pick<ReplicaQuestions, 'resume' | 'post'>;
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
  const relay: Relay = new Relay({ bus, find, logger, answer: (place, question) => questions.answer(place, question) });
  const questions = new ReplicaQuestions(replicaId, relay, options.onQuestion);
  const news = new ReplicaNews(bus, options.onNews, now);
  return {
    replicaId,
    registry: withReplicas(options.registry, { replicaId, relay }),
    news,
    questions,
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
