import { ANSWER_LIMITS, editObject, isLegacyVersion, isModernVersion, McpParseError, parseJson } from '@sallyport/mcp';
import { capture } from './capture.js';
import { errorOf, isModernAnswer, isRefusal, type Outcome, tell } from './outcome.js';
import { RoutedExchange, withTimeLeft } from './routed-exchange.js';
import { findSession, type SessionMaker, tagSession } from './session-tag.js';
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

/** One transport a legacy server may speak. */
export interface LegacySide {
  readonly maker: Exclude<SessionMaker, 'bridge'>;
  readonly upstream: Upstream;
}

type Sides = readonly [LegacySide, ...LegacySide[]];

/** How a server refused `initialize` on every transport. */
export interface LegacyRefusal {
  /** The first refusal, which says most. */
  readonly outcome: Outcome;
  /** It showed that the server is modern. */
  readonly modern: boolean;
}

/**
 * The transports a legacy server may speak, as one upstream for legacy peers. `initialize` finds out which it is: they are tried
 * in order, the one found first. Each session stays with the transport that made it.
 * @see MCP specification 2025-11-25, "Transports: Backwards Compatibility"
 */
export class LegacySides implements Upstream {
  /** Whether the server was initialised once (true) or refused on every transport (false); null before. */
  speaks: boolean | null = null;
  private sides: Sides;
  private readonly healthOf: () => UpstreamHealth;

  constructor(sides: Sides, healthOf: () => UpstreamHealth) {
    this.sides = sides;
    this.healthOf = healthOf;
  }

  get health(): UpstreamHealth {
    return this.healthOf();
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    if (call.method === 'initialize') return this.initialize(call, sink, ({ outcome }) => tell(sink, outcome));
    if (call.session === null) return this.sideOf(null).send(call, sink);
    const { maker, session } = findSession(call.session);
    return this.sideOf(maker).send(session === call.session ? call : { ...call, session }, sink);
  }

  /** @param onRefused  goes on in the server's stead, when no transport takes it */
  initialize(
    call: UpstreamCall,
    sink: UpstreamSink,
    onRefused: (refusal: LegacyRefusal) => UpstreamExchange,
  ): UpstreamExchange {
    const since = performance.now();
    const routed = new RoutedExchange();
    const refused = (outcome: Outcome): UpstreamExchange => {
      this.speaks = false;
      return onRefused({ outcome, modern: isModernAnswer(outcome) || isModernResult(outcome) });
    };
    const attempt = (side: LegacySide, others: readonly LegacySide[], first: Outcome | null): UpstreamExchange =>
      capture(side.upstream, withTimeLeft(call, since), (outcome) =>
        routed.follow(() => {
          if (isModernResult(outcome)) return refused(outcome);
          if (!isRefusal(outcome)) {
            this.noteAnswer(side, outcome);
            return tell(sink, toClient(outcome, side.maker, call));
          }
          const [next, ...rest] = others;
          if (isModernAnswer(outcome)) return refused(outcome);
          return next === undefined ? refused(first ?? outcome) : attempt(next, rest, first ?? outcome);
        }),
      );
    const [side, ...others] = this.sides;
    routed.follow(() => attempt(side, others, null));
    return routed;
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const { maker, session } = findSession(request.session);
    return this.sideOf(maker).listen({ ...request, session }, sink);
  }

  end(peer: Peer, tagged: UpstreamSession): Promise<void> {
    const { maker, session } = findSession(tagged);
    return this.sideOf(maker).end(peer, session);
  }

  async close(): Promise<void> {
    await Promise.all(this.sides.map(({ upstream }) => upstream.close()));
  }

  private sideOf(maker: SessionMaker | null): Upstream {
    return (this.sides.find((known) => known.maker === maker) ?? this.sides[0]).upstream;
  }

  /** What answered is tried first from now on. */
  private noteAnswer(side: LegacySide, outcome: Outcome): void {
    if (outcome.kind === 'failed' || errorOf(outcome) !== null) return;
    this.speaks = true;
    if (this.sides[0] !== side) this.sides = [side, ...this.sides.filter((other) => other !== side)];
  }
}

/**
 * The answer to `initialize` as the client gets it: its session marked with the transport; and when the server answers with a
 * newer revision than was asked for, which only adds to it, the client is told its own, and the session keeps the server's.
 */
const toClient = (outcome: Outcome, maker: SessionMaker, { params }: UpstreamCall): Outcome => {
  if (outcome.kind === 'failed') return outcome;
  const { head, messages } = outcome;
  const answer = messages.at(-1);
  const asked = (params as { protocolVersion?: unknown } | undefined)?.protocolVersion;
  const spoken = answer === undefined ? null : versionIn(answer);
  if (answer === undefined || !isKnown(asked) || !isKnown(spoken) || spoken <= asked) {
    return { ...outcome, head: { ...head, sessionId: tagSession({ maker, version: null, id: head.sessionId }) } };
  }
  return {
    ...outcome,
    head: { ...head, sessionId: tagSession({ maker, version: spoken, id: head.sessionId }) },
    messages: [
      ...messages.slice(0, -1),
      editObject(answer, '/result', { set: { protocolVersion: JSON.stringify(asked) } }),
    ],
  };
};

/** A modern server that answers `initialize` all the same begins no session with it. */
const isModernResult = (outcome: Outcome): boolean => {
  const answer = outcome.kind === 'answered' ? outcome.messages.at(-1) : undefined;
  const version = answer === undefined ? null : versionIn(answer);
  return typeof version === 'string' && isModernVersion(version);
};

const isKnown = (version: unknown): version is string => typeof version === 'string' && isLegacyVersion(version);

/** Null for what cannot be read, which is refused further on. */
const versionIn = (raw: Buffer): unknown => {
  try {
    const { result } = parseJson(raw, ANSWER_LIMITS) as { result?: { protocolVersion?: unknown } };
    return result?.protocolVersion;
  } catch (thrown) {
    if (thrown instanceof McpParseError) return null;
    throw thrown;
  }
};
