import { randomBytes } from 'node:crypto';
import { bindToReplica } from '../replicas/bound-id.js';
import type { Peer } from '../upstream/upstream.js';
import type { CarriedCall } from './carried-call.js';

/** Exchanges that may wait for their clients at once, at one server and for one principal: each holds a call at the server open. */
const PARKED_MAX = 256;
const PARKED_PER_OWNER_MAX = 16;
const STATE_BYTES = 16;

interface Parked {
  readonly call: CarriedCall;
  readonly peerKey: string;
  readonly owner: string;
  readonly timer: NodeJS.Timeout;
}

/**
 * Calls that wait for their client to come back, by the request state that was given to it. A state is good for one retry of
 * the client that got it, for a time; a client that does not come back has its call cancelled at the server.
 */
export class ParkedExchanges {
  private readonly parked = new Map<string, Parked>();
  private readonly perOwner = new Map<string, number>();
  private readonly replicaId: string;
  private readonly parkedMs: number;

  constructor(replicaId: string, parkedMs: number) {
    this.replicaId = replicaId;
    this.parkedMs = parkedMs;
  }

  /** @returns the state to come back with; null when too many wait already */
  park(call: CarriedCall, { key: peerKey, principalId }: Peer): string | null {
    // A client tells its own name, so its key says nothing of how much one principal has here.
    const owner = principalId ?? peerKey;
    const owned = this.perOwner.get(owner) ?? 0;
    if (this.parked.size >= PARKED_MAX || owned >= PARKED_PER_OWNER_MAX) return null;
    const state = bindToReplica(this.replicaId, randomBytes(STATE_BYTES).toString('base64url'));
    const timer = setTimeout(() => {
      this.remove(state);
      call.cancel('The client did not come back with its answer');
    }, this.parkedMs);
    this.parked.set(state, { call, peerKey, owner, timer });
    this.perOwner.set(owner, owned + 1);
    return state;
  }

  /** The call behind a state, once; null when nothing waits under it for this client. */
  take(state: string, peerKey: string, method: string | null): CarriedCall | null {
    const found = this.parked.get(state);
    if (found === undefined || found.peerKey !== peerKey || found.call.call.method !== method) return null;
    this.remove(state);
    return found.call;
  }

  close(): void {
    for (const [state, { call }] of [...this.parked]) {
      this.remove(state);
      call.cancel('The gateway is shutting down');
    }
  }

  private remove(state: string): void {
    const found = this.parked.get(state);
    if (found === undefined) return;
    clearTimeout(found.timer);
    this.parked.delete(state);
    const left = (this.perOwner.get(found.owner) ?? 0) - 1;
    if (left > 0) this.perOwner.set(found.owner, left);
    else this.perOwner.delete(found.owner);
  }
}
