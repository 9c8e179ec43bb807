import type { Finding } from '@sallyport/contracts';
import type { Ask } from './asks.js';
import { findingOf } from './findings-of.js';
import { printsOf } from './prints.js';
import { runsOf } from './runs.js';

/** Prints of sentences an organisation's agents were asked by; far more than a day brings. */
const PRINTS_MAX = 16_384;
const REMEMBERED_MS = 24 * 3_600_000;
/** Bits that say which prints may be there; a power of two, 32 KiB. */
const MARKS = 262_144;
/** So many prints of one sentence say that it is the same. */
const HITS_MIN = 2;

interface Tainted {
  readonly server: string;
  readonly isHostile: boolean;
  readonly at: number;
  /** It was sent on to be kept somewhere. */
  storedAt: string | null;
}

/** Where a sentence that comes back was first read, and where it was kept. */
export interface Returned {
  readonly server: string;
  readonly storedAt: string;
  readonly isHostile: boolean;
}

/**
 * Sentences that asked for something, by their prints: when such a text is stored and read again, by whatever session, it is no
 * more to be believed than before. One for an organisation; forgets the oldest first, and all after a day.
 */
export class TaintMemory {
  private readonly prints = new Map<number, Tainted>();
  private hasStored = false;
  /** Few prints that are not there have a mark; made when there is something to mark. */
  private marks: Uint8Array | null = null;
  private forgotten = 0;

  get size(): number {
    return this.prints.size;
  }

  /** Whether a print stands in a sentence that asked for something. */
  has(print: number): boolean {
    const { marks } = this;
    if (marks === null || ((marks[(print & (MARKS - 1)) >> 3] ?? 0) & (1 << (print & 7))) === 0) return false;
    return this.prints.has(print);
  }

  remember(ask: Ask, server: string, at: number): void {
    const tainted: Tainted = { server, isHostile: ask.isHostile, at, storedAt: null };
    const { prints, length } = runsOf(ask.text);
    this.marks ??= new Uint8Array(MARKS / 8);
    for (let index = 0; index < length; index += 1) {
      const print = prints[index] ?? 0;
      if (print === 0 || this.prints.has(print)) continue;
      this.prints.set(print, tainted);
      this.mark(print);
    }
    for (const oldest of this.prints.keys()) {
      if (this.prints.size <= PRINTS_MAX) break;
      this.prints.delete(oldest);
      this.forgotten += 1;
    }
    // Marks are shared, so none can be taken back; now and then they are set anew.
    if (this.forgotten > PRINTS_MAX) this.markAnew();
  }

  private mark(print: number): void {
    const place = (print & (MARKS - 1)) >> 3;
    if (this.marks !== null) this.marks[place] = (this.marks[place] ?? 0) | (1 << (print & 7));
  }

  private markAnew(): void {
    this.forgotten = 0;
    this.marks?.fill(0);
    for (const print of this.prints.keys()) this.mark(print);
  }

  /** Notes that such a sentence is being sent to a server. @param prints  of a text in the arguments */
  noteSent(prints: Uint32Array, server: string, at: number): void {
    if (this.prints.size === 0) return;
    for (const tainted of this.seenIn(prints, at)) {
      tainted.storedAt = server;
      this.hasStored = true;
    }
  }

  /** Whether a result holds a sentence that was stored before and stands elsewhere now. @param prints  of the result */
  findReturned(prints: Uint32Array, server: string, at: number): Returned | null {
    if (!this.hasStored) return null;
    for (const { server: source, storedAt, isHostile } of this.seenIn(prints, at)) {
      if (storedAt !== null && source !== server) return { server: source, storedAt, isHostile };
    }
    return null;
  }

  /** Says by a finding that a stored instruction stands in a result. Free until one was stored. @param bytes  of the result */
  inspect(bytes: Uint8Array, server: string, at: number): Finding | null {
    if (!this.hasStored) return null;
    return returnedFinding(this.findReturned(printsOf(bytes), server, at));
  }

  private seenIn(prints: Uint32Array, at: number): Tainted[] {
    const hits = new Map<Tainted, number>();
    for (const print of prints) {
      const tainted = this.has(print) ? this.prints.get(print) : undefined;
      if (tainted === undefined || at - tainted.at > REMEMBERED_MS) continue;
      hits.set(tainted, (hits.get(tainted) ?? 0) + 1);
    }
    return [...hits].filter(([, count]) => count >= HITS_MIN).map(([tainted]) => tainted);
  }
}

/** What is said of a stored instruction that came back. */
export function returnedFinding(returned: Returned | null): Finding | null {
  if (returned === null) return null;
  return findingOf('returned', {
    confidence: returned.isHostile ? 0.9 : 0.6,
    severity: returned.isHostile ? 'medium' : 'low',
    pointer: '/result',
    evidence: `first read from ${returned.server}, stored at ${returned.storedAt}`,
  });
}
