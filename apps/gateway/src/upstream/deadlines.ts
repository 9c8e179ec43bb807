/** How late a deadline may be noticed. A server's time limit is seconds. */
const TICK_MS = 20;

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

  /** @param timeoutMs  noticed at most one tick late, never early */
  add(item: Deadlined, timeoutMs: number): void {
    this.timer ??= setInterval(() => this.tick(), TICK_MS);
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
    const now = performance.now();
    const due: Deadlined[] = [];
    for (let item = this.first; item !== null; item = item.after) if (item.dueAtMs <= now) due.push(item);
    for (const item of due) {
      // One that is given up may take others with it.
      if (item.dueAtMs > now) continue;
      this.delete(item);
      item.onDue();
    }
    if (this.first !== null || this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

export const deadlines = new Deadlines();
