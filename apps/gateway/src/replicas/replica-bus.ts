import type { Coordination, Logger, Unsubscribe, Withdraw } from '@sallyport/service-kit';
import { GenerationalCache } from '../sessions/generational-cache.js';
import { EVERYBODY, FrameSeal } from './frame-seal.js';

/** A replica that says nothing for so long is not there. Several announcements fit in, so a lost one does no harm. */
export const PRESENCE_TTL_MS = 1_500;
/** Replicas whose place in the sequence is remembered; far more than ever run at once. */
const SENDERS_MAX = 4_096;
/** Largest payload of a frame. Everything longer is sent in parts. */
export const FRAME_BYTES_MAX = 65_536;
/** Longest text on the bus that is looked at: such a frame sealed, in base64, and what says whose it is. */
const TEXT_LENGTH_MAX = Math.ceil((FRAME_BYTES_MAX * 4) / 3) + 256;
const TEXT = /^([a-z0-9-]{1,80}) (\d{1,15}) ([A-Za-z0-9+/]+={0,2})$/;

export interface ReplicaBusOptions {
  readonly coordination: Coordination;
  /** Of this process; see `newReplicaId`. */
  readonly replicaId: string;
  /** 32 bytes, the same on every replica: who has it speaks, and nobody else. */
  readonly secret: Buffer;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface BusHandlers {
  /** A frame sent to this replica. */
  onFrame(from: string, payload: Buffer): void;
  /** Frames of this sender were lost on the way. Comes before the frame that showed it. */
  onGap(from: string): void;
  /** A frame sent to all replicas; some may be lost, and nobody is told. */
  onBroadcast(from: string, payload: Buffer): void;
}

/**
 * What replicas tell each other over the coordination: frames that are sealed, numbered from 0 on each way, and taken in order.
 * A frame that comes twice, late, or from anyone without the secret does not come at all; a frame that is missing is noticed
 * with the next one. Never throws for what arrives.
 */
export class ReplicaBus {
  readonly replicaId: string;
  private readonly options: ReplicaBusOptions;
  private readonly outgoing = new GenerationalCache<{ readonly seal: FrameSeal; next: number }>(SENDERS_MAX);
  /** Ways ever made, and the first number no way has used. */
  private ways = 0;
  private unused = 0;
  /** Number of the last frame taken, by way. Entries are made by whoever has the secret only. */
  private readonly taken = new GenerationalCache<number>(2 * SENDERS_MAX);
  private readonly incoming = new GenerationalCache<FrameSeal>(SENDERS_MAX);
  private ends: (Unsubscribe | Withdraw)[] = [];

  constructor(options: ReplicaBusOptions) {
    this.options = options;
    this.replicaId = options.replicaId;
  }

  /** Resolves when others can reach this replica, or the coordination is away and will let them once it is back. */
  async open(handlers: BusHandlers): Promise<void> {
    const { coordination, replicaId } = this.options;
    const take = (to: string) => (text: string) => this.take(handlers, to, text);
    this.ends = [
      await coordination.subscribe(channelOf(replicaId), take(replicaId)),
      await coordination.subscribe(channelOf(EVERYBODY), take(EVERYBODY)),
      // Last: who is known to be there has to hear.
      await coordination.announce(nameOf(replicaId), PRESENCE_TTL_MS),
    ];
  }

  /** False while what is sent is known not to arrive. */
  get works(): boolean {
    return !this.options.coordination.degraded;
  }

  /** Null when nobody can tell. */
  isPresent(replicaId: string): Promise<boolean | null> {
    return this.options.coordination.isPresent(nameOf(replicaId));
  }

  /** @param payload  at most {@link FRAME_BYTES_MAX} bytes */
  post(to: string, payload: Buffer): void {
    const { replicaId, secret, coordination } = this.options;
    let way = this.outgoing.get(to);
    if (way === undefined) {
      // One that may have been forgotten goes on behind every number there was: a nonce used twice would give the frames away.
      const next = this.ways < SENDERS_MAX / 2 ? 0 : this.unused;
      way = { seal: new FrameSeal(secret, replicaId, to), next };
      this.outgoing.set(to, way);
      this.ways++;
    }
    const number = way.next++;
    this.unused = Math.max(this.unused, way.next);
    void coordination.publish(channelOf(to), `${replicaId} ${number} ${way.seal.seal(number, payload)}`);
  }

  broadcast(payload: Buffer): void {
    this.post(EVERYBODY, payload);
  }

  /** Others find this replica gone at once. */
  async close(): Promise<void> {
    for (const end of this.ends.reverse()) await end();
    this.ends = [];
  }

  private take(handlers: BusHandlers, to: string, text: string): void {
    const read = text.length <= TEXT_LENGTH_MAX ? TEXT.exec(text) : null;
    const [from, digits, sealed] = read?.slice(1) ?? [];
    if (from === undefined || digits === undefined || sealed === undefined) {
      this.options.logger.warn({ length: text.length }, 'something on the replicas’ channel is no frame');
      return;
    }
    if (from === this.replicaId) return;
    const way = `${from} ${to}`;
    const number = Number(digits);
    const last = this.taken.get(way) ?? -1;
    if (number <= last) return;
    const seal = this.incoming.get(way) ?? new FrameSeal(this.options.secret, from, to);
    const payload = seal.open(number, sealed);
    if (payload === null) {
      this.options.logger.warn({ from }, 'a frame that claims to be of a replica was not sealed by one');
      return;
    }
    this.incoming.set(way, seal);
    this.taken.set(way, number);
    if (to === EVERYBODY) handlers.onBroadcast(from, payload);
    else {
      if (number > last + 1) handlers.onGap(from);
      handlers.onFrame(from, payload);
    }
  }
}

const channelOf = (to: string): string => `replica:${to}`;
const nameOf = (replicaId: string): string => `replica:${replicaId}`;
