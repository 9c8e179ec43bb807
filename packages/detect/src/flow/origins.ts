import type { Ask } from './asks.js';
import type { FlowResult, SharedResult } from './flow-types.js';
import { addToToken, mixToken, TOKEN_SEED } from './fold.js';
import { OwnPrints } from './own-prints.js';
import { printsOf } from './prints.js';
import { runsOf } from './runs.js';
import { Shelf } from './shelf.js';
import { type SentLeaf, sentLeaves } from './texts.js';
import { type ToolKind, toolKind } from './tool-kind.js';

/** Results of one context that data is followed from. */
const ORIGINS_MAX = 256;
const LABELS_MAX = 32;
/** A power of two; six bytes a slot. */
const SLOTS_MAX = 16_384;
/** How long a result is followed. */
export const FOLLOWED_MS = 6 * 3_600_000;
const ASKS_MAX = 64;
const IDS_MAX = 65_535;
/** Data of which so much was in an earlier result has that one's labels too. */
const INHERITED_SHARE = 0.3;
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
  /** Whether tools of a kind do what it asks for, once that was told. */
  readonly meant: WeakMap<ToolKind, boolean>;
}

const own = new OwnPrints();

/** What a context has read: prints of results, and where each is from. Bounded; the oldest go first. */
export class Origins {
  private shelf = new Shelf(SLOTS_MAX);
  private readonly byId = new Map<number, Origin>();
  private nextId = 1;
  asks: HeardAsk[] = [];

  get isEmpty(): boolean {
    return this.byId.size === 0;
  }

  get bytes(): number {
    return this.shelf.bytes + this.byId.size * 400 + this.asks.length * 1_000;
  }

  /** Reads a result. @returns its prints, valid until the next is read */
  learn(result: FlowResult, asks: readonly Ask[]): { origin: Origin; prints: Uint32Array } {
    const leaves = sentLeaves(result.args, '');
    own.fill(leaves);
    const prints = printsOf(result.bytes);
    const origin = this.add({ ...result, labels: this.withInherited(prints, result) }, leaves.map(askedHash));
    for (let index = 0; index < prints.length; index += 1) {
      const print = prints[index] ?? 0;
      if (!own.has(print)) this.shelf.put(print, origin.id);
    }
    this.hear(asks.map((ask) => heardAsk(ask, origin)));
    return { origin, prints };
  }

  /** Takes over what another process read. */
  absorb(shared: SharedResult): void {
    const origin = this.add(shared, []);
    for (const print of shared.prints) this.shelf.put(print, origin.id);
    if (shared.asked.length === 0) return;
    const ask = {
      text: '',
      stems: new Set<string>(),
      destinations: shared.asked,
      isHostile: false,
      namesCommand: false,
    };
    this.hear([heardAsk(ask, origin)]);
  }

  /** Whether something may be known of a print. */
  has(print: number): boolean {
    return this.shelf.has(print);
  }

  readonly find = (print: number): number => {
    const id = this.shelf.find(print);
    return id !== 0 && this.byId.has(id) ? id : 0;
  };

  get(id: number): Origin | undefined {
    return this.byId.get(id);
  }

  /** Whether an origin still counts. */
  isFollowed(id: number, now: number): boolean {
    const origin = this.byId.get(id);
    return origin !== undefined && now - origin.at <= FOLLOWED_MS;
  }

  /** The result an address stands in; 0 when it is in none. */
  findAddress(folded: string): number {
    return this.find(addressPrint(folded));
  }

  heard(now: number): readonly HeardAsk[] {
    return this.asks.length === 0 ? this.asks : this.asks.filter(({ origin }) => now - origin.at <= FOLLOWED_MS);
  }

  private add(
    { server, tool, labels, isPublic, isUntrusted, at }: Omit<SharedResult, 'prints' | 'asked'>,
    asked: readonly number[],
  ): Origin {
    const id = this.nextId;
    this.nextId = id === IDS_MAX ? 1 : id + 1;
    const origin = { id, server, tool, kind: toolKind(tool), labels, isPublic, isUntrusted, at, asked };
    this.byId.delete(id);
    this.byId.set(id, origin);
    const [oldest] = this.byId.keys();
    if (this.byId.size > ORIGINS_MAX && oldest !== undefined) this.byId.delete(oldest);
    return origin;
  }

  private hear(asks: readonly HeardAsk[]): void {
    if (asks.length > 0) this.asks = [...this.asks, ...asks].slice(-ASKS_MAX);
  }

  /** What came from elsewhere and was stored keeps the labels it had. */
  private withInherited(prints: Uint32Array, { labels, server }: FlowResult): readonly string[] {
    if (prints.length === 0 || this.byId.size === 0) return labels;
    let hits: Map<number, number> | null = null;
    for (let i = 0; i < prints.length; i += 4) {
      const id = this.shelf.find(prints[i] ?? 0);
      if (id === 0) continue;
      hits ??= new Map();
      hits.set(id, (hits.get(id) ?? 0) + 1);
    }
    if (hits === null) return labels;
    const inherited = new Set(labels);
    for (const [id, count] of hits) {
      const origin = this.byId.get(id);
      if (origin === undefined || origin.server === server) continue;
      if (count * 4 >= prints.length * INHERITED_SHARE) for (const label of origin.labels) inherited.add(label);
    }
    return [...inherited].slice(0, LABELS_MAX);
  }
}

/** Hash of an address as `printsOf` hashes tokens. */
function addressPrint(folded: string): number {
  const [token] = runsOf(folded).tokens;
  return token?.print ?? mixToken(TOKEN_SEED, 0);
}

const heardAsk = (ask: HeardAsk['ask'], origin: Origin): HeardAsk => ({ ask, origin, meant: new WeakMap() });

const ASKED_UNITS = 200;

/** Hash of a value a server was asked with. */
export function askedHash({ key, text }: SentLeaf): number {
  let hash = TOKEN_SEED;
  for (let at = 0; at < key.length; at += 1) hash = addToToken(hash, key.charCodeAt(at));
  hash = addToToken(hash, 0);
  for (let at = 0; at < text.length && at < ASKED_UNITS; at += 1) hash = addToToken(hash, text.charCodeAt(at));
  return hash;
}

/** What others need of a result: of a long one every so manieth print. */
export function sharedOf(origin: Origin, prints: Uint32Array, asks: readonly Ask[]): SharedResult {
  const step = Math.ceil(prints.length / SHARED_PRINTS_MAX);
  return {
    server: origin.server,
    tool: origin.tool,
    labels: origin.labels,
    isPublic: origin.isPublic,
    isUntrusted: origin.isUntrusted,
    at: origin.at,
    prints: step <= 1 ? prints.slice() : everyManieth(prints, step),
    asked: [...new Set(asks.flatMap(({ destinations }) => destinations))].slice(0, 16),
  };
}

function everyManieth(prints: Uint32Array, step: number): Uint32Array {
  const kept = new Uint32Array(Math.ceil(prints.length / step));
  for (let index = 0; index < kept.length; index += 1) kept[index] = prints[index * step] ?? 0;
  return kept;
}
