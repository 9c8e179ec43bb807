import type { Finding } from '@sallyport/contracts';
import { askWindows } from './ask-windows.js';
import { type Ask, asksIn } from './asks.js';
import type { FlowCall, FlowResult, FlowVerdict, SharedResult } from './flow-types.js';
import { judge, rememberSent } from './judge.js';
import { FlowMemory } from './memory.js';
import { sharedOf } from './origins.js';
import { printer } from './printer.js';
import { Sent } from './sent.js';
import { returnedFinding, type TaintMemory } from './taint.js';

/** What became known of a result. */
export interface LearnedResult {
  /** What others need to know of it; to be asked for at once, before anything else is read. */
  readonly share: () => SharedResult;
  /** A stored instruction that came back. */
  readonly findings: readonly Finding[];
}

/**
 * What one principal does with one client: what it read, and what of it it sends where. Fed message by message, in the order they
 * pass; pure but for its own memory, which is bounded (some 4 KiB at first, 64 KiB of prints and some 300 KB in all at most) and of
 * which nothing is text but sentences that ask for something and the last characters of short pieces. Never throws.
 * @see docs/decisions/0017-provenance-and-behaviour.md
 */
export class FlowContext {
  private memory: FlowMemory;

  /** @param taint  shared by the contexts of one organisation */
  constructor(private readonly taint: TaintMemory | null = null) {
    this.memory = new FlowMemory(taint);
  }

  /** About how much memory it holds. */
  get bytes(): number {
    return this.memory.bytes;
  }

  /** Learns a result that was delivered. Some 1 ns a byte, and what sentences that ask for something cost. */
  learn(result: FlowResult): LearnedResult {
    const { memory, taint } = this;
    const { origin, prints } = memory.origins.learn(result, result.sent ?? new Sent(result.args, ''));
    const asks = asksOf(result);
    memory.origins.hear(asks, origin);
    if (!result.isPublic) memory.privateSeen = true;
    const returned = taint?.findReturned(printer().out.subarray(0, prints), result.server, result.at) ?? null;
    if (result.isUntrusted || asks.length > 0 || returned !== null) memory.noteUntrusted(result);
    const share = (): SharedResult => sharedOf(origin, prints, asks);
    if (result.isUntrusted) for (const ask of asks) taint?.remember(ask, result.server, result.at);
    const finding = returnedFinding(returned);
    return { share, findings: finding === null ? NO_FINDINGS : [finding] };
  }

  /** Takes over what another process learned of the same context. */
  absorb(shared: SharedResult): void {
    const { memory } = this;
    memory.origins.absorb(shared);
    if (!shared.isPublic) memory.privateSeen = true;
    if (shared.isUntrusted || shared.asked.length > 0) memory.noteUntrusted(shared);
  }

  /** Says what a call carries, before it is decided; counts it. Some 10 ns a character of the arguments, more when it carries something. */
  examine(call: FlowCall): FlowVerdict {
    return judge(this.memory, call);
  }

  /** The call of an {@link examine} was let through: what it sent is no longer new there. */
  sent(call: FlowCall): void {
    rememberSent(this.memory, call);
  }

  /** Begins anew, and gives its memory back at once. */
  forget(): void {
    this.memory.origins.table.clear();
    this.memory = new FlowMemory(this.taint);
  }
}

const NO_FINDINGS: readonly Finding[] = [];
const NO_ASKS: readonly Ask[] = [];

/** Of a result that was printed just now. */
function asksOf({ asks, bytes }: FlowResult): readonly Ask[] {
  if (asks === 'nowhere') return NO_ASKS;
  const text = asks === 'around-cues' ? askWindows(bytes) : Buffer.from(bytes).toString('utf8');
  return text === null ? NO_ASKS : asksIn(text);
}
