import { AppError, seconds } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import { GenerationalCache } from '../sessions/generational-cache.js';
import type { Upstream, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { decodeFrame, encodeFrame, type Frame, type FrameOf, toErrorFrame } from './frames.js';
import { HostedCall } from './hosted-call.js';
import type { Operation, ReplicaQuestion } from './operation.js';
import { RelayedCall, type RelayedPlace } from './relayed-call.js';
import type { BusHandlers, ReplicaBus } from './replica-bus.js';

const PULSE_INTERVAL_MS = seconds(1);
/** Nothing heard for so long of a replica that something is under way with: it is gone, or cannot be heard. */
const SILENCE_MAX_MS = seconds(5);
/** Nothing heard for so long: whether it is said to be there at all is looked up. */
const DOUBT_MS = 1_500;
/** A replica that said something so lately is there. */
const HEARD_MS = seconds(1);
const REPLICAS_MAX = 1_000;
/** Exchanges run here for other replicas on behalf of one organisation. */
const HOSTED_PER_ORG_MAX = 2_048;

export interface RelayOptions {
  readonly bus: Pick<ReplicaBus, 'post' | 'isPresent' | 'works'>;
  /** The upstream of a server this replica knows to exist and to be enabled, by its own snapshot. */
  readonly find: (orgId: string, serverId: string) => Upstream | null;
  /** What this replica answers to others that ask it. */
  readonly answer: (place: RelayedPlace, question: ReplicaQuestion) => Promise<Buffer | null>;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface RelayRequest {
  /** The replica that is to run it. */
  readonly to: string;
  readonly place: RelayedPlace;
  readonly operation: Operation;
  /** What is done when that replica is gone. */
  readonly instead: () => UpstreamExchange;
}

interface Hosted {
  readonly orgId: string;
  readonly call: HostedCall;
}

/** What is under way between this replica and one other. */
interface Link {
  readonly relayed: Map<number, RelayedCall>;
  readonly hosted: Map<number, Hosted>;
  heardAt: number;
}

/**
 * Exchanges at servers that one replica runs for another. The bus may lose frames but never reorders or repeats them, and
 * says so when it lost some: then everything under way between the two replicas fails with `upstream.unavailable`, on both
 * sides, because nobody can tell what was lost. While something is under way both sides say every second that they are there,
 * so a loss is noticed though nothing else is said, and so is a replica that died.
 */
export class Relay implements Pick<BusHandlers, 'onFrame' | 'onGap'> {
  private readonly options: RelayOptions;
  private readonly links = new Map<string, Link>();
  private readonly hostedByOrg = new Map<string, number>();
  /** When each replica last said something. */
  private readonly heardAt = new GenerationalCache<number>(REPLICAS_MAX);
  private lastExchange = 0;
  private pulse: NodeJS.Timeout | null = null;
  private pulsedAt = 0;
  private onDrained: (() => void) | null = null;

  constructor(options: RelayOptions) {
    this.options = options;
  }

  /** Exchanges under way, both run for others and run by others. */
  get size(): number {
    let size = 0;
    for (const { relayed, hosted } of this.links.values()) size += relayed.size + hosted.size;
    return size;
  }

  /** Has another replica run an operation; the sink hears what it would have heard from an upstream here. */
  carry({ to, place, operation, instead }: RelayRequest, sink: UpstreamSink): UpstreamExchange {
    const { bus } = this.options;
    const link = this.linkTo(to);
    const x = ++this.lastExchange;
    const port = {
      get works() {
        return bus.works;
      },
      isHeard: performance.now() - (this.heardAt.get(to) ?? Number.NEGATIVE_INFINITY) < HEARD_MS,
      isPresent: () => bus.isPresent(to),
      send: (frame: Frame, bytes?: Buffer) => this.send(to, frame, bytes),
      forget: () => {
        link.relayed.delete(x);
        this.tidy(to, link);
      },
    };
    const call = new RelayedCall(x, port, { place, operation }, sink, instead);
    link.relayed.set(x, call);
    call.start();
    return call;
  }

  /**
   * Asks a replica for what it alone knows. Null when it knows nothing of the kind, or is gone.
   * @throws AppError `upstream.unavailable` when it cannot be reached; whatever it answers with
   */
  ask(to: string, place: RelayedPlace, question: ReplicaQuestion): Promise<Buffer | null> {
    return new Promise((resolve, reject) => {
      let answer: Buffer | null = null;
      const sink = {
        onHead: () => undefined,
        onMessage: (raw: Buffer) => {
          answer = raw;
          return true;
        },
        onEnd: () => resolve(answer),
        onError: reject,
      };
      const instead = () => {
        resolve(null);
        return NOTHING_TO_STOP;
      };
      this.carry({ to, place, operation: { kind: 'ask', question }, instead }, sink);
    });
  }

  onFrame(from: string, payload: Buffer): void {
    const link = this.links.get(from);
    const now = performance.now();
    this.heardAt.set(from, now);
    if (link !== undefined) link.heardAt = now;
    const decoded = decodeFrame(payload);
    if (decoded === null) {
      this.options.logger.warn({ from }, 'a replica said something this version does not know');
      this.onGap(from);
      return;
    }
    const { frame, bytes } = decoded;
    switch (frame.t) {
      case 'pulse':
        // It waits for something that is over here: with the answer it sees what it missed.
        if (link === undefined) this.send(from, { t: 'pulse' });
        return;
      case 'reset':
        this.breakOff(from, ({ begun }) => begun);
        return;
      case 'open':
        this.host(from, frame.x, frame);
        return;
      case 'operation':
        this.receive(from, frame, bytes);
        return;
      case 'credit':
        link?.hosted.get(frame.x)?.call.credit(frame.bytes);
        return;
      case 'cancel':
        link?.hosted.get(frame.x)?.call.cancel(frame.reason);
        return;
      default:
        link?.relayed.get(frame.x)?.receive(frame, bytes);
    }
  }

  onGap(from: string): void {
    this.options.logger.warn({ from }, 'frames of a replica were lost; what was under way with it is over');
    this.breakOff(from);
    this.send(from, { t: 'reset' });
  }

  /** Resolves when nothing is under way any more, or after so long. */
  drained(timeoutMs: number): Promise<void> {
    if (this.links.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.onDrained = null;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.onDrained = done;
    });
  }

  /** Fails what others run for this replica and stops what it runs for them, which they are told. */
  close(): void {
    const gone = new AppError('upstream.unavailable', { detail: 'The gateway that held this session has ended' });
    for (const { relayed, hosted } of [...this.links.values()]) {
      for (const call of [...relayed.values()]) call.fail(gone.detail);
      for (const { call } of [...hosted.values()]) call.stop(gone);
    }
  }

  private host(from: string, x: number, { orgId, serverId }: RelayedPlace): void {
    const link = this.linkTo(from);
    // Asked again because the answer was slow, not to be done twice.
    if (!link.hosted.has(x)) {
      const refusal = this.refusalOf(orgId, serverId);
      if (refusal !== null) {
        this.send(from, toErrorFrame(x, refusal));
        this.tidy(from, link);
        return;
      }
      const port = {
        find: () => this.options.find(orgId, serverId),
        answer: (question: ReplicaQuestion) => this.options.answer({ orgId, serverId }, question),
        send: (frame: Frame, bytes?: Buffer) => this.send(from, frame, bytes),
        forget: () => this.unhost(from, link, x),
      };
      link.hosted.set(x, { orgId, call: new HostedCall(x, port) });
      this.hostedByOrg.set(orgId, (this.hostedByOrg.get(orgId) ?? 0) + 1);
    }
    this.send(from, { t: 'ready', x });
  }

  private receive(from: string, { x, last }: FrameOf<'operation'>, part: Buffer): void {
    const hosted = this.links.get(from)?.hosted.get(x);
    if (hosted !== undefined) hosted.call.receive(part, last);
    // Given up here meanwhile; who sent it is not to wait.
    else if (last) this.send(from, toErrorFrame(x, new AppError('upstream.unavailable', { detail: LOST })));
  }

  private refusalOf(orgId: string, serverId: string): AppError | null {
    if (this.options.find(orgId, serverId) === null) return new AppError('server.not_found');
    if ((this.hostedByOrg.get(orgId) ?? 0) < HOSTED_PER_ORG_MAX) return null;
    return new AppError('upstream.unavailable', {
      detail: 'Too many calls are waiting for the servers of this gateway',
    });
  }

  private unhost(from: string, link: Link, x: number): void {
    const hosted = link.hosted.get(x);
    if (hosted === undefined) return;
    link.hosted.delete(x);
    const left = (this.hostedByOrg.get(hosted.orgId) ?? 1) - 1;
    if (left > 0) this.hostedByOrg.set(hosted.orgId, left);
    else this.hostedByOrg.delete(hosted.orgId);
    this.tidy(from, link);
  }

  /**
   * Ends what is under way with a replica. What it was only asked to do is asked again, because it has not begun.
   * @param isOver  whether a call that is run here is over with it; without, all are
   */
  private breakOff(replicaId: string, isOver: (call: HostedCall) => boolean = () => true): void {
    const link = this.links.get(replicaId);
    if (link === undefined) return;
    for (const call of [...link.relayed.values()]) if (call.isRunning) call.fail(LOST);
    for (const { call } of [...link.hosted.values()]) {
      if (isOver(call)) call.cancel('the client’s gateway cannot be reached');
    }
  }

  private send(to: string, frame: Frame, bytes?: Buffer): void {
    this.options.bus.post(to, encodeFrame(frame, bytes));
  }

  private linkTo(replicaId: string): Link {
    const known = this.links.get(replicaId);
    if (known !== undefined) return known;
    const link: Link = { relayed: new Map(), hosted: new Map(), heardAt: performance.now() };
    this.links.set(replicaId, link);
    if (this.pulse === null) {
      this.pulsedAt = performance.now();
      this.pulse = setInterval(() => this.beat(), PULSE_INTERVAL_MS).unref();
    }
    return link;
  }

  private tidy(replicaId: string, link: Link): void {
    if (link.relayed.size > 0 || link.hosted.size > 0 || this.links.get(replicaId) !== link) return;
    this.links.delete(replicaId);
    if (this.links.size > 0) return;
    if (this.pulse !== null) clearInterval(this.pulse);
    this.pulse = null;
    this.onDrained?.();
  }

  private beat(): void {
    const now = performance.now();
    // After a pause of this very process what was said meanwhile still waits to be read.
    const stalled = now - this.pulsedAt > 2 * PULSE_INTERVAL_MS;
    this.pulsedAt = now;
    for (const [replicaId, link] of [...this.links]) {
      if (stalled) link.heardAt = now;
      const silentMs = now - link.heardAt;
      if (silentMs > SILENCE_MAX_MS) {
        this.breakOff(replicaId);
        this.send(replicaId, { t: 'reset' });
      } else {
        if (silentMs > DOUBT_MS) void this.doubt(replicaId, link);
        this.send(replicaId, { t: 'pulse' });
      }
    }
  }

  /** One that died is known to be gone before its silence is long enough. */
  private async doubt(replicaId: string, link: Link): Promise<void> {
    const present = await this.options.bus.isPresent(replicaId);
    if (present === false && this.links.get(replicaId) === link) this.breakOff(replicaId);
  }
}

const NOTHING_TO_STOP: UpstreamExchange = { resume: () => undefined, cancel: () => undefined };
const LOST = 'The gateway that holds this session was lost on the way; what became of the call is not known';
