import { describe, expect, it, vi } from 'vitest';
import { backoffMs, createRetryBudget, retry } from './retry.js';

const backoff = { baseMs: 1, capMs: 2 };

const failing = (times: number) => {
  let calls = 0;
  return vi.fn(async () => {
    calls += 1;
    if (calls <= times) throw new Error(`failure ${calls}`);
    return calls;
  });
};

describe('backoffMs', () => {
  it('is uniform between zero and a bound that doubles up to the cap', () => {
    const bounds = [1, 2, 3, 4, 5, 60].map((attempt) => backoffMs(attempt, { baseMs: 100, capMs: 1000 }, () => 0.999));
    expect(bounds).toEqual([99, 199, 399, 799, 999, 999]);
    expect(backoffMs(9, { baseMs: 100, capMs: 1000 }, () => 0)).toBe(0);
  });
});

describe('retry', () => {
  it('gives the first success', async () => {
    const attempt = failing(2);
    expect(await retry(attempt, { attemptsMax: 5, backoff })).toBe(3);
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('rejects with the last failure itself when the attempts are used up', async () => {
    await expect(retry(failing(9), { attemptsMax: 3, backoff })).rejects.toThrow('failure 3');
  });

  it('does not try again what is not worth it', async () => {
    const attempt = failing(9);
    const policy = { attemptsMax: 9, backoff, isRetryable: (err: unknown) => !String(err).includes('failure 2') };
    await expect(retry(attempt, policy)).rejects.toThrow('failure 2');
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('starts no attempt after its time budget', async () => {
    const attempt = failing(9);
    const policy = { attemptsMax: 9, backoff: { baseMs: 1000, capMs: 1000 }, timeBudgetMs: 50, random: () => 0.9 };
    await expect(retry(attempt, policy)).rejects.toThrow('failure 1');
    expect(attempt).toHaveBeenCalledOnce();
  });

  it('keeps retries of all callers together within the shared budget', async () => {
    const budget = createRetryBudget({ ratio: 0.1, burst: 2 });
    const attempts = [];
    for (let i = 0; i < 30; i += 1) {
      const attempt = failing(99);
      await retry(attempt, { attemptsMax: 9, backoff, budget }).catch(() => undefined);
      attempts.push(attempt.mock.calls.length);
    }
    const retries = attempts.reduce((sum, calls) => sum + calls - 1, 0);
    // Two at rest, and one for every ten first attempts.
    expect(retries).toBeGreaterThanOrEqual(4);
    expect(retries).toBeLessThanOrEqual(5);
  });

  it('ends at once when aborted, waiting or not, with the reason given', async () => {
    const reason = new Error('shutting down');
    const controller = new AbortController();
    const attempt = failing(99);
    const running = retry(attempt, {
      attemptsMax: 99,
      backoff: { baseMs: 60_000, capMs: 60_000 },
      random: () => 0.5,
      signal: controller.signal,
    });
    await vi.waitFor(() => expect(attempt).toHaveBeenCalledOnce());
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(retry(attempt, { attemptsMax: 2, backoff, signal: controller.signal })).rejects.toBe(reason);
    expect(attempt).toHaveBeenCalledOnce();
  });
});
