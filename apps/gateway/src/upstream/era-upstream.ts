import { isModernError, MCP_ERRORS } from '@sallyport/mcp';
import { type Doubt, DoubtingSink } from './doubting-sink.js';
import type { LegacySides } from './legacy-sides.js';
import { refuse } from './local-answer.js';
import type { ModernProbe } from './modern-probe.js';
import { errorOf, isRefusal, type Outcome, tell } from './outcome.js';
import { RoutedExchange, withTimeLeft } from './routed-exchange.js';
import { findSession, tagSession } from './session-tag.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSession,
  UpstreamSink,
} from './upstream.js';

export interface EraUpstreamParts {
  /** Takes modern peers, for servers that speak a modern revision. */
  readonly modern: Upstream;
  readonly probe: ModernProbe;
  /** Takes legacy peers, for servers that speak an older one. */
  readonly legacy: LegacySides;
  /** Takes modern peers and drives {@link EraUpstreamParts.legacy}. */
  readonly modernOnLegacy: Upstream;
  /** Takes legacy peers and drives {@link EraUpstreamParts.modern}. */
  readonly legacyOnModern: Upstream;
}

/**
 * One server, whatever it speaks. Finds out its eras when they matter, keeps them, and finds out again when an answer shows
 * that they changed: at most once for a call, and not more often than the probe allows. A peer whose era the server speaks
 * reaches it directly; any other goes over a bridge.
 * @see docs/decisions/0011-two-eras-one-pipeline.md, MCP specification 2026-07-28, "Versioning: Compatibility Matrix"
 */
export class EraUpstream implements Upstream {
  private readonly parts: EraUpstreamParts;

  constructor(parts: EraUpstreamParts) {
    this.parts = parts;
  }

  get health(): UpstreamHealth {
    return this.parts.legacy.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    if (call.peer.era === 'modern') return this.sendModern(call, sink);
    if (call.method === 'initialize') return this.initialize(call, sink);
    const found = call.session === null ? null : findSession(call.session);
    if (found?.maker !== 'bridge') return this.parts.legacy.send(call, sink);
    return this.parts.legacyOnModern.send({ ...call, session: found.session }, sink);
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const { maker, session } = findSession(request.session);
    if (maker !== 'bridge') return this.parts.legacy.listen(request, sink);
    return this.parts.legacyOnModern.listen({ ...request, session }, sink);
  }

  end(peer: Peer, tagged: UpstreamSession): Promise<void> {
    const { maker, session } = findSession(tagged);
    return maker === 'bridge' ? this.parts.legacyOnModern.end(peer, session) : this.parts.legacy.end(peer, tagged);
  }

  async close(): Promise<void> {
    const { modern, legacy, modernOnLegacy, legacyOnModern } = this.parts;
    // A bridge ends its sessions over connections that both eras share.
    await modernOnLegacy.close();
    await legacyOnModern.close();
    await Promise.all([modern.close(), legacy.close()]);
  }

  private sendModern(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const { modern, modernOnLegacy, probe } = this.parts;
    const since = performance.now();
    const routed = new RoutedExchange();
    const start = (speaks: boolean, to: UpstreamSink): UpstreamExchange =>
      (speaks ? modern : modernOnLegacy).send(withTimeLeft(call, since), to);
    const first = (speaks: boolean): UpstreamExchange =>
      start(
        speaks,
        new DoubtingSink(sink, {
          isDoubtful: (outcome) => this.disproves(speaks, outcome) && probe.doubt(),
          onDoubt: (outcome) => {
            const settle = (now: boolean) => (now === speaks ? tell(sink, outcome) : start(now, sink));
            routed.followWhen(probe.find(call.peer.principalId), call.timeoutMs, settle, () => tell(sink, outcome));
          },
        }),
      );
    const { speaks } = probe;
    if (speaks !== null) routed.follow(() => first(speaks));
    else routed.followWhen(probe.find(call.peer.principalId), call.timeoutMs, first, (error) => refuse(sink, error));
    return routed;
  }

  /** Whether an answer shows that a server which was taken to speak a modern revision (or not) no longer does (or does). */
  private disproves(speaks: boolean, outcome: Outcome): boolean {
    const error = errorOf(outcome);
    if (!speaks) {
      if (error !== null && ERA_REFUSALS.includes(error.code)) return true;
      return this.parts.legacy.speaks === false && (error !== null || outcome.kind === 'failed');
    }
    return isRefusal(outcome) && (error === null || !(isModernError(error) || MODERN_REFUSALS.includes(error.code)));
  }

  /** The client's `initialize` is the probe for the legacy era; a server known to be modern alone is not asked again. */
  private initialize(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const { legacy, legacyOnModern, probe } = this.parts;
    const since = performance.now();
    const bridge = (to: UpstreamSink): UpstreamExchange => legacyOnModern.send(withTimeLeft(call, since), marked(to));
    if (legacy.speaks === false && probe.speaks === true) return this.bridgeAgain(call, sink, bridge);
    return legacy.initialize(call, sink, ({ outcome, modern }) => {
      if (modern) {
        probe.settle(true);
        return bridge(sink);
      }
      probe.doubt();
      const routed = new RoutedExchange();
      const refused = () => tell(sink, outcome);
      const settle = (speaks: boolean) => (speaks ? bridge(sink) : refused());
      routed.followWhen(probe.find(call.peer.principalId), withTimeLeft(call, since).timeoutMs, settle, refused);
      return routed;
    });
  }

  private bridgeAgain(
    call: UpstreamCall,
    sink: UpstreamSink,
    bridge: (sink: UpstreamSink) => UpstreamExchange,
  ): UpstreamExchange {
    const { legacy, probe } = this.parts;
    const routed = new RoutedExchange();
    const doubt: Doubt = {
      // The bridge answers in its own words, so any error may mean that the server is not what it was.
      isDoubtful: (outcome) => (errorOf(outcome) !== null || isInvalid(outcome)) && probe.doubt(),
      onDoubt: (outcome) => routed.follow(() => legacy.initialize(call, sink, () => tell(sink, outcome))),
    };
    routed.follow(() => bridge(new DoubtingSink(sink, doubt)));
    return routed;
  }
}

/** How a modern server refuses who speaks an older revision. A bridge never answers so. */
const ERA_REFUSALS: readonly number[] = [MCP_ERRORS.headerMismatch, MCP_ERRORS.unsupportedProtocolVersion];

/** How a modern server refuses an unknown method or malformed parameters: under the statuses of a server that is not modern. */
const MODERN_REFUSALS: readonly number[] = [-32601, -32602];

const isInvalid = (outcome: Outcome): boolean => outcome.kind === 'failed' && outcome.error.code === 'upstream.invalid';

/** Marks the session of an answer to `initialize` as the bridge's. */
const marked = (sink: UpstreamSink): UpstreamSink => ({
  onHead: (head) => {
    const sessionId = tagSession({ maker: 'bridge', version: null, id: head.sessionId });
    sink.onHead({ ...head, sessionId });
  },
  onMessage: (raw, eventId) => sink.onMessage(raw, eventId),
  onCursor: (eventId, retryMs) => sink.onCursor?.(eventId, retryMs),
  onEnd: () => sink.onEnd(),
  onError: (error) => sink.onError(error),
});
