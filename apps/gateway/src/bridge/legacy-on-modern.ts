import { AppError, toAppError } from '@sallyport/contracts';
import {
  ANSWER_LIMITS,
  LATEST_LEGACY_VERSION,
  LOG_LEVELS,
  META_KEYS,
  negotiateLegacyVersion,
  parseJson,
} from '@sallyport/mcp';
import { refuse, reply } from '../upstream/local-answer.js';
import { CANNOT_STOP, SinkGate } from '../upstream/sink-gate.js';
import type {
  ListenRequest,
  Peer,
  Upstream,
  UpstreamCall,
  UpstreamExchange,
  UpstreamHealth,
  UpstreamSession,
  UpstreamSink,
} from '../upstream/upstream.js';
import { type Capabilities, toLegacyServer } from './capabilities.js';
import { LegacySubscriptions } from './legacy-subscriptions.js';
import { toLegacyError, toLegacyResult, toModernCall } from './modern-answers.js';
import { NOT_CARRIED, notBridged } from './not-carried.js';
import { QuestionBoard } from './question-board.js';
import { RoundTripCall, type RoundTripOptions } from './round-trips.js';
import { callMessage, errorMessage, RPC, resultMessage, textAt } from './rpc.js';
import { MemorySessionNotes, type SessionNotes } from './session-notes.js';

export interface LegacyOnModernOptions {
  /** Name of this process among the replicas; see `replicas/bound-id.ts`. */
  readonly replicaId: string;
  /** Where log levels and subscriptions of clients are kept; in this process unless given. */
  readonly notes?: SessionNotes;
  /** How long a client has for the questions of one round. */
  readonly questionMs?: number;
}

/**
 * Lets legacy clients use a modern server. There is no session: what the server has to know of a client goes with each request,
 * and the little a session would remember is kept in {@link SessionNotes}.
 */
export class LegacyOnModern implements Upstream {
  private readonly modern: Upstream;
  private readonly notes: SessionNotes;
  private readonly board: QuestionBoard;
  private readonly subscriptions: LegacySubscriptions;
  private readonly questionMs: number | undefined;

  constructor(modern: Upstream, { replicaId, notes, questionMs }: LegacyOnModernOptions) {
    this.modern = modern;
    this.notes = notes ?? new MemorySessionNotes();
    this.board = new QuestionBoard(replicaId);
    this.subscriptions = new LegacySubscriptions(modern, this.notes);
    this.questionMs = questionMs;
  }

  get health(): UpstreamHealth {
    return this.modern.health;
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    if (call.kind === 'response') return this.answer(call, sink);
    // Modern servers take no notifications; that a request is cancelled is told to its exchange.
    if (call.kind === 'notification') return reply(sink, ACCEPTED, null);
    switch (call.method) {
      case 'initialize':
        return this.initialize(call, sink);
      case 'ping':
        return reply(sink, ANSWERED, emptyResult(call));
      case 'logging/setLevel':
        return later(sink, () => this.setLevel(call));
      case 'resources/subscribe':
        return later(sink, () => this.subscribe(call));
      case 'resources/unsubscribe':
        return later(sink, () => this.unsubscribe(call));
      case 'tasks/get':
      case 'tasks/result':
      case 'tasks/cancel':
      case 'tasks/list':
        return refuse(sink, notBridged(NOT_CARRIED.tasks));
      default:
        return this.request(call, sink);
    }
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    return this.subscriptions.listen(request, sink);
  }

  end(peer: Peer, _session: UpstreamSession): Promise<void> {
    return this.subscriptions.end(peer.key);
  }

  async close(): Promise<void> {
    this.subscriptions.close();
    await this.modern.close();
  }

  private answer({ id, peer, body }: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    if (!this.board.answer(id, peer.key, body)) return refuse(sink, new AppError('mcp.exchange_lost'));
    return reply(sink, ACCEPTED, null);
  }

  private request(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const method = call.method ?? '';
    return this.roundTrip(call, sink, {
      prepare: async () => toModernCall(call, (await this.notes.get(call.peer.key)).level),
      translate: ({ envelope }, raw) =>
        envelope.error === null ? toLegacyResult(raw, method) : toLegacyError(raw, method),
    });
  }

