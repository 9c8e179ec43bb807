import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUES, type QueueName, seconds } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { z } from 'zod';
import { type BackendQueue, type BackendWorker, createQueueConnector, type QueueBackend } from './connect.js';

export type { QueueBackend } from './connect.js';

type PayloadIn<Q extends QueueName> = z.input<(typeof QUEUES)[Q]>;
type PayloadOut<Q extends QueueName> = z.output<(typeof QUEUES)[Q]>;

export interface JobQueues {
  /**
   * Adds a wake-up. Wake-ups with the same `dedupeKey` that wait at the same time are one; one that comes while such a job
   * runs is kept and runs after it, so that nothing that happened meanwhile is missed.
   */
  add<Q extends QueueName>(queue: Q, payload: PayloadIn<Q>, dedupeKey?: string): Promise<void>;
  /** Runs `handle` for every job, after parsing its payload; a throw is retried with back-off, five attempts in all. */
  work<Q extends QueueName>(queue: Q, handle: (payload: PayloadOut<Q>) => Promise<void>): Promise<void>;
  /** One job every `everyMs`, however many processes ask for it. */
  schedule<Q extends QueueName>(queue: Q, payload: PayloadIn<Q>, everyMs: number): Promise<void>;
  /** Ends workers and connections. Running jobs get two seconds; what is left is picked up by another process. */
  close(): Promise<void>;
}

export interface JobQueuesOptions {
  readonly backend: QueueBackend;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
  /** Namespace of the queues; `bullmq` unless given. */
  readonly prefix?: string;
}

const DRAIN_MS = seconds(2);

/** BullMQ over either backend, behind the verbs we use. One suite proves both (`job-queues.suite.ts`). */
export const createJobQueues = ({ backend, logger, prefix = 'bullmq' }: JobQueuesOptions): JobQueues => {
  const connector = createQueueConnector(backend, prefix, {
    onError: (err) => logger.warn({ err }, 'queue connection failed'),
    onFailed: (queue, err, attempts) => logger.error({ err, queue, attempts }, 'job failed'),
  });
  const queues = new Map<QueueName, BackendQueue>();
  const workers: BackendWorker[] = [];
  const running = new Set<Promise<void>>();

  const queueOf = (name: QueueName): BackendQueue => {
    const queue = queues.get(name) ?? connector.queue(name);
    queues.set(name, queue);
    return queue;
  };

  return {
    add: async (name, payload, dedupeKey) => {
      const deduplication = dedupeKey === undefined ? {} : { deduplication: { id: dedupeKey, keepLastIfActive: true } };
      await queueOf(name).add(name, payload, deduplication);
    },
    schedule: async (name, payload, everyMs) => {
      await queueOf(name).upsertJobScheduler(`every-${name}`, { every: everyMs }, { name, data: payload });
    },
    work: async <Q extends QueueName>(name: Q, handle: (payload: PayloadOut<Q>) => Promise<void>) => {
      const worker = connector.worker(name, async (data) => {
        const work = handle(QUEUES[name].parse(data) as PayloadOut<Q>);
        running.add(work);
        await work.finally(() => running.delete(work));
      });
      workers.push(worker);
      await worker.waitUntilReady();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.pause(true)));
      await Promise.race([Promise.allSettled(running), sleep(DRAIN_MS, undefined, { ref: false })]);
      await Promise.all(workers.map((worker) => worker.close(running.size > 0)));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await connector.close();
    },
  };
};
