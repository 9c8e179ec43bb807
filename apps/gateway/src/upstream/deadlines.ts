/** How late a deadline may be noticed. A server's time limit is seconds. */
const TICK_MS = 20;
/** Ticks without a deadline before the timer is stopped: under load there is always another one soon. */
const IDLE_TICKS_MAX = 50;

/** Something that has to be over in time. The links are {@link Deadlines}' own. */
export interface Deadlined {
  dueAtMs: number;
  before: Deadlined | null;
  after: Deadlined | null;
  /** Called once, when it is not over in time. */
  onDue(): void;
}

/**
 * Deadlines of calls, looked at by one timer that runs while there are any: nearly every call is over long before its time, and
 * a timer of its own costs more to set and clear than its place in this list.
 */
class Deadlines {
  private first: Deadlined | null = null;
  private timer: NodeJS.Timeout | null = null;
  private idleTicks = 0;

  /** @param timeoutMs  noticed at most one tick late, never early */
  add(item: Deadlined, timeoutMs: number): void {
    // What waits for an answer has a connection, and that keeps the process alive.
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
    item.dueAtMs = performance.now() + timeoutMs;
    item.after = this.first;
    if (this.first !== null) this.first.before = item;
    this.first = item;
  }

  /** Does nothing for what is not in the list. */
  delete(item: Deadlined): void {
    const { before, after } = item;
    if (before !== null) before.after = after;
    else if (this.first === item) this.first = after;
    if (after !== null) after.before = before;
    item.before = null;
    item.after = null;
    item.dueAtMs = Number.POSITIVE_INFINITY;
  }

  private tick(): void {
    this.idleTicks = this.first === null ? this.idleTicks + 1 : 0;
    if (this.idleTicks > IDLE_TICKS_MAX) this.stop();
    else this.tellDue(performance.now());
  }

  private stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.idleTicks = 0;
  }

  private tellDue(now: number): void {
    const due: Deadlined[] = [];
    for (let item = this.first; item !== null; item = item.after) if (item.dueAtMs <= now) due.push(item);
    for (const item of due) {
      // One that is given up may take others with it.
      if (item.dueAtMs > now) continue;
      this.delete(item);
      item.onDue();
    }
  }
}

export const deadlines = new Deadlines();
