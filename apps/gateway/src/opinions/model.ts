import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { seconds } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { ThreadAnswer, ThreadQuestion, ThreadSettings } from './model-thread.js';
import type { Opinion, Opinionated, Question } from './opinion.js';

export interface ModelOptions extends ThreadSettings {
  readonly threads: number;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/** Texts that wait for one thread; more have no opinion, rather than one that comes too late. */
const WAITING_MAX = 16;
const RESTART_AFTER_MS = seconds(5);

type Settle = (opinion: Opinion) => void;

/** One thread with the model in it. When it dies, what it was asked has no opinion, and another one takes its place. */
class ModelThread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Settle>();
  private restart: NodeJS.Timeout | null = null;
  private closed = false;
  private asked = 0;

  constructor(private readonly options: ModelOptions) {}

  get load(): number {
    return this.worker === null ? Number.POSITIVE_INFINITY : this.waiting.size;
  }

  /** @throws (rejects) Error when the model cannot be loaded */
  async start(): Promise<void> {
    const { dir, runtime } = this.options;
    const worker = new Worker(new URL('./model-thread.js', import.meta.url), {
      workerData: { dir, runtime } satisfies ThreadSettings,
    });
    const [first] = (await once(worker, 'message')) as [ThreadAnswer];
    if (!('ready' in first)) throw new Error('the model thread answered before it was asked');
    worker.on('message', (answer: ThreadAnswer) => this.settle(answer));
    worker.on('error', (err) => this.options.logger.error({ err }, 'the model thread failed'));
    worker.on('exit', () => this.lost());
    worker.unref();
    this.worker = worker;
  }

  ask(text: string, signal: AbortSignal): Promise<Opinion> {
    const { worker } = this;
    if (worker === null) return Promise.resolve({ missing: 'failed' });
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      // It is read to the end all the same; nobody waits for it any more.
      signal.addEventListener('abort', () => this.waiting.delete(id) && resolve({ missing: 'late' }), { once: true });
      worker.postMessage({ id, text } satisfies ThreadQuestion);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.restart !== null) clearTimeout(this.restart);
    await this.worker?.terminate();
  }

  private settle(answer: ThreadAnswer): void {
    if ('ready' in answer) return;
    const resolve = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('problem' in answer)
      this.options.logger.error({ problem: answer.problem.slice(0, 500) }, 'the model could not read a text');
    resolve?.('malicious' in answer ? { malicious: answer.malicious } : { missing: 'failed' });
  }

  private lost(): void {
    this.worker = null;
    for (const resolve of this.waiting.values()) resolve({ missing: 'failed' });
    this.waiting.clear();
    if (this.closed) return;
    this.restart = setTimeout(() => {
      this.start().catch((err: unknown) => {
        this.options.logger.error({ err }, 'the model cannot be loaded again');
        this.lost();
      });
    }, RESTART_AFTER_MS).unref();
  }
}

/**
 * An ONNX sequence classifier of the operator's, in worker threads.
 * @throws (rejects) Error that says what is missing when it cannot be loaded
 */
export const createModel = async (options: ModelOptions): Promise<Opinionated> => {
  const threads = Array.from({ length: options.threads }, () => new ModelThread(options));
  const startedAt = performance.now();
  await Promise.all(threads.map((thread) => thread.start())).catch((cause: unknown) => {
    throw new Error(`GATEWAY_MODEL_DIR: the model in ${options.dir} cannot be loaded: ${String(cause)}`, { cause });
  });
  options.logger.info({ dir: options.dir, loadMs: Math.round(performance.now() - startedAt) }, 'model loaded');
  return {
    id: 'opinion.model',
    serves: () => true,
    ask: async ({ text, signal }: Question) => {
      const [free] = threads.toSorted((a, b) => a.load - b.load);
      if (free === undefined || free.load === Number.POSITIVE_INFINITY) return { missing: 'failed' };
      if (free.load >= WAITING_MAX) return { missing: 'over-budget' };
      return free.ask(text, signal);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
};
