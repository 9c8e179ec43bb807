import type { Ask } from './asks.js';
import type { FlowResult, SharedResult } from './flow-types.js';
import { addToToken, fromShared, TOKEN_SEED, tokenPrint, toShared } from './fold.js';
import { PrintTable } from './print-table.js';
import { printer } from './printer.js';
import { printResult, setOwn } from './prints.js';
import { Recent } from './recent.js';
import { runsOf } from './runs.js';
import { Sent, type SentLeaf } from './sent.js';
import { type ToolKind, toolKind } from './tool-kind.js';

/** Results of one context that data is followed from. */
const ORIGINS_MAX = 256;
const LABELS_MAX = 32;
/** How long a result is followed. */
export const FOLLOWED_MS = 6 * 3_600_000;
const ASKS_MAX = 64;
/** About what one holds. */
const ORIGIN_BYTES = 200;
const ASK_BYTES = 1_000;
/** Data of which so much was in an earlier result has that one's labels too; a fourth of its prints is looked at. */
const INHERITED_SHARE = 0.3 / 4;
const SHARED_PRINTS_MAX = 2_048;

/** A result whose data is followed. */
export interface Origin {
  readonly id: number;
  readonly server: string;
  readonly tool: string;
  readonly kind: ToolKind;
  readonly labels: readonly string[];
  readonly isPublic: boolean;
  readonly isUntrusted: boolean;
  readonly at: number;
  /** Hashes of the values of the call it answers, each with the name of its member. */
  readonly asked: readonly number[];
}

/** A sentence that asks for something, and where it was read. */
export interface HeardAsk {
  readonly ask: Pick<Ask, 'text' | 'stems' | 'destinations' | 'isHostile' | 'namesCommand'>;
  readonly origin: Origin;
}

/** What a context has read: prints of results, and where each is from. Bounded; the oldest go first. */
export class Origins {
  readonly table = new PrintTable(ORIGINS_MAX);
  private readonly recent = new Recent<Origin>(ORIGINS_MAX);
  private asks: readonly HeardAsk[] = [];
  private asksFrom = Number.POSITIVE_INFINITY;
  /** Counts up whenever what was heard is something else. */
  heardCount = 0;

  get isEmpty(): boolean {
    return this.recent.size === 0;
  }

  get bytes(): number {
    return this.table.bytes + this.recent.size * ORIGIN_BYTES + this.asks.length * ASK_BYTES;
  }

  /** Reads a result. @returns where it is from, and how many prints of it stand with the printer */
  learn(result: FlowResult, sent: Sent): { origin: Origin; prints: number } {
    setOwn(sent);
    const prints = printResult(result.bytes);
    // Where servers are known, nobody asks which values they were asked with.
    const asked = result.server === '' ? sent.leaves.map(askedHash) : NOTHING_ASKED;
    const origin = this.add(result, this.withInherited(prints, result), asked);
    this.table.makeRoom(prints, origin.id);
    this.table.putAll(prints, origin.id);
    return { origin, prints };
  }

  /** Takes over what another process read. */
  absorb(shared: SharedResult): void {
    const origin = this.add(shared, shared.labels, NOTHING_ASKED);
    const { out } = printer();
    const prints = Math.min(shared.prints.length, out.length);
    for (let index = 0; index < prints; index += 1) out[index] = fromShared(shared.prints[index] ?? 0);
    setOwn(NOTHING_SENT);
    this.table.makeRoom(prints, origin.id);
    this.table.putAll(prints, origin.id);
    if (shared.asked.length === 0) return;
    const ask = {
      text: '',
      stems: new Set<string>(),
      destinations: shared.asked,
      isHostile: false,
      namesCommand: false,
    };
    this.hear([ask], origin);
  }

  readonly find = (print: number): number => {
    const id = this.table.find(print);
    return this.recent.get(id) === undefined ? 0 : id;
  };

  get(id: number): Origin | undefined {
    return this.recent.get(id);
  }

