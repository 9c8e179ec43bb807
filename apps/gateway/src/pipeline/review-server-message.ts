import { AppError } from '@sallyport/contracts';
import {
  classify,
  findInputRequest,
  findMethod,
  isSupportedVersion,
  locate,
  type McpMessage,
  McpMessageError,
  type MethodSpec,
  splice,
  targetOf,
} from '@sallyport/mcp';
import { type Decision, NO_OBLIGATIONS } from '@sallyport/policy';
import type { IdFactory } from '@sallyport/service-kit';
import type { DefinitionScout } from '../definitions/definition-scout.js';
import { Evidence, NO_TARGET } from '../evidence/evidence.js';
import type { Recorder } from '../evidence/recorder.js';
import type { Refusals } from '../jsonrpc/refusals.js';
import type { LimitLedger } from '../limits/limit-ledger.js';
import type { Metrics } from '../metrics.js';
import type { QuestionIds } from '../sessions/question-ids.js';
import type { Session } from '../sessions/session-store.js';
import { SILENT_SINK } from '../upstream/local-answer.js';
import { ownAnswer } from '../upstream/own-call.js';
import type { Peer } from '../upstream/upstream.js';
import type { Placed } from './exchange.js';
import { NO_ROLES, WITHOUT_ARGUMENTS } from './facts.js';
import { deniedFor, limitExceeded } from './oblige.js';
import { parseAnswer } from './parse-answer.js';
import { outcomeOf, recordedOf } from './record.js';
import { type Reviewer } from './review-message.js';
import { signedInTooLongAgo, stepUpRequired } from './step-up.js';

/** A stream on which a server talks to a client. */
export interface StreamContext extends Placed {
  readonly peer: Peer;
  /** Null for modern clients, whom a server asks nothing on a stream. */
  readonly session: Session | null;
}

/** A question of a server to a modern client that may be put to it. */
export interface AllowedInput {
  readonly method: string;
  /** What to ask instead, as JSON text, when something in it had to be hidden. */
  readonly replacement: Buffer | null;
}

export interface ServerMessageOptions {
  readonly reviewer: Reviewer;
  readonly recorder: Recorder;
  readonly refusals: Refusals;
  readonly questions: Pick<QuestionIds, 'seal'>;
  readonly scout: Pick<DefinitionScout, 'changed'>;
  readonly metrics: Pick<Metrics, 'serverMessages'>;
  readonly newId: IdFactory;
  readonly ledger: Pick<LimitLedger, 'takeAtOnce'>;
}

type SessionContext = StreamContext & { readonly session: Session };

type Request = Extract<McpMessage, { kind: 'request' }>;
type Notification = Extract<McpMessage, { kind: 'notification' }>;

/**
 * Judges what a server sends by itself. Requests it makes of the client are calls of their own: decided by their method,
 * denied unless a rule allows them, recorded, and answered to the server when denied, so that it does not wait.
 */
export class ServerMessageReviewer {
  private readonly options: ServerMessageOptions;

  constructor(options: ServerMessageOptions) {
    this.options = options;
  }

  /** @returns the bytes to deliver, or null when the message goes no further */
  review(context: StreamContext, raw: Buffer): Buffer | null {
    const message = read(raw);
    if (message?.kind === 'request' && context.session !== null) {
      return this.reviewRequest({ ...context, session: context.session }, raw, message);
    }
    if (message?.kind === 'notification') return this.reviewNotification(context, raw, message);
    this.options.metrics.serverMessages.add('unexpected');
    return null;
  }

  private reviewNotification(context: StreamContext, raw: Buffer, message: Notification): Buffer | null {
    const { reviewer, scout, metrics } = this.options;
    const spec = specOf(context, message);
    const target = spec === undefined ? null : targetOf(spec, message.params);
    if (spec === undefined || target === null) {
      metrics.serverMessages.add('unknown');
      return null;
    }
    if (message.method.endsWith('/list_changed')) scout.changed(context.org.orgId, context.server);
    try {
      if (spec.inputRequestsPointer !== null) this.reviewTaskInputs(context, message);
      const subject = { raw, kind: 'server_message', method: spec.method, target, value: message } as const;
      return reviewer.review(context, subject).bytes;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      metrics.serverMessages.add('denied');
      return null;
    }
  }

