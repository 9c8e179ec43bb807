import { randomBytes } from 'node:crypto';
import { bindToReplica } from '../replicas/bound-id.js';
import type { CarriedCall } from './carried-call.js';

/** Exchanges that may wait for their clients at once, at one server and for one client. */
const PARKED_MAX = 1_000;
const PARKED_PER_PEER_MAX = 32;
const STATE_BYTES = 16;

interface Parked {
  readonly call: CarriedCall;
  readonly peerKey: string;
  readonly timer: NodeJS.Timeout;
}

/**
 * Calls that wait for their client to come back, by the request state that was given to it. A state is good for one retry of
 * the client that got it, for a time; a client that does not come back has its call cancelled at the server.
 */
export class ParkedExchanges {
  private readonly parked = new Map<string, Parked>();
  private readonly perPeer = new Map<string, number>();
  private readonly replicaId: string;
  private readonly parkedMs: number;

  constructor(replicaId: string, parkedMs: number) {
    this.replicaId = replicaId;
    this.parkedMs = parkedMs;
  }

  get size(): number {
    return this.parked.size;
  }

  /** @returns the state to come back with; null when too many wait already */
  park(call: CarriedCall, peerKey: string): string | null {
    const ofPeer = this.perPeer.get(peerKey) ?? 0;
    if (this.parked.size >= PARKED_MAX || ofPeer >= PARKED_PER_PEER_MAX) return null;
    const state = bindToReplica(this.replicaId, randomBytes(STATE_BYTES).toString('base64url'));
    const timer = setTimeout(() => {
      this.remove(state);
      call.cancel('The client did not come back with its answer');
    }, this.parkedMs);
    this.parked.set(state, { call, peerKey, timer });
    this.perPeer.set(peerKey, ofPeer + 1);
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
    const left = (this.perPeer.get(found.peerKey) ?? 0) - 1;
    if (left > 0) this.perPeer.set(found.peerKey, left);
    else this.perPeer.delete(found.peerKey);
  }
}
