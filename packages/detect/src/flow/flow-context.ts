import type { Finding } from '@sallyport/contracts';
import { type Ask, asksIn } from './asks.js';
import type { FlowCall, FlowResult, FlowVerdict, SharedResult } from './flow-types.js';
import { judge, rememberSent } from './judge.js';
import { type FlowMemory, newMemory, noteUntrusted } from './memory.js';
import { sharedOf } from './origins.js';
import { returnedFinding, type TaintMemory } from './taint.js';

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
