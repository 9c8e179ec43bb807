import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { digestBytes } from '@sallyport/audit';
import { AppError, type ErrorCode, type FieldError } from '@sallyport/contracts';
import type { MutationReport } from '@sallyport/policy';

/** From the build, also when this file is run from its source. */
const THREAD = new URL('../../../dist/modules/policy-coverage/mutation-thread.js', import.meta.url);
const HEAP_MB_MAX = 256;
const THREADS_MAX = 2;
const WAITING_MAX = 20;
const CACHED_MAX = 200;

export type MutationAnswer =
  | { readonly report: MutationReport }
  | { readonly refused: { readonly code: ErrorCode; readonly detail: string; readonly fields: FieldError[] } };

const answers = new Map<string, Promise<MutationAnswer>>();
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Checks the mutations of a policy in a thread of its own, {@link THREADS_MAX} at a time. The same text always has the same
 * answer, so answers are remembered.
 * @throws AppError `policy.rule_invalid` when the text has errors or a failing test; `quota.exceeded` when too many wait
 */
export const checkMutationsAside = async (text: string): Promise<MutationReport> => {
  const key = digestBytes(text);
  const known = answers.get(key);
  const answer = known ?? inThread(text);
  if (!known) {
    if (answers.size >= CACHED_MAX) answers.clear();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  const settled = await answer;
  if ('report' in settled) return settled.report;
  const { code, detail, fields } = settled.refused;
  throw new AppError(code, { detail, fields });
};

const inThread = async (text: string): Promise<MutationAnswer> => {
  if (waiting.length >= WAITING_MAX) throw new AppError('quota.exceeded', { retryAfterSeconds: 10 });
  if (running >= THREADS_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  const worker = new Worker(THREAD, { workerData: text, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX } });
  try {
    const [answer] = await once(worker, 'message');
    return answer as MutationAnswer;
  } finally {
    running -= 1;
    waiting.shift()?.();
    await worker.terminate();
  }
};
