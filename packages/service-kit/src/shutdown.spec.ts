import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createShutdown, exitOnSignals } from './shutdown.js';

const quiet = () => ({ info: vi.fn(), error: vi.fn() });

describe('shutdown', () => {
  it('closes parts in the reverse order of registration, one after the other', async () => {
    const order: string[] = [];
    const shutdown = createShutdown(quiet());
    for (const name of ['database', 'cache', 'server']) {
      shutdown.register(name, async () => {
        order.push(`${name} closing`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} closed`);
      });
    }
    expect(await shutdown.run('SIGTERM')).toBe(true);
    expect(order).toEqual(['server', 'cache', 'database'].flatMap((name) => [`${name} closing`, `${name} closed`]));
  });

  it('goes on when a part fails or hangs, and says so', async () => {
    const logger = quiet();
    const shutdown = createShutdown(logger);
    const closed = vi.fn();
    shutdown.register('first', closed);
    shutdown.register('failing', () => {
      throw new Error('no');
    });
    shutdown.register('hanging', () => new Promise(() => undefined), 20);
    expect(await shutdown.run('SIGTERM')).toBe(false);
    expect(closed).toHaveBeenCalledOnce();
    expect(logger.error.mock.calls.map(([fields]) => (fields as { part: string }).part)).toEqual([
      'hanging',
      'failing',
    ]);
  });

  it('runs once however often it is asked', async () => {
    const shutdown = createShutdown(quiet());
    const close = vi.fn();
    shutdown.register('part', close);
    await Promise.all([shutdown.run('SIGTERM'), shutdown.run('SIGINT')]);
    expect(close).toHaveBeenCalledOnce();
  });

  it('exits 0 after a clean shutdown, and at once with 1 on a second signal', async () => {
    const target = Object.assign(new EventEmitter(), { exit: vi.fn() });
    const shutdown = createShutdown(quiet());
    let finish = (): void => undefined;
    shutdown.register(
      'slow',
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    exitOnSignals(shutdown, target as unknown as NodeJS.Process);
    target.emit('SIGTERM', 'SIGTERM');
    expect(target.exit).not.toHaveBeenCalled();
    target.emit('SIGINT', 'SIGINT');
    expect(target.exit.mock.calls).toEqual([[1]]);
    finish();
    await vi.waitFor(() => expect(target.exit.mock.calls).toEqual([[1], [0]]));
  });
});
