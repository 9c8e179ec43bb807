import type { Behaviour, Finding } from '@sallyport/contracts';
import { type FlowCall, type FlowResult, type Sent, toolKind } from '@sallyport/detect';
import { nowUs } from '../evidence/evidence.js';
import type { Continued, Obliged } from '../pipeline/exchange.js';
import { behindWrites, workOffBehind } from '../turn.js';
import type { Actor, BehaviourBook } from './behaviour-book.js';
import { heeded, isFollowing } from './modes.js';
import { SeenBehaviour } from './seen-behaviour.js';

/** What behaviour says of a call that is about to be decided. */
export interface Followed {
  readonly findings: readonly Finding[];
  readonly behaviour: Behaviour;
}

/** An answer on its way to the client, and what it answers. */
interface Delivered {
  readonly raw: Buffer;
  readonly findings: readonly Finding[];
  readonly sent: Sent | undefined;
}

const NO_FINDINGS: readonly Finding[] = [];
const CLIENT_LENGTH_MAX = 64;

/** Follows data through the gateway: what answers said, and what calls carry of it. */
export class Follower {
  constructor(
    private readonly book: BehaviourBook,
    private readonly now: () => number,
  ) {}

  /** Null for messages that carry nothing anywhere, and where the organisation wants nobody followed. */
  examine(exchange: Continued): Followed | null {
    if (!isCall(exchange) || !isFollowing(exchange.org.inspection)) return null;
    // An answer of this very turn may be what it carries on.
    workOffBehind();
    const { findings, behaviour } = this.book.examine(actorOf(exchange), this.callOf(exchange, undefined));
    return { findings: heeded(exchange.org.inspection, findings), behaviour };
  }

  /** Whether an answer brings back a text with instructions that was stored; nearly always nothing was. */
  returned(exchange: Obliged, raw: Buffer): readonly Finding[] {
    if (!isCall(exchange) || !isFollowing(exchange.org.inspection)) return NO_FINDINGS;
    workOffBehind();
    const { org, server } = exchange;
    return heeded(org.inspection, this.book.returned(org.orgId, server.decided.slug, raw, this.now()));
  }

  /**
   * Learns an answer once it is on its way, and before anything the client sends because of it is looked at.
   * @param findings  what was found in the answer
   */
  learnLater(exchange: Obliged, raw: Buffer, findings: readonly Finding[]): void {
    if (!isCall(exchange) || !isFollowing(exchange.org.inspection)) return;
    const sent = SeenBehaviour.sentOf(exchange.behaviour);
    const result = this.resultOf(exchange, { raw, findings, sent });
    behindWrites(() => {
      const startedUs = nowUs();
      const actor = actorOf(exchange);
      this.book.sent(actor, this.callOf(exchange, sent));
      this.book.learn(actor, result);
      exchange.evidence.inspectUs += nowUs() - startedUs;
    });
  }

  private callOf({ server, target, spec, args }: Continued, sent: Sent | undefined): FlowCall {
    return {
      server: server.decided.slug,
      tool: target.name,
      args,
      sent,
      pointerBase: spec.argumentsPointer ?? '/params',
      isOutside: server.decided.egress === 'external',
      at: this.now(),
    };
  }

  private resultOf({ server, target, args }: Obliged, { raw, findings, sent }: Delivered): FlowResult {
    const kind = toolKind(target.name);
    const { slug, labels, egress } = server.decided;
    const isHostile = has(findings, 'prompt_injection') || has(findings, 'hidden_text');
    const isSensitive = has(findings, 'secret') || has(findings, 'pii');
    const isExternal = egress === 'external';
    const isUntrusted = isHostile || kind.isPublic || (isExternal && kind.readsOutside);
    return {
      server: slug,
      tool: target.name,
      bytes: raw,
      asks: isUntrusted || isExternal ? 'around-cues' : 'nowhere',
      labels: isHostile || isSensitive ? withFound(labels, findings, isHostile) : labels,
      isPublic: kind.isPublic && !isSensitive,
      isUntrusted,
      args,
      sent,
      at: this.now(),
    };
  }
}

const LABELS_MAX = 32;

const has = (findings: readonly Finding[], category: Finding['category']): boolean => {
  for (const finding of findings) if (finding.category === category) return true;
  return false;
};

const withFound = (labels: readonly string[], findings: readonly Finding[], isHostile: boolean): readonly string[] =>
  [
    ...labels,
    ...(has(findings, 'secret') ? ['secret'] : []),
    ...(has(findings, 'pii') ? ['pii'] : []),
    ...(isHostile ? ['injection'] : []),
  ].slice(0, LABELS_MAX);

const isCall = ({ message, spec, target, args }: Continued): boolean =>
  message.kind === 'request' && spec.decidedAs === 'policy' && target.kind !== 'none' && typeof args === 'object';

const actorOf = ({ org, principal, peer }: Continued): Actor => ({
  orgId: org.orgId,
  principalId: principal.id,
  client: (peer.client?.name ?? '').slice(0, CLIENT_LENGTH_MAX),
});
