import { FlowContext, TaintMemory } from '@sallyport/detect';

/** Clients of one principal that are remembered at a time. */
const CONTEXTS_A_PRINCIPAL_MAX = 8;
const CONTEXTS_MAX = 2_048;

/** A context, in the order in which they were used. */
class Entry {
  bytes = 0;
  usedAt = 0;
  older: Entry | null = null;
  newer: Entry | null = null;

  constructor(
    readonly context: FlowContext,
    readonly principalId: string,
    readonly client: string,
  ) {}
}

/** What a result is told by: nothing older than a reset is believed after it. */
interface Reset {
  readonly principalId: string;
  readonly client: string | null;
  readonly at: number;
}

/**
 * What one organisation's principals do: a context for each principal and client. Bounded in number and bytes; what was used longest
 * ago goes first, of a principal with many clients its own. Nothing here is reachable without the organisation.
 */
export class OrgBehaviour {
  readonly taint = new TaintMemory();
  private readonly principals = new Map<string, Map<string, Entry>>();
  private oldest: Entry | null = null;
  private newest: Entry | null = null;
  private resets: Reset[] = [];
  private contextBytes = 0;
  private count = 0;
  private clock = 0;

  get bytes(): number {
    return this.contextBytes + this.taint.bytes;
  }

  get size(): number {
    return this.count;
  }

  /** The context of a principal and a client program; made when it is not there. */
  take(principalId: string, client: string): FlowContext {
    const known = this.principals.get(principalId)?.get(client);
    if (known !== undefined) {
      this.use(known);
      return known.context;
    }
    const entry = new Entry(new FlowContext(this.taint), principalId, client);
    this.add(entry);
    this.weigh(entry);
    return entry.context;
  }

  /** Counts what a context holds now, and forgets others when that is too much. */
  settle(principalId: string, client: string, bytesMax: number): void {
    const entry = this.principals.get(principalId)?.get(client);
    if (entry !== undefined) this.weigh(entry);
    while (this.oldest !== null && (this.bytes > bytesMax || this.count > CONTEXTS_MAX)) this.drop(this.oldest);
  }

  /** Forgets what a principal did with one client, or with all of them. What was learned before does not come back. */
  reset(reset: Reset): void {
    this.resets = [...this.resets, reset].slice(-256);
    for (const entry of [...(this.principals.get(reset.principalId)?.values() ?? [])])
      if (reset.client === null || entry.client === reset.client) this.drop(entry);
  }

  /** Whether something of that time is to be forgotten. */
  isForgotten(principalId: string, client: string, at: number): boolean {
    return this.resets.some(
      (reset) =>
        reset.principalId === principalId && (reset.client === null || reset.client === client) && at <= reset.at,
    );
  }

  /** Forgets everything, at once. */
  clear(): void {
    while (this.oldest !== null) this.drop(this.oldest);
    this.taint.forget();
  }

  private add(entry: Entry): void {
    const clients = this.principals.get(entry.principalId) ?? new Map<string, Entry>();
    this.principals.set(entry.principalId, clients.set(entry.client, entry));
    this.count += 1;
    this.append(entry);
    if (clients.size <= CONTEXTS_A_PRINCIPAL_MAX) return;
    this.drop([...clients.values()].reduce((old, one) => (one.usedAt < old.usedAt ? one : old)));
  }

  private weigh(entry: Entry): void {
    const { bytes } = entry.context;
    this.contextBytes += bytes - entry.bytes;
    entry.bytes = bytes;
  }

  private drop(entry: Entry): void {
    this.contextBytes -= entry.bytes;
    this.count -= 1;
    this.remove(entry);
    const clients = this.principals.get(entry.principalId);
    clients?.delete(entry.client);
    if (clients?.size === 0) this.principals.delete(entry.principalId);
    entry.context.forget();
  }

  private use(entry: Entry): void {
    if (entry === this.newest) return;
    this.remove(entry);
    this.append(entry);
  }

  private append(entry: Entry): void {
    this.clock += 1;
    entry.usedAt = this.clock;
    entry.older = this.newest;
    entry.newer = null;
    if (this.newest === null) this.oldest = entry;
    else this.newest.newer = entry;
    this.newest = entry;
  }

  private remove({ older, newer }: Entry): void {
    if (older === null) this.oldest = newer;
    else older.newer = newer;
    if (newer === null) this.newest = older;
    else newer.older = older;
  }
}
