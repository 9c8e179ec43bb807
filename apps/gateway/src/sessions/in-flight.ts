import type { Session } from './session-store.js';

/** Who takes a request to its server, as the one who cancels it sees it. */
export interface Carrier {
  cancel(reason: string): void;
}

type RequestId = string | number;
type SessionRef = Pick<Session, 'token'>;

/** A request that is not over: it is still judged, or on its way. */
export class Flight {
  isOver = false;
  private carrier: Carrier | null = null;
  private reason: string | null = null;

  /** @param session  null for a modern client's, which cancels by closing the stream */
  constructor(
    readonly session: SessionRef | null,
    readonly id: RequestId,
  ) {}

  /** What is on its way is cancelled at the server; what is still judged will not be sent. */
  cancel(reason: string): void {
    if (this.carrier === null) this.ground(reason);
    else this.carrier.cancel(reason);
  }

  /** What is still judged will not be sent; what is on its way goes on. */
  ground(reason: string): void {
    this.reason ??= reason;
  }

  /** From here on the carrier hears of a cancellation; at once, of one that came while nobody carried it. */
  handTo(carrier: Carrier): void {
    this.carrier = carrier;
    if (this.reason !== null) carrier.cancel(this.reason);
  }
}

const SPARE_MAX = 64;

/** Requests that wait for their answer, by session and id, so that a cancellation finds the one it means. */
export class InFlight {
  private readonly sessions = new Map<string, Map<RequestId, Flight>>();
  /** Maps of sessions that wait for nothing, for the next that do: most sessions have one request at a time. */
  private readonly spare: Map<RequestId, Flight>[] = [];
  private count = 0;

  begin(session: SessionRef | null, id: RequestId): Flight {
    const flight = new Flight(session, id);
    this.count++;
    if (session === null) return flight;
    let flights = this.sessions.get(session.token);
    if (flights === undefined) {
      flights = this.spare.pop() ?? new Map<RequestId, Flight>();
      this.sessions.set(session.token, flights);
    }
    flights.set(id, flight);
    return flight;
  }

  /** The request is over; may be told more than once. */
  end(flight: Flight): void {
    if (flight.isOver) return;
    flight.isOver = true;
    this.count--;
    const { session, id } = flight;
    const flights = session === null ? undefined : this.sessions.get(session.token);
    // A client that uses an id twice may have replaced this one.
    if (session === null || flights === undefined || flights.get(id) !== flight) return;
    flights.delete(id);
    if (flights.size > 0) return;
    this.sessions.delete(session.token);
    if (this.spare.length < SPARE_MAX) this.spare.push(flights);
  }

  find(session: SessionRef, id: unknown): Flight | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.sessions.get(session.token)?.get(id) : undefined;
  }

  /** The session is over: what its server has is the server's to end, what it has not got it will not get. */
  ground(session: SessionRef): void {
    for (const flight of this.sessions.get(session.token)?.values() ?? []) flight.ground('the session has ended');
  }

  get size(): number {
    return this.count;
  }
}
