import { FlowContext, TaintMemory } from '@sallyport/detect';

/** Clients of one principal that are remembered at a time. */
const CONTEXTS_A_PRINCIPAL_MAX = 8;
const CONTEXTS_MAX = 2_048;

interface Entry {
  readonly context: FlowContext;
  readonly principalId: string;
  bytes: number;
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
  private readonly contexts = new Map<string, Entry>();
  private resets: Reset[] = [];
  private total = 0;

  get bytes(): number {
    return this.total;
  }

  get size(): number {
    return this.contexts.size;
  }

  /** The context of a principal and a client program; made when it is not there. */
  take(principalId: string, client: string): FlowContext {
    const key = keyOf(principalId, client);
    const known = this.contexts.get(key);
    if (known !== undefined) {
      this.contexts.delete(key);
      this.contexts.set(key, known);
      return known.context;
    }
    const context = new FlowContext(this.taint);
    this.contexts.set(key, { context, principalId, bytes: 0 });
    this.weigh(key);
    this.keepFew(principalId);
    return context;
  }

  /** Counts what a context holds now, and forgets others when that is too much. */
  settle(principalId: string, client: string, bytesMax: number): void {
    this.weigh(keyOf(principalId, client));
    for (const [key] of this.contexts) {
      if (this.total <= bytesMax && this.contexts.size <= CONTEXTS_MAX) break;
      this.drop(key);
    }
  }

  /** Forgets what a principal did with one client, or with all of them. What was learned before does not come back. */
  reset(reset: Reset): void {
    this.resets = [...this.resets, reset].slice(-256);
    for (const [key, { principalId }] of this.contexts) {
      if (principalId !== reset.principalId) continue;
      if (reset.client === null || key === keyOf(principalId, reset.client)) this.drop(key);
    }
  }

  /** Whether something of that time is to be forgotten. */
  isForgotten(principalId: string, client: string, at: number): boolean {
    return this.resets.some(
      (reset) =>
        reset.principalId === principalId && (reset.client === null || reset.client === client) && at <= reset.at,
    );
  }

  private keepFew(principalId: string): void {
    const own = [...this.contexts].filter(([, entry]) => entry.principalId === principalId);
    for (const [key] of own.slice(0, Math.max(0, own.length - CONTEXTS_A_PRINCIPAL_MAX))) this.drop(key);
  }

  private weigh(key: string): void {
    const entry = this.contexts.get(key);
    if (entry === undefined) return;
    const { bytes } = entry.context;
    this.total += bytes - entry.bytes;
    entry.bytes = bytes;
  }

  private drop(key: string): void {
    this.total -= this.contexts.get(key)?.bytes ?? 0;
    this.contexts.delete(key);
  }
}

const keyOf = (principalId: string, client: string): string => `${principalId}\n${client}`;
