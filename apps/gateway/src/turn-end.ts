let writes: (() => void)[] = [];
let behind: (() => void)[] = [];
let isScheduled = false;

/**
 * Does work that writes to a socket at the end of this turn of the event loop, together with all other such work, in order.
 * A write to a peer that sleeps wakes its process, and the wake-up costs several times the write. Spread over a turn, every
 * write pays it; done one after the other, the first does. Nothing is waited for, so a lone call is not delayed.
 * Measured at 32 concurrent calls: 170 → 115 µs of CPU per call.
 * @param work  must not throw
 */
export const atTurnEnd = (work: () => void): void => {
  writes.push(work);
  schedule();
};

/**
 * Does work that nobody waits for behind the writes of this turn: while the peer reads what it was sent, and before anything
 * that it sends because of that is read here.
 * @param work  must not throw
 */
export const behindWrites = (work: () => void): void => {
  behind.push(work);
  schedule();
};

/** Does now what would have been done behind the writes. For whoever reads what that work leaves. */
export const workOffBehind = (): void => {
  if (behind.length === 0) return;
  const works = behind;
  behind = [];
  for (const work of works) work();
};

const schedule = (): void => {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(flush);
};

const flush = (): void => {
  isScheduled = false;
  const works = writes;
  writes = [];
  for (const work of works) work();
  workOffBehind();
};
