// Checks the mutations of one policy: seconds of work that must not hold up requests.
import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@sallyport/contracts';
import { checkMutations } from '@sallyport/policy';
import type { MutationAnswer } from './check-mutations-aside.js';

const answer = (): MutationAnswer => {
  try {
    return { report: checkMutations(String(workerData)) };
  } catch (err) {
    const { code, detail, fields } = toAppError(err);
    return { refused: { code, detail, fields: [...fields] } };
  }
};

parentPort?.postMessage(answer());
