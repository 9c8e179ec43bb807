import type { QueueName } from '@sallyport/contracts';
import type { Secret } from '@sallyport/service-kit';
import { createPostgresBackend, type Job, type JobsOptions, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** Where jobs live: Redis when there is one, a schema of its own in Postgres otherwise. */
export type QueueBackend =
  | { readonly kind: 'redis'; readonly url: Secret }
  | { readonly kind: 'postgres'; readonly connectionString: Secret };

/** The part of a BullMQ queue we use, whatever the backend. */
export interface BackendQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** The part of a BullMQ worker we use. */
export interface BackendWorker {
  waitUntilReady(): Promise<unknown>;
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force: boolean): Promise<void>;
}

export interface QueueConnector {
  queue(name: QueueName): BackendQueue;
  worker(name: QueueName, handle: (data: unknown) => Promise<void>): BackendWorker;
  close(): Promise<void>;
}

export interface QueueEvents {
  readonly onError: (err: Error) => void;
  readonly onFailed: (queue: QueueName, err: Error, attempts: number | undefined) => void;
}

const POOL_MAX = 4;

const JOB_DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: { count: 100 },
  removeOnFail: { count: 1000 },
};

/** @param prefix  namespace of the queues on a shared server; in Postgres the name of the schema */
export const createQueueConnector = (backend: QueueBackend, prefix: string, events: QueueEvents): QueueConnector =>
  backend.kind === 'redis'
    ? connectRedis(backend.url, prefix, events)
    : connectPostgres(backend.connectionString, prefix, events);

const connectRedis = (url: Secret, prefix: string, { onError, onFailed }: QueueEvents): QueueConnector => {
  // BullMQ blocks on this connection, so a command may wait for as long as Redis is away.
  const connection = new Redis(url.reveal(), { maxRetriesPerRequest: null });
  connection.on('error', onError);
  return {
    queue: (name) => new Queue(name, { connection, prefix, defaultJobOptions: JOB_DEFAULTS }).on('error', onError),
    worker: (name, handle) =>
      new Worker(name, (job: Job) => handle(job.data), { connection, prefix })
        .on('error', onError)
        .on('failed', (job, err) => onFailed(name, err, job?.attemptsMade)),
    close: async () => connection.disconnect(),
  };
};

const connectPostgres = (
  connectionString: Secret,
  schema: string,
  { onError, onFailed }: QueueEvents,
): QueueConnector => {
  const connection = { connectionString: connectionString.reveal(), schema, migrate: true, max: POOL_MAX };
  return {
    queue: (name) =>
      new Queue(name, { connection, defaultJobOptions: JOB_DEFAULTS }, createPostgresBackend).on('error', onError),
    worker: (name, handle) =>
      new Worker(name, (job: Job) => handle(job.data), { connection }, createPostgresBackend)
        .on('error', onError)
        .on('failed', (job, err) => onFailed(name, err, job?.attemptsMade)),
    close: async () => undefined,
  };
};
