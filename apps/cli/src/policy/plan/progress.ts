import type { Simulation } from './simulate.js';

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shown where no line can be written again, as in the log of a workflow: a line each time this much more is done. */
const STEP = 0.25;

/** Says on a terminal how far a simulation is, in one line; elsewhere now and then. */
export const createProgress = (stream: Stream, policy: string) => {
  let shown = -1;
  return {
    show: ({ state, progress: { done, total } }: Simulation): void => {
      const share = total === 0 ? 0 : done / total;
      const text = `Simulating ${policy}: ${state === 'queued' ? 'waiting for a worker' : `${done} of ${total} calls`}`;
      if (stream.isTTY) return void stream.write(`\r\u001b[K${text}`);
      if (share < shown + STEP && shown >= 0) return;
      shown = share;
      stream.write(`${text}\n`);
    },
    /** Leaves nothing behind on a terminal. */
    end: (): void => {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
};
