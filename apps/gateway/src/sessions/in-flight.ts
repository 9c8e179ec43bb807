import type { Session } from './session-store.js';

/** A request on its way, as the one who cancels it sees it. */
export interface Flight {
  cancel(reason: string): void;
}

type RequestId = string | number;

const SPARE_MAX = 64;

/** Requests that wait for their answer, by session and id, so that a cancellation finds the one it means. */
export class InFlight {
  private readonly sessions = new Map<string, Map<RequestId, Flight>>();
  /** Maps of sessions that wait for nothing, for the next that do: most sessions have one request at a time. */
  private readonly spare: Map<RequestId, Flight>[] = [];
  private count = 0;

  add(session: Session, id: RequestId, flight: Flight): void {
    let flights = this.sessions.get(session.token);
    if (flights === undefined) {
      flights = this.spare.pop() ?? new Map<RequestId, Flight>();
      this.sessions.set(session.token, flights);
    }
    flights.set(id, flight);
    this.count++;
  }

  /** The request is over. To be called once for each {@link add}. */
  delete(session: Session, id: RequestId, flight: Flight): void {
    this.count--;
    const flights = this.sessions.get(session.token);
    // A client that uses an id twice may have replaced this one.
    if (flights === undefined || flights.get(id) !== flight) return;
    flights.delete(id);
    if (flights.size > 0) return;
    this.sessions.delete(session.token);
    if (this.spare.length < SPARE_MAX) this.spare.push(flights);
  }

  find(session: Pick<Session, 'token'>, id: unknown): Flight | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.sessions.get(session.token)?.get(id) : undefined;
  }

  get size(): number {
    return this.count;
  }
}