  /**
   * Judges one question of an `InputRequiredResult`, like a request the server makes of a legacy client.
   * @throws AppError `policy.denied`, `mcp.method_unknown`, `gateway.spool_unavailable`, `upstream.invalid` when it is no request
   */
  reviewInput(context: StreamContext, key: string, request: unknown): AllowedInput {
    const message = toRequest(key, request);
    const raw = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message, kind: undefined }));
    const evidence = this.evidenceOf(context, message);
    try {
      const bytes = this.assertAllowed(ownOf(context, evidence), raw, message);
      this.options.metrics.serverMessages.add('delivered');
      return { method: message.method, replacement: bytes === raw ? null : questionOf(bytes) };
    } catch (thrown) {
      if (thrown instanceof AppError) {
        this.options.metrics.serverMessages.add('denied');
        this.options.recorder.completed(evidence, outcomeOf(thrown, evidence));
      }
      throw thrown;
    }
  }

  /** A task that waits for input says with what: questions like any other. */
  private reviewTaskInputs(context: StreamContext, { params }: Notification): void {
    const { inputRequests } = (params ?? {}) as { inputRequests?: object };
    for (const [key, request] of Object.entries(inputRequests ?? {})) this.reviewInput(context, key, request);
  }

  private reviewRequest(context: SessionContext, raw: Buffer, message: Request): Buffer | null {
    const evidence = this.evidenceOf(context, message);
    try {
      const bytes = this.assertAllowed(ownOf(context, evidence), raw, message);
      this.options.metrics.serverMessages.add('delivered');
      const id = this.options.questions.seal(context.session, message);
      const span = locate(bytes, '/id');
      return span === null ? null : splice(bytes, [{ ...span, replacement: Buffer.from(JSON.stringify(id)) }]);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.options.metrics.serverMessages.add('denied');
      const outcome = outcomeOf(thrown, evidence);
      this.options.recorder.completed(evidence, outcome);
      const { body } = this.options.refusals.toAnswer(thrown, { evidence, outcome, orgSlug: context.orgSlug });
      answerServer(context, body, message.id);
      return null;
    }
  }

  private assertAllowed(context: StreamContext, raw: Buffer, message: Request): Buffer {
    const { reviewer, recorder } = this.options;
    const { evidence } = context;
    const spec = questionSpecOf(context, message);
    if (spec === undefined || spec.decidedAs === 'task' || spec.decidedAs === 'list') {
      throw new AppError('mcp.method_unknown');
    }
    const target = targetOf(spec, message.params) ?? NO_TARGET;
    evidence.recorded = spec.recorded;
    const named = { method: spec.method, target, now: evidence.at } as const;
    const { bytes, decision, findings } = reviewer.review(context, {
      ...named,
      raw,
      kind: 'server_message',
      value: message,
    });
    const refusal = this.refusalOf(context, decision);
    const decided = recordedOf(decision, findings);
    if (spec.recorded) {
      if (!recorder.writable) throw new AppError('gateway.spool_unavailable');
      void recorder.decided(evidence, refusal === null ? decided : { ...decided, ...deniedFor(refusal) }, false);
    }
    if (refusal !== null) throw refusal;
    recorder.completed(evidence, {
      ...decided,
      rules: [],
      outcome: bytes === raw ? 'delivered' : 'redacted',
      errorCode: null,
      result: null,
    });
    return bytes;
  }

  /** Its client cannot be asked to wait or to sign in on behalf of a server, so what a rule wants of either is wanted at once. */
  private refusalOf({ org, principal, signedInAt }: StreamContext, { obligations }: Decision): AppError | null {
    if (obligations === NO_OBLIGATIONS) return null;
    const { stepUp, limits } = obligations;
    if (signedInTooLongAgo({ signedInAt }, stepUp, this.options.reviewer.now())) {
      return stepUpRequired(principal, stepUp);
    }
    const usedUp = limits.length === 0 ? null : this.options.ledger.takeAtOnce(org.orgId, limits);
    return usedUp === null ? null : limitExceeded(usedUp);
  }

  private evidenceOf({ org, principal, server, peer, head }: StreamContext, message: Request): Evidence {
    const now = this.options.reviewer.now();
    const evidence = new Evidence(this.options.newId('call', now), now, message.method);
    evidence.origin = 'server';
    evidence.orgId = org.orgId;
    evidence.snapshotVersion = org.version;
    evidence.principal = principal;
    evidence.client = peer.client;
    evidence.server = server.named;
    evidence.protocolVersion = peer.protocolVersion;
    evidence.idJson = JSON.stringify(message.id);
    evidence.context = { server: server.context, tool: null, address: head.address, argumentRoles: NO_ROLES };
    return evidence;
  }
}

/** A question is a message of its own, whatever the call is about that it came with. */
const ownOf = (context: StreamContext, evidence: Evidence): StreamContext => ({
  ...context,
  ...WITHOUT_ARGUMENTS,
  evidence,
});

/** Answers a server's request on the client's behalf. Whether the server cares is its own affair. */
export const answerServer = (
  { upstream, peer, session, server }: Pick<SessionContext, 'upstream' | 'peer' | 'session' | 'server'>,
  body: Buffer,
  id: string | number,
): void => {
  upstream.send(
    ownAnswer({ peer, id, body, session: session.upstream, timeoutMs: server.server.timeoutMs }),
    SILENT_SINK,
  );
};

/** In modern revisions what a server asks is carried in its answers. */
const questionSpecOf = ({ peer }: StreamContext, { method }: Request): MethodSpec | undefined => {
  if (!isSupportedVersion(peer.protocolVersion)) return undefined;
  return peer.era === 'modern'
    ? findInputRequest(method, peer.protocolVersion)
    : findMethod(method, 'server_to_client', 'request', peer.protocolVersion);
};

const specOf = ({ peer }: StreamContext, message: Request | Notification) =>
  isSupportedVersion(peer.protocolVersion)
    ? findMethod(message.method, 'server_to_client', message.kind, peer.protocolVersion)
    : undefined;

/** A question as the request it would have been towards a legacy client. */
const toRequest = (key: string, request: unknown): Request => {
  try {
    const message = classify({ jsonrpc: '2.0', id: key, ...(request as object) });
    if (message.kind === 'request') return message;
  } catch (thrown) {
    if (!(thrown instanceof McpMessageError)) throw thrown;
  }
  throw new AppError('upstream.invalid', {
    detail: 'The MCP server asked for input with something that is no request.',
  });
};

/** What a question looks like among input requests. */
const questionOf = (message: Buffer): Buffer => {
  const { method, params } = JSON.parse(message.toString('utf8')) as Request;
  return Buffer.from(JSON.stringify({ method, params }));
};

/** Server messages are few and small, and a hidden method in one would be a request nobody decided: all are parsed. */
const read = (raw: Buffer): McpMessage | null => {
  try {
    return classify(parseAnswer(raw));
  } catch (thrown) {
    if (thrown instanceof AppError || thrown instanceof McpMessageError) return null;
    throw thrown;
  }
};
