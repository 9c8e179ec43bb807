import type { Finding } from '@sallyport/contracts';
import type { Ask } from './asks.js';
import { findingOf } from './findings-of.js';
import { PrintTable } from './print-table.js';
import { printsOf } from './prints.js';
import { Recent } from './recent.js';
import { runsOf } from './runs.js';

/** Sentences of an organisation that are remembered; far more than a day brings. */
const SENTENCES_MAX = 1_024;
const SENTENCE_BYTES = 150;
const REMEMBERED_MS = 24 * 3_600_000;
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
  readonly table = new PrintTable(SENTENCES_MAX);
  private readonly recent = new Recent<Tainted>(SENTENCES_MAX);
  private hasStored = false;

  get bytes(): number {
    return this.table.bytes + this.recent.size * SENTENCE_BYTES;
  }

  /** Forgets everything and gives its memory back at once. */
  forget(): void {
    this.table.clear();
    this.recent.clear();
    this.hasStored = false;
  }

  remember(ask: Ask, server: string, at: number): void {
    const { prints, length } = runsOf(ask.text);
    const fresh = prints.subarray(0, length).filter((print) => print !== 0 && this.at(print, at) === undefined);
    if (fresh.length === 0) return;
    const id = this.recent.nextId;
    this.recent.add({ server, isHostile: ask.isHostile, at, storedAt: null });
    this.table.makeRoom(fresh.length, id);
    for (const print of fresh) this.table.put(print, id);
  }

  /** The sentence a print is from, where it still counts. */
  private at(print: number, now: number): Tainted | undefined {
    const tainted = this.recent.get(this.table.find(print));
    return tainted === undefined || now - tainted.at > REMEMBERED_MS ? undefined : tainted;
  }

  /** Notes that such a sentence is being sent to a server. @param prints  of a text in the arguments */
  noteSent(prints: Uint32Array, server: string, at: number): void {
    if (this.recent.size === 0) return;
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
      const tainted = print === 0 ? undefined : this.at(print, at);
      if (tainted === undefined) continue;
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
