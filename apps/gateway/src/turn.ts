import { mib } from '@sallyport/contracts';

/**
 * One turn of the event loop, worked off in an order that pays: what servers sent, what clients sent, what is written to either, and
 * then what nobody waits for. Work of one kind done one after the other finds its code and its tables in the processor's caches.
 * Nothing is waited for, so a lone call is not delayed.
 */
type Work = () => void;

/** Work in its order. What comes while it is worked off is done behind it, whoever works it off. */
class Queue {
  private works: Work[] = [];
  private next = 0;

  get isEmpty(): boolean {
    return this.works.length === 0;
  }

  push(work: Work): void {
    this.works.push(work);
  }

  workOff(): void {
    for (let work = this.works[this.next]; work !== undefined; work = this.works[this.next]) {
      this.next += 1;
      work();
    }
    this.works = [];
    this.next = 0;
  }
}

const answers = new Queue();
const requests = new Queue();
const writes = new Queue();
const behind = new Queue();
let isScheduled = false;

/** Bytes Node reads of a socket at a time: where that many came there may be more, which a reader that is behind has to stop first. */
const READ_BYTES = 65_536;
/** What all connections together may hold unread, however many send at once. */
const UNREAD_BYTES_MAX = mib(1);
let unreadBytes = 0;

const reading =
  (queue: Queue) =>
  (work: Work, bytes: number): void => {
    queue.push(work);
    unreadBytes += bytes;
    if (bytes >= READ_BYTES || unreadBytes > UNREAD_BYTES_MAX) workOffRead();
    else schedule();
  };

/**
 * Reads what a server sent together with all else that servers sent in this turn, in order; much of it at once.
 * Measured with {@link readRequest} at 32 concurrent calls: a tenth less processor time for a call.
 * @param work  must not throw
 * @param bytes  how many the work holds
 */
export const readAnswer = reading(answers);

/** As {@link readAnswer}, for what a client sent. */
export const readRequest = reading(requests);

const doing =
  (queue: Queue) =>
  (work: Work): void => {
    queue.push(work);
    schedule();
  };

/**
 * Does work that writes to a socket at the end of this turn of the event loop, together with all other such work, in order.
 * A write to a peer that sleeps wakes its process, and the wake-up costs several times the write. Spread over a turn, every
 * write pays it; done one after the other, the first does.
 * Measured at 32 concurrent calls: 170 → 115 µs of CPU per call.
 * @param work  must not throw
 */
export const atTurnEnd = doing(writes);

/**
 * Does work that nobody waits for behind the writes of this turn: while the peer reads what it was sent, and before anything
 * that it sends because of that is read here.
 * @param work  must not throw
 */
export const behindWrites = doing(behind);

/** Does now what would have been done behind the writes. For whoever reads what that work leaves. */
export const workOffBehind = (): void => behind.workOff();

const workOffRead = (): void => {
  unreadBytes = 0;
  answers.workOff();
  requests.workOff();
};

/** Both at once and in this order, so that what was read, and what promises make of it, is written in the same turn. */
const schedule = (): void => {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(workOffRead);
  setImmediate(write);
};

const write = (): void => {
  isScheduled = false;
  writes.workOff();
  behind.workOff();
  // A connection that closed because of what was read.
  if (!answers.isEmpty || !requests.isEmpty) schedule();
};
