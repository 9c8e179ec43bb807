import type { Session } from './session-store.js';

/** A request on its way, as the one who cancels it sees it. */
export interface Flight {
  cancel(reason: string): void;
}

type RequestId = string | number;

/** Requests that wait for their answer, by session and id, so that a cancellation finds the one it means. */
export class InFlight {
  private readonly sessions = new Map<string, Map<RequestId, Flight>>();
  private count = 0;

  /** @returns what to call when the request is over */
  add(session: Session, id: RequestId, flight: Flight): () => void {
    const flights = this.sessions.get(session.token) ?? new Map<RequestId, Flight>();
    if (flights.size === 0) this.sessions.set(session.token, flights);
    flights.set(id, flight);
    this.count++;
    return () => {
      this.count--;
      // A client that uses an id twice may have replaced this one.
      if (flights.get(id) === flight) flights.delete(id);
      if (flights.size === 0 && this.sessions.get(session.token) === flights) this.sessions.delete(session.token);
    };
  }

  find(session: Pick<Session, 'token'>, id: unknown): Flight | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.sessions.get(session.token)?.get(id) : undefined;
  }

  get size(): number {
    return this.count;
  }
}
