import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobQueues } from '../../src/platform/queues/job-queues.js';

/** What every backend of {@link JobQueues} has to do. @param make  queues in a namespace nobody else uses */
export const queueSuite = (
  name: string,
  make: () => Promise<{ queues: JobQueues; sibling: () => JobQueues }>,
): void => {
  describe(`job queues on ${name}`, () => {
    const open: JobQueues[] = [];
    afterEach(async () => {
      await Promise.all(open.splice(0).map((queues) => queues.close()));
    });
    const start = async () => {
      const { queues, sibling } = await make();
      open.push(queues);
      return {
        queues,
        sibling: () => {
          const other = sibling();
          open.push(other);
          return other;
        },
      };
    };

    it('runs a job once, with its payload', async () => {
      const { queues } = await start();
      const seen: string[] = [];
      await queues.work('snapshot-build', async ({ orgId }) => void seen.push(orgId));
      await queues.add('snapshot-build', { orgId: 'org_1' });
      await queues.add('snapshot-build', { orgId: 'org_2' });
      await expect.poll(() => [...seen].sort(), { timeout: 5000 }).toEqual(['org_1', 'org_2']);
      await sleep(200);
      expect(seen).toHaveLength(2);
    });

    it('keeps a job until somebody works', async () => {
      const { queues, sibling } = await start();
      await queues.add('snapshot-build', { orgId: 'org_early' });
      const seen: string[] = [];
      await sibling().work('snapshot-build', async ({ orgId }) => void seen.push(orgId));
      await expect.poll(() => seen, { timeout: 5000 }).toEqual(['org_early']);
    });

    it('makes one of wake-ups that wait at the same time', async () => {
      const { queues } = await start();
      for (let i = 0; i < 5; i += 1) await queues.add('snapshot-build', { orgId: 'org_1' }, 'org_1');
      await queues.add('snapshot-build', { orgId: 'org_2' }, 'org_2');
      const seen: string[] = [];
      await queues.work('snapshot-build', async ({ orgId }) => void seen.push(orgId));
      await expect.poll(() => [...seen].sort(), { timeout: 5000 }).toEqual(['org_1', 'org_2']);
      await sleep(200);
      expect(seen).toHaveLength(2);
    });

    it('does not lose a wake-up that comes while the same job runs', async () => {
      const { queues } = await start();
      let runs = 0;
      let release = (): void => undefined;
      const blocked = new Promise<void>((resolve) => {
        release = resolve;
      });
      await queues.work('snapshot-build', async () => {
        runs += 1;
        if (runs === 1) await blocked;
      });
      await queues.add('snapshot-build', { orgId: 'org_1' }, 'org_1');
      await expect.poll(() => runs, { timeout: 5000 }).toBe(1);
      await queues.add('snapshot-build', { orgId: 'org_1' }, 'org_1');
      await queues.add('snapshot-build', { orgId: 'org_1' }, 'org_1');
      release();
      await expect.poll(() => runs, { timeout: 5000 }).toBe(2);
      await sleep(200);
      expect(runs).toBe(2);
    });

    it('tries a failed job again', async () => {
      const { queues } = await start();
      let attempts = 0;
      await queues.work('outbox-drain', async () => {
        attempts += 1;
        if (attempts < 2) throw new Error('not yet');
      });
      await queues.add('outbox-drain', {});
      await expect.poll(() => attempts, { timeout: 8000 }).toBe(2);
    });

    it('refuses a payload that is not one', async () => {
      const { queues } = await start();
      const seen: unknown[] = [];
      await queues.work('snapshot-build', async (payload) => void seen.push(payload));
      await queues.add('snapshot-build', { orgId: 7 } as never);
      await queues.add('snapshot-build', { orgId: 'org_good' });
      await expect.poll(() => seen, { timeout: 5000 }).toEqual([{ orgId: 'org_good' }]);
    });

    it('schedules once, however many processes ask', async () => {
      const { queues, sibling } = await start();
      const other = sibling();
      let ticks = 0;
      await queues.work('record-partitions', async () => {
        ticks += 1;
      });
      await queues.schedule('record-partitions', {}, 400);
      await other.schedule('record-partitions', {}, 400);
      await sleep(2200);
      expect(ticks).toBeGreaterThanOrEqual(3);
      expect(ticks).toBeLessThanOrEqual(7);
    });

    it('closes within five seconds although a job hangs', async () => {
      const { queues } = await make();
      let started = false;
      await queues.work('outbox-drain', async () => {
        started = true;
        await new Promise(() => undefined);
      });
      await queues.add('outbox-drain', {});
      await expect.poll(() => started, { timeout: 5000 }).toBe(true);
      const startedAt = performance.now();
      await queues.close();
      expect(performance.now() - startedAt).toBeLessThan(5000);
    });
  });
};
