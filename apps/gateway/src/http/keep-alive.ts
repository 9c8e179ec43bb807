import { seconds } from '@sallyport/contracts';

/** Between two comments on a silent stream; proxies and half-open connections are noticed within two of them. */
const INTERVAL_MS = seconds(15);

/** A stream that wants to hear the beat. */
export interface Beating {
  beat(): void;
}

/** One timer for all open streams: thousands of idle ones cost one walk over a set, and short ones no timer at all. */
export class KeepAlive {
  private readonly streams = new Set<Beating>();
  private readonly timer: NodeJS.Timeout;

  constructor(intervalMs = INTERVAL_MS) {
    this.timer = setInterval(() => {
      for (const stream of this.streams) stream.beat();
    }, intervalMs).unref();
  }

  add(stream: Beating): void {
    this.streams.add(stream);
  }

  delete(stream: Beating): void {
    this.streams.delete(stream);
  }

  close(): void {
    clearInterval(this.timer);
    this.streams.clear();
  }
}
