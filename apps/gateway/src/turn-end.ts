let queue: (() => void)[] = [];

/**
 * Does work that writes to a socket at the end of this turn of the event loop, together with all other such work, in order.
 * A write to a peer that sleeps wakes its process, and the wake-up costs several times the write. Spread over a turn, every
 * write pays it; done one after the other, the first does. Nothing is waited for, so a lone call is not delayed.
 * Measured at 32 concurrent calls: 170 → 115 µs of CPU per call.
 * @param work  must not throw
 */
export const atTurnEnd = (work: () => void): void => {
  if (queue.length === 0) setImmediate(flush);
  queue.push(work);
};

const flush = (): void => {
  const works = queue;
  queue = [];
  for (const work of works) work();
};
