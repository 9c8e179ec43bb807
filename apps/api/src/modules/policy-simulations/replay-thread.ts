// A thread of a simulation: compiles both programs once and replays the pages it is sent.
import { parentPort, workerData } from 'node:worker_threads';
import { createReplayer, type ReplaySetup } from './replay-calls.js';
import type { AnswerMessage, PageMessage } from './replay-message.js';

const replayPage = createReplayer(workerData as ReplaySetup);

parentPort?.on('message', (message: PageMessage) => {
  parentPort?.postMessage(answer(message));
});

const answer = ({ number, page }: PageMessage): AnswerMessage => {
  try {
    return { number, tally: replayPage(page) };
  } catch (err) {
    return { number, problem: err instanceof Error ? err.message : String(err) };
  }
};
