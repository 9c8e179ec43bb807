import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RecordedPage } from './recorded-page.js';
import type { ReplaySetup } from './replay-calls.js';
import type { AnswerMessage, PageMessage } from './replay-message.js';
import type { Tally } from './simulation-tally.js';

const THREADS_MAX = 4;
const HEAP_MB_MAX = 512;
/** The api's build: threads are started from it also when this file is run from its source. */
const THREAD = new URL('../../../dist/modules/policy-simulations/replay-thread.js', import.meta.url);

export interface ReplayPool {
  readonly threads: number;
  /** Replays a page; threads take turns. @throws Error when a thread failed: then none of the pages under way is answered */
  replay(page: RecordedPage): Promise<Tally>;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (tally: Tally) => void;
  readonly reject: (err: Error) => void;
}

/** Threads that replay calls: as many as there are processors, at most {@link THREADS_MAX}, each with programs of its own. */
export const createReplayPool = (setup: ReplaySetup): ReplayPool => {
  const threads = Math.min(availableParallelism(), THREADS_MAX);
  const pending = new Map<number, Pending>();
  let nextPage = 0;
  let failure: Error | null = null;
  const fail = (err: Error): void => {
    failure = err;
    for (const { reject } of pending.values()) reject(err);
    pending.clear();
  };
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(THREAD, { workerData: setup, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX } });
    worker.on('error', (err) => fail(err instanceof Error ? err : new Error(String(err))));
    worker.on('message', (answer: AnswerMessage) => {
      const waiting = pending.get(answer.number);
      pending.delete(answer.number);
      if ('tally' in answer) waiting?.resolve(answer.tally);
      else waiting?.reject(new Error(answer.problem));
    });
    return worker;
  });
  return {
    threads,
    replay: (page) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        const message: PageMessage = { number: nextPage, page };
        nextPage += 1;
        pending.set(message.number, { resolve, reject });
        workers[message.number % threads]?.postMessage(message);
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      fail(new Error('the simulation was stopped'));
    },
  };
};
