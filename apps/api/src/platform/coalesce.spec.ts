import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.js';

describe('coalesce', () => {
  it('runs one at a time and once more for all calls that came meanwhile', async () => {
    let runs = 0;
    let inside = 0;
    const wake = coalesce(
      async () => {
        inside += 1;
        expect(inside).toBe(1);
        runs += 1;
        await turn();
        inside -= 1;
      },
      () => undefined,
    );
    for (let i = 0; i < 10; i += 1) wake();
    await turn();
    await turn();
    await turn();
    expect(runs).toBe(2);
  });

  it('goes on after a failure', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const wake = coalesce(
      async () => {
        runs += 1;
        if (runs === 1) throw new Error('once');
      },
      (err) => errors.push(err),
    );
    wake();
    await turn();
    wake();
    await turn();
    expect(runs).toBe(2);
    expect(errors).toHaveLength(1);
  });
});
