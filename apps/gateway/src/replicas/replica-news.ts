import { seconds } from '@sallyport/contracts';
import { z } from 'zod';
import type { ReplicaBus } from './replica-bus.js';

/** News older than this is none: a replica that starts later may be told old ones again by whoever kept them. */
const AGE_MAX_MS = seconds(60);
const REASON_LENGTH_MAX = 1_000;
/** 2,048 prints of four bytes. */
const PRINTS_LENGTH_MAX = 11_000;

const newsSchema = z.strictObject({
  at: z.number(),
  news: z.discriminatedUnion('t', [
    z.strictObject({
      t: z.literal('cancelled'),
      session: z.string(),
      requestId: z.union([z.string(), z.number()]),
      reason: z.string(),
    }),
    z.strictObject({ t: z.literal('ended'), session: z.string() }),
    z.strictObject({
      t: z.literal('learned'),
      org: z.string().max(40),
      principal: z.string().max(40),
      client: z.string().max(64),
      server: z.string().max(120),
      tool: z.string().max(1024),
      labels: z.array(z.string().max(120)).max(32),
      isPublic: z.boolean(),
      isUntrusted: z.boolean(),
      at: z.number(),
      /** Little-endian words, base64. */
      prints: z.string().max(PRINTS_LENGTH_MAX),
      asked: z.array(z.string().max(320)).max(16),
    }),
  ]),
});
type News = z.infer<typeof newsSchema>['news'];

/** What is told of a result: hashes and labels, no text. */
export type Learned = Omit<Extract<News, { t: 'learned' }>, 't'>;

/** What a replica does about news of sessions; sessions are told by the ids their clients present. */
export interface NewsHandlers {
  /** Another replica was told to cancel a request that is not on its way there. */
  cancelled(session: string, requestId: string | number, reason: string): void;
  ended(session: string): void;
  /** Another replica delivered a result; only its prints are told. */
  learned(learned: Learned): void;
}

/** News of sessions for all replicas: at best everyone hears them, and everything is right without. */
export class ReplicaNews {
  private readonly bus: Pick<ReplicaBus, 'broadcast'>;
  private readonly handlers: NewsHandlers;
  private readonly now: () => number;

  constructor(bus: Pick<ReplicaBus, 'broadcast'>, handlers: NewsHandlers, now: () => number) {
    this.bus = bus;
    this.handlers = handlers;
    this.now = now;
  }

  cancelled(session: string, requestId: string | number, reason: string): void {
    if (typeof requestId === 'string' && requestId.length > REASON_LENGTH_MAX) return;
    this.tell({ t: 'cancelled', session, requestId, reason: reason.slice(0, REASON_LENGTH_MAX) });
  }

  ended(session: string): void {
    this.tell({ t: 'ended', session });
  }

  learned(learned: Learned): void {
    if (learned.prints.length <= PRINTS_LENGTH_MAX) this.tell({ t: 'learned', ...learned });
  }

  onBroadcast(payload: Buffer): void {
    const told = read(payload);
    if (told === null || Math.abs(this.now() - told.at) > AGE_MAX_MS) return;
    const { news } = told;
    if (news.t === 'ended') this.handlers.ended(news.session);
    else if (news.t === 'learned') this.handlers.learned(news);
    else this.handlers.cancelled(news.session, news.requestId, news.reason);
  }

  private tell(news: News): void {
    this.bus.broadcast(Buffer.from(JSON.stringify({ at: this.now(), news })));
  }
}

const read = (payload: Buffer): z.infer<typeof newsSchema> | null => {
  try {
    return newsSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    return null;
  }
};
