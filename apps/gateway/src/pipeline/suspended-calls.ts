import type { SealedNotes } from '../replicas/sealed-notes.js';
import type { Session } from '../sessions/session-store.js';
import type { Obliged, Outcome } from './exchange.js';

/** A call whose stream ended before its answer, or whose client left before it; the answer may come on another stream. */
export interface SuspendedCall {
  readonly exchange: Obliged;
  /** Ends the call: with the outcome of an answer that came after all, or with what is true when none does. */
  settle(outcome: Outcome): void;
}

interface Suspended extends SuspendedCall {
  readonly timer: NodeJS.Timeout;
}

/** Calls waiting to be resumed, at most; beyond it the oldest end as if nobody had come back. */
const SUSPENDED_MAX = 1_000;
/** The note of who holds a call may arrive a little after the call's answer at another replica. */
const SECOND_LOOK_MS = 100;

/** Lets other replicas know which calls are suspended here. */
export interface SuspensionNotes {
  readonly notes: Pick<SealedNotes, 'put' | 'get'>;
  readonly replicaId: string;
}

/**
 * Calls that a client may resume with `Last-Event-ID`. Their answers then arrive on a GET stream and are judged there as the
 * answers they are, by the call they belong to.
 * @see MCP specification 2025-11-25, "Transports: Resumability and Redelivery"
 */
export class SuspendedCalls {
  private readonly calls = new Map<string, Suspended>();
  private readonly shared: SuspensionNotes | null;

  /** @param shared  null when there is but this replica */
  constructor(shared: SuspensionNotes | null = null) {
    this.shared = shared;
  }

  /** @param otherwise  how the call ends when nobody resumes it within its server's time limit */
  add(session: Session, id: string | number, call: SuspendedCall, otherwise: Outcome): void {
    const key = keyOf(session, id);
    const twin = this.take(session, id);
    if (twin !== undefined) {
      // Nobody could tell whose answer comes, and one must not be judged as the other's.
      twin.settle(neverAnswered(twin.exchange));
      call.settle(otherwise);
      return;
    }
    const expire = (): void => {
      if (this.calls.get(key) !== suspended) return;
      this.calls.delete(key);
      call.settle(otherwise);
    };
    const timer = setTimeout(expire, call.exchange.server.server.timeoutMs);
    const suspended: Suspended = { ...call, timer };
    this.calls.set(key, suspended);
    void this.shared?.notes.put(session.orgId, key, this.shared.replicaId);
    if (this.calls.size > SUSPENDED_MAX) this.dropOldest();
  }

  /** The other replica at which a call is suspended; null when nobody knows of any. */
  async holderOf(session: Session, id: string | number): Promise<string | null> {
    if (this.shared === null) return null;
    const { notes, replicaId } = this.shared;
    const key = keyOf(session, id);
    let holder = await notes.get(session.orgId, key);
    if (holder === null) {
      await new Promise((wake) => setTimeout(wake, SECOND_LOOK_MS));
      holder = await notes.get(session.orgId, key);
    }
    return holder === replicaId ? null : holder;
  }

  take(session: Pick<Session, 'token'>, id: string | number): SuspendedCall | undefined {
    const key = keyOf(session, id);
    const call = this.calls.get(key);
    if (call === undefined) return undefined;
    clearTimeout(call.timer);
    this.calls.delete(key);
    return call;
  }

  private dropOldest(): void {
    const [oldest] = this.calls;
    if (oldest === undefined) return;
    const [key, call] = oldest;
    clearTimeout(call.timer);
    this.calls.delete(key);
    call.settle(neverAnswered(call.exchange));
  }
}

/** A call whose answer nobody took. */
export const neverAnswered = ({ decision, findings }: Obliged): Outcome => ({
  effect: decision.effect,
  reasons: decision.reasons,
  rules: decision.rules,
  findings,
  outcome: 'cancelled',
  errorCode: null,
  result: null,
});

const keyOf = (session: Pick<Session, 'token'>, id: string | number): string =>
  `${session.token} ${JSON.stringify(id)}`;
