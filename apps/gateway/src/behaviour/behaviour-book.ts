import type { Behaviour, Finding } from '@sallyport/contracts';
import { mib } from '@sallyport/contracts';
import type { FlowCall, FlowResult, SharedResult } from '@sallyport/detect';
import { OrgBehaviour } from './org-behaviour.js';
import { SeenBehaviour } from './seen-behaviour.js';

/** All that is remembered of behaviour by one process; organisations share it evenly. */
const BYTES_MAX = mib(128);
/** No organisation holds more, were it alone. */
const ORG_BYTES_MAX = mib(32);
const ORG_BYTES_MIN = mib(1);

const NO_FINDINGS: readonly Finding[] = [];

/** Whose behaviour it is. */
export interface Actor {
  readonly orgId: string;
  readonly principalId: string;
  /** Name of the client program; empty when it has none. */
  readonly client: string;
}

/** A reset, as the snapshot carries it. */
export interface BehaviourReset {
  readonly principalId: string;
  /** Null: with all clients. */
  readonly client: string | null;
  readonly at: number;
}

export interface BehaviourBookOptions {
  /** Tells the other replicas what was learned; absent where there are none. */
  readonly tell?: (actor: Actor, shared: SharedResult) => void;
}

/** What is known of what principals do, organisation by organisation. In memory only, bounded, and gone with the process. */
export class BehaviourBook {
  private readonly orgs = new Map<string, OrgBehaviour>();
  private readonly applied = new Map<string, number>();
  private readonly tell: BehaviourBookOptions['tell'];

  constructor({ tell }: BehaviourBookOptions = {}) {
    this.tell = tell;
  }

  get bytes(): number {
    return [...this.orgs.values()].reduce((sum, org) => sum + org.bytes, 0);
  }

  get contexts(): number {
    return [...this.orgs.values()].reduce((sum, org) => sum + org.size, 0);
  }

  /** Looks at a call before it is decided, and counts it. */
  examine(actor: Actor, call: FlowCall): { findings: readonly Finding[]; behaviour: Behaviour } {
    const verdict = this.contextOf(actor).examine(call);
    return { findings: verdict.findings, behaviour: new SeenBehaviour(verdict) };
  }

  /** The call went on to the server. */
  sent(actor: Actor, call: FlowCall): void {
    this.contextOf(actor).sent(call);
  }

  /** Findings of a stored instruction in an answer that is about to be decided. */
  returned(orgId: string, server: string, raw: Uint8Array, at: number): readonly Finding[] {
    const finding = this.orgs.get(orgId)?.taint.inspect(raw, server, at) ?? null;
    return finding === null ? NO_FINDINGS : [finding];
  }

  /** Learns a result that was delivered. */
  learn(actor: Actor, result: FlowResult): void {
    const org = this.orgOf(actor.orgId);
    const { share } = org.take(actor.principalId, actor.client).learn(result);
    this.tell?.(actor, share());
    org.settle(actor.principalId, actor.client, this.orgBytesMax);
  }

  /** Takes over what another replica learned, unless it was reset since. */
  absorb(actor: Actor, shared: SharedResult): void {
    const org = this.orgOf(actor.orgId);
    if (org.isForgotten(actor.principalId, actor.client, shared.at)) return;
    org.take(actor.principalId, actor.client).absorb(shared);
    org.settle(actor.principalId, actor.client, this.orgBytesMax);
  }

  /** Applies the resets of a snapshot that were not applied before. */
  applyResets(orgId: string, resets: readonly BehaviourReset[]): void {
    const since = this.applied.get(orgId) ?? 0;
    const fresh = resets.filter(({ at }) => at > since);
    if (fresh.length === 0) return;
    for (const reset of fresh) this.orgOf(orgId).reset(reset);
    this.applied.set(orgId, Math.max(...fresh.map(({ at }) => at)));
  }

  removeOrg(orgId: string): void {
    this.orgs.get(orgId)?.clear();
    this.orgs.delete(orgId);
    this.applied.delete(orgId);
  }

  private get orgBytesMax(): number {
    return Math.max(ORG_BYTES_MIN, Math.min(ORG_BYTES_MAX, Math.floor(BYTES_MAX / Math.max(1, this.orgs.size))));
  }

  private contextOf({ orgId, principalId, client }: Actor) {
    return this.orgOf(orgId).take(principalId, client);
  }

  private orgOf(orgId: string): OrgBehaviour {
    const known = this.orgs.get(orgId);
    if (known !== undefined) return known;
    const org = new OrgBehaviour();
    this.orgs.set(orgId, org);
    return org;
  }
}
