import type { Finding } from '@sallyport/contracts';
import { type Ask, asksIn } from './asks.js';
import { Counters, Remembered } from './counters.js';
import type { FlowCall, FlowResult, FlowVerdict, SharedResult } from './flow-types.js';
import { judge, rememberSent } from './judge.js';
import { Origins, sharedOf } from './origins.js';
import type { Tail } from './runs.js';
import { returnedFinding, type TaintMemory } from './taint.js';

const STREAMS_MAX = 128;
const KNOWN_MAX = 512;
const UNTRUSTED_MAX = 64;

/** Text sent to one place so far, as far as it is remembered. */
export interface Stream {
  readonly tail: Tail;
  /** End of it, for encodings that are cut in pieces. */
  readonly text: string;
  readonly pieces: number;
  /** Characters that were followed from piece to piece. */
  readonly continued: number;
  /** Characters since the last of those. */
  readonly since: number;
}

/** What a context remembers between messages. Everything in it is bounded. */
export interface FlowMemory {
  readonly origins: Origins;
  readonly counters: Counters;
  readonly streams: Remembered<Stream>;
  /** Tools and addresses used before. */
  readonly known: Remembered<true>;
  readonly taint: TaintMemory | null;
  privateSeen: boolean;
  /** Where text of anybody was read: servers, or tools where servers are not known. */
  readonly untrusted: Set<string>;
}

/**
 * What one principal does with one client: what it read, and what of it it sends where. Fed message by message, in the order they
 * pass; pure but for its own memory, which is bounded (some 300 KB) and of which nothing is text but sentences that ask for something
 * and the last characters of short pieces. Never throws.
 * @see docs/decisions/0017-provenance-and-behaviour.md
 */
export class FlowContext {
  private memory: FlowMemory;

  /** @param taint  shared by the contexts of one organisation */
  constructor(private readonly taint: TaintMemory | null = null) {
    this.memory = newMemory(taint);
  }

  /** About how much memory it holds. */
  get bytes(): number {
    const { origins, streams, known } = this.memory;
    return 2_000 + origins.bytes + streams.size * 1_000 + known.size * 120;
  }

  /**
   * Learns a result that was delivered. Some 5 ns a byte, and what sentences that ask for something cost.
   * @returns what others need to know of it, and whether a stored instruction came back
   */
  learn(result: FlowResult): { shared: SharedResult; findings: readonly Finding[] } {
    const asks = result.text === null ? NO_ASKS : asksIn(result.text());
    const { memory } = this;
    const { origin, prints } = memory.origins.learn(result, asks);
    if (!result.isPublic) memory.privateSeen = true;
    const returned = this.taint?.findReturned(prints, result.server, result.at) ?? null;
    if (result.isUntrusted || asks.length > 0 || returned !== null) noteUntrusted(memory, result);
    const shared = sharedOf(origin, prints, asks);
    if (result.isUntrusted) for (const ask of asks) this.taint?.remember(ask, result.server, result.at);
    const finding = returnedFinding(returned);
    return { shared, findings: finding === null ? [] : [finding] };
  }

  /** Takes over what another process learned of the same context. */
  absorb(shared: SharedResult): void {
    this.memory.origins.absorb(shared);
    if (!shared.isPublic) this.memory.privateSeen = true;
    if (shared.isUntrusted || shared.asked.length > 0) noteUntrusted(this.memory, shared);
  }

  /** Says what a call carries, before it is decided; counts it. About 30 ns a character of the arguments. */
  examine(call: FlowCall): FlowVerdict {
    return judge(this.memory, call);
  }

  /** The call of an {@link examine} was let through: what it sent is no longer new there. */
  sent(call: FlowCall): void {
    rememberSent(this.memory, call);
  }

  forget(): void {
    this.memory = newMemory(this.taint);
  }
}

const NO_ASKS: readonly Ask[] = [];

const noteUntrusted = ({ untrusted }: FlowMemory, { server, tool }: { server: string; tool: string }): void => {
  if (untrusted.size < UNTRUSTED_MAX) untrusted.add(server || tool);
};

const newMemory = (taint: TaintMemory | null): FlowMemory => ({
  origins: new Origins(),
  counters: new Counters(),
  streams: new Remembered(STREAMS_MAX),
  known: new Remembered(KNOWN_MAX),
  taint,
  privateSeen: false,
  untrusted: new Set(),
});
