/** Time that passes when a test says so. */
export interface FakeClock {
  /** Milliseconds since the epoch; give this function where a clock is asked for. */
  readonly now: () => number;
  advance(ms: number): void;
}

/** @param startAt 2026-06-15T12:00:00Z by default, far from the ends of a month */
export function createFakeClock(startAt: number = Date.UTC(2026, 5, 15, 12)): FakeClock {
  let current = startAt;
  return {
    now: () => current,
    advance: (ms) => {
      current += ms;
    },
  };
}