  /** Whether an origin still counts. */
  isFollowed(id: number, now: number): boolean {
    const origin = this.recent.get(id);
    return origin !== undefined && now - origin.at <= FOLLOWED_MS;
  }

  /** The result an address stands in; 0 when it is in none. */
  findAddress(folded: string): number {
    return this.find(addressPrint(folded));
  }

  hear(asks: readonly HeardAsk['ask'][], origin: Origin): void {
    if (asks.length === 0) return;
    this.asks = [...this.asks, ...asks.map((ask) => ({ ask, origin }))].slice(-ASKS_MAX);
    this.asksFrom = Math.min(this.asksFrom, origin.at);
    this.heardCount += 1;
  }

  /** What was heard and still counts, in its order. */
  heard(now: number): readonly HeardAsk[] {
    if (now - this.asksFrom > FOLLOWED_MS) {
      this.asks = this.asks.filter(({ origin }) => now - origin.at <= FOLLOWED_MS);
      this.asksFrom = Math.min(...this.asks.map(({ origin }) => origin.at));
      this.heardCount += 1;
    }
    return this.asks;
  }

  private add(
    { server, tool, isPublic, isUntrusted, at }: Omit<SharedResult, 'labels' | 'prints' | 'asked'>,
    labels: readonly string[],
    asked: readonly number[],
  ): Origin {
    const id = this.recent.nextId;
    const origin = { id, server, tool, kind: toolKind(tool), labels, isPublic, isUntrusted, at, asked };
    this.recent.add(origin);
    return origin;
  }

  /** What came from elsewhere and was stored keeps the labels it had. */
  private withInherited(prints: number, { labels, server }: FlowResult): readonly string[] {
    if (prints === 0 || this.isEmpty) return labels;
    const { wasm, shares, sharing } = printer();
    const results = wasm.countShares(this.table.at, this.table.bits, prints);
    let inherited = labels;
    for (let index = 0; index < results; index += 1) {
      const id = sharing[index] ?? 0;
      const origin = this.recent.get(id);
      if (origin === undefined || origin.server === server || origin.labels.length === 0) continue;
      if ((shares[id] ?? 0) >= prints * INHERITED_SHARE)
        inherited = [...new Set([...inherited, ...origin.labels])].slice(0, LABELS_MAX);
    }
    return inherited;
  }
}

const NOTHING_ASKED: readonly number[] = [];
const NOTHING_SENT = new Sent(null, '');

/** Hash of an address as `printsOf` hashes tokens. */
function addressPrint(folded: string): number {
  const [token] = runsOf(folded).tokens;
  return token?.print ?? tokenPrint(TOKEN_SEED, 0);
}

const ASKED_UNITS = 200;

/** Hash of a value a server was asked with. */
export function askedHash({ key, text }: SentLeaf): number {
  let hash = TOKEN_SEED;
  for (let at = 0; at < key.length; at += 1) hash = addToToken(hash, key.charCodeAt(at));
  hash = addToToken(hash, 0);
  for (let at = 0; at < text.length && at < ASKED_UNITS; at += 1) hash = addToToken(hash, text.charCodeAt(at));
  return hash;
}

/** What others need of a result whose prints stand with the printer: of a long one every so manieth. */
export function sharedOf(origin: Origin, prints: number, asks: readonly Ask[]): SharedResult {
  const { server, tool, labels, isPublic, isUntrusted, at } = origin;
  const { out } = printer();
  const step = Math.max(1, Math.ceil(prints / SHARED_PRINTS_MAX));
  const kept = new Uint32Array(Math.ceil(prints / step));
  for (let index = 0; index < kept.length; index += 1) kept[index] = toShared(out[index * step] ?? 0);
  const asked = [...new Set(asks.flatMap(({ destinations }) => destinations))].slice(0, 16);
  return { server, tool, labels, isPublic, isUntrusted, at, prints: kept, asked };
}
