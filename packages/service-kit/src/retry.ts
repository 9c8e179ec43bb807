import { setTimeout as sleep } from 'node:timers/promises';

export interface Backoff {
  /** Upper bound of the first wait. */
  readonly baseMs: number;
  /** Upper bound of every wait. */
  readonly capMs: number;
}

/**
 * Full jitter: uniform between 0 and `min(cap, base × 2^(attempt − 1))`, so that callers that failed together do not come
 * back together.
 * @param attempt  1 for the wait after the first failure
 */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: () => number = Math.random): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30)));
}

/** Share of traffic that may be retries; one budget is shared by all callers of one dependency. */
export interface RetryBudget {
  /** Notes a first attempt, which earns a fraction of a retry. */
  earn(): void;
  /** Takes one retry when there is one left. */
  spend(): boolean;
}

/**
 * Token bucket that keeps retries at `ratio` of first attempts, so that a slow dependency is not met with a retry storm.
 * @param ratio  retries earned by a first attempt, 0.1 by default
 * @param burst  retries available at rest, 10 by default
 */
export function createRetryBudget({ ratio = 0.1, burst = 10 } = {}): RetryBudget {
  let tokens = burst;
  return {
    earn: () => {
      tokens = Math.min(burst, tokens + ratio);
    },
    spend: () => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attemptsMax: number;
  readonly backoff: Backoff;
  /** Time after which no further attempt is started. */
  readonly timeBudgetMs?: number;
  readonly budget?: RetryBudget;
  /** Ends the waiting and prevents further attempts; handed to the function too. */
  readonly signal?: AbortSignal;
  /** Whether a failure is worth another attempt; every failure is unless given. */
  readonly isRetryable?: (err: unknown) => boolean;
  readonly random?: () => number;
}

/**
 * Calls `attempt` until it succeeds or the policy ends. Rejects with the last failure itself, never with a wrapper, or with
 * the signal's reason when aborted.
 */
export async function retry<T>(attempt: (signal?: AbortSignal) => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { attemptsMax, backoff, timeBudgetMs = Number.POSITIVE_INFINITY, budget, signal, random } = policy;
  const deadline = performance.now() + timeBudgetMs;
  budget?.earn();
  for (let attempts = 1; ; attempts += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt(signal);
    } catch (err) {
      signal?.throwIfAborted();
      const waitMs = backoffMs(attempts, backoff, random);
      const exhausted = attempts >= attemptsMax || performance.now() + waitMs > deadline;
      if (exhausted || policy.isRetryable?.(err) === false || budget?.spend() === false) throw err;
      await waitFor(waitMs, signal);
    }
  }
}

async function waitFor(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal });
  } catch {
    signal?.throwIfAborted();
  }
}