  private initialize(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const id = textAt(call.body, '/id') ?? 'null';
    const method = 'server/discover';
    const discover = { ...call, method, params: {}, body: callMessage(id, method, '{}') };
    return this.roundTrip(discover, sink, {
      prepare: () => Promise.resolve(toModernCall(discover, null)),
      translate: ({ envelope }, raw) =>
        envelope.error === null ? resultMessage(id, initialized(raw, call.params)) : toLegacyError(raw, method),
    });
  }

  private roundTrip(
    call: UpstreamCall,
    sink: UpstreamSink,
    work: Pick<RoundTripOptions, 'prepare' | 'translate'>,
  ): UpstreamExchange {
    const { modern, board, questionMs } = this;
    const { key, capabilities } = call.peer;
    return new RoundTripCall(call, sink, { modern, board, asked: { key, capabilities }, questionMs, ...work }).start();
  }

  private async setLevel(call: UpstreamCall): Promise<Buffer> {
    const wanted = (call.params as { level?: unknown } | undefined)?.level;
    const level = LOG_LEVELS.find((known) => known === wanted);
    if (level === undefined) return invalidParams(call, 'Invalid log level');
    await this.subscriptions.change(call.peer.key, (notes) => ({ ...notes, level }));
    return emptyResult(call);
  }

  private async subscribe(call: UpstreamCall): Promise<Buffer> {
    const uri = uriOf(call);
    const told = uri !== null && (await this.subscriptions.subscribe(call.peer.key, uri));
    return told ? emptyResult(call) : invalidParams(call, 'The server does not tell of changes to this resource');
  }

  private async unsubscribe(call: UpstreamCall): Promise<Buffer> {
    const uri = uriOf(call);
    if (uri !== null) await this.subscriptions.unsubscribe(call.peer.key, uri);
    return emptyResult(call);
  }
}

const ACCEPTED = { status: 202, sessionId: null };
const ANSWERED = { status: 200, sessionId: null };

const emptyResult = ({ body }: UpstreamCall): Buffer => resultMessage(textAt(body, '/id') ?? 'null', '{}');

const invalidParams = ({ body }: UpstreamCall, message: string): Buffer =>
  errorMessage(textAt(body, '/id') ?? 'null', RPC.invalidParams, message);

const uriOf = ({ params }: UpstreamCall): string | null => {
  const { uri } = (params ?? {}) as { uri?: unknown };
  return typeof uri === 'string' ? uri : null;
};

/** Answers with what is worked out here. */
const later = (sink: UpstreamSink, work: () => Promise<Buffer>): UpstreamExchange => {
  const gate = new SinkGate(sink, CANNOT_STOP);
  work().then(
    (message) => {
      gate.head({ ...ANSWERED, stream: false });
      gate.message(message, undefined);
      gate.end();
    },
    (thrown: unknown) => gate.fail(toAppError(thrown)),
  );
  return { resume: () => gate.resume(), cancel: () => gate.close() };
};

const NAMELESS = { name: 'unknown', version: '0' };

/** What `initialize` answers for a modern server: what it said to `server/discover`, in the words of an `InitializeResult`. */
const initialized = (raw: Buffer, params: object | undefined): string => {
  const { result } = parseJson(raw, ANSWER_LIMITS) as { result: Readonly<Record<string, unknown>> };
  const { capabilities, instructions } = result;
  const { [META_KEYS.serverInfo]: serverInfo = NAMELESS, ...meta } = (result._meta ?? {}) as Capabilities;
  const { protocolVersion } = (params ?? {}) as { protocolVersion?: unknown };
  return JSON.stringify({
    protocolVersion: negotiateLegacyVersion(String(protocolVersion)) ?? LATEST_LEGACY_VERSION,
    capabilities: toLegacyServer((capabilities ?? {}) as Capabilities),
    serverInfo,
    ...(typeof instructions === 'string' && { instructions }),
    ...(Object.keys(meta).length > 0 && { _meta: meta }),
  });
};
