import type { Session } from './session-store.js';

/** A request on its way, as the one who cancels it sees it. */
export interface Flight {
  cancel(reason: string): void;
}

/** Requests that wait for their answer, by session and id, so that a cancellation finds the one it means. */
export class InFlight {
  private readonly flights = new Map<string, Flight>();

  /** @returns what to call when the request is over */
  add(session: Session, id: string | number, flight: Flight): () => void {
    const key = keyOf(session, id);
    this.flights.set(key, flight);
    return () => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    };
  }

  find(session: Session, id: unknown): Flight | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.flights.get(keyOf(session, id)) : undefined;
  }

  get size(): number {
    return this.flights.size;
  }
}

const keyOf = (session: Session, id: string | number): string => `${session.token} ${JSON.stringify(id)}`;
