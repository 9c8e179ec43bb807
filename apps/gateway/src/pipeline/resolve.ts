import { digestOf } from '@sallyport/audit';
import { AppError, type Target } from '@sallyport/contracts';
import {
  findMethod,
  isSupportedVersion,
  LATEST_VERSION,
  locate,
  type MethodSpec,
  type ProtocolVersion,
  targetOf,
} from '@sallyport/mcp';
import type { DefinitionScout } from '../definitions/definition-scout.js';
import { type ResolvedDefinition, resolveDefinition } from '../definitions/resolve-definition.js';
import { toCapabilities, toClientInfo } from '../jsonrpc/client-info.js';
import { legacyPeer } from '../sessions/peer.js';
import type { PendingQuestions } from '../sessions/pending-questions.js';
import type { Session, SessionStore } from '../sessions/session-store.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { Peer } from '../upstream/upstream.js';
import type { Parsed, Placed, Resolved, Stage } from './exchange.js';
import { learn } from './learn.js';

export interface ResolveOptions {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly questions: Pick<PendingQuestions, 'take'>;
  readonly tasks: Pick<TaskOwners, 'find'>;
  readonly scout: Pick<DefinitionScout, 'ensureListed'>;
}

/** Finds out what a message is about: its session, its method's row, what it addresses, and the definition of that. */
export const resolve =
  ({ sessions, questions, tasks, scout }: ResolveOptions): Stage<Parsed, Resolved> =>
  (next) =>
  (exchange) => {
    const { message } = exchange;
    const initializing = message.kind === 'request' && message.method === 'initialize';
    const session = initializing ? null : requireSession(exchange, sessions);
    const peer = session === null ? newPeer(exchange) : session.peer;
    const version = toVersion(peer.protocolVersion);
    if (message.kind === 'response' || message.kind === 'error') {
      return next(resolveAnswer(exchange, requireSession(exchange, sessions), message.id, questions));
    }
    const spec = findMethod(message.method, 'client_to_server', message.kind, version);
    if (spec === undefined) throw new AppError('mcp.method_unknown');
    const { evidence } = exchange;
    evidence.recorded = spec.recorded;
    const target =
      spec.decidedAs === 'task' ? taskTarget(session, message.params, tasks) : targetOf(spec, message.params);
    if (target === null) throw new AppError('request.invalid', { detail: 'The parameters do not name a target.' });
    evidence.target = target;
    const facts = describeArguments(exchange, spec, message.params);
    const resolved = learn(exchange, { peer, session, spec, target, ...facts });
    const known = definitionOf(exchange, target);
    if (known !== null || target.kind === 'none' || target.kind === 'resource') return next(define(resolved, known));
    // Nobody has seen it: the server is listed before anything is decided, and what it does not list does not exist.
    return scout.ensureListed(exchange.org.orgId, exchange.server).then(() => {
      const listed = definitionOf(exchange, target);
      if (listed === null) throw new AppError('mcp.target_unknown');
      return next(define(resolved, listed));
    });
  };

const define = <E extends Parsed>(exchange: E, definition: ResolvedDefinition | null) => {
  exchange.evidence.definitionDigest = definition?.digest ?? null;
  return learn(exchange, { definition });
};

const definitionOf = ({ server, definitions }: Parsed, { kind, name }: Target): ResolvedDefinition | null =>
  kind === 'none' ? null : resolveDefinition(server.pins, definitions, kind, name);

/**
 * The session a request presents. Every way not to have one is the same plain 404; not presenting any is a 400.
 * @throws AppError `mcp.session_required`, `mcp.session_not_found`, `mcp.version_unsupported`
 */
export const requireSession = (exchange: Placed, sessions: Pick<SessionStore, 'find'>): Session => {
  const { head, org, principal, server, evidence } = exchange;
  if (head.sessionId === null) throw new AppError('mcp.session_required');
  const owner = { orgId: org.orgId, principalId: principal.id, serverId: server.server.id };
  const session = sessions.find(head.sessionId, owner);
  if (session === null) throw new AppError('mcp.session_not_found');
  evidence.client = session.peer.client;
  evidence.protocolVersion = session.peer.protocolVersion;
  // Absent is allowed: the session already tells the version.
  if (head.protocolVersion !== null && head.protocolVersion !== session.peer.protocolVersion) {
    throw new AppError('mcp.version_unsupported');
  }
  return session;
};

const toVersion = (version: string): ProtocolVersion => (isSupportedVersion(version) ? version : LATEST_VERSION);

/** A client that begins: what it says of itself in `initialize`. */
const newPeer = ({ message, org, principal, server, evidence }: Parsed): Peer => {
  const params = message.kind === 'request' ? message.params : undefined;
  const requested = (params as { protocolVersion?: unknown } | undefined)?.protocolVersion;
  evidence.client = toClientInfo(params);
  const owner = { orgId: org.orgId, principalId: principal.id, serverId: server.server.id };
  return legacyPeer(owner, evidence.callId, {
    protocolVersion: typeof requested === 'string' && isSupportedVersion(requested) ? requested : LATEST_VERSION,
    client: evidence.client,
    capabilities: toCapabilities(params),
  });
};

/** A task is its creator's; to everyone else, and when nobody knows it, it is an unknown target. */
const taskTarget = (session: Session | null, params: object | undefined, tasks: ResolveOptions['tasks']): Target => {
  const taskId = (params as { taskId?: unknown } | undefined)?.taskId;
  const target = session !== null && typeof taskId === 'string' ? tasks.find(session, taskId) : undefined;
  if (target === undefined) throw new AppError('mcp.target_unknown');
  return target;
};

/** A client's answer belongs to a question of the server that was let through to this very session, or to nothing. */
const resolveAnswer = (
  exchange: Parsed,
  session: Session,
  id: string | number | null,
  questions: ResolveOptions['questions'],
): Resolved => {
  const { message, body, evidence } = exchange;
  const question = id === null ? undefined : questions.take(session, id);
  if (question === undefined) {
    throw new AppError('request.invalid', { detail: 'The answer belongs to no question.' });
  }
  const { spec, target } = question;
  const span = message.kind === 'response' ? locate(body, '/result') : null;
  const argumentsBytes = span === null ? 0 : span.end - span.start;
  const args = message.kind === 'response' ? message.result : null;
  evidence.method = spec.method;
  evidence.recorded = spec.recorded;
  evidence.idJson = JSON.stringify(id);
  evidence.argumentsBytes = argumentsBytes;
  evidence.argumentsDigest = args === null ? null : digestOf(args);
  return learn(exchange, { peer: session.peer, session, spec, target, definition: null, args, argumentsBytes });
};

const describeArguments = (
  { body, evidence }: Parsed,
  spec: MethodSpec,
  params: object | undefined,
): { args: unknown; argumentsBytes: number } => {
  if (spec.argumentsPointer === null) return { args: null, argumentsBytes: 0 };
  const args = argumentsOf(spec.argumentsPointer, params);
  if (args === undefined) return { args: null, argumentsBytes: 0 };
  const span = locate(body, spec.argumentsPointer);
  const argumentsBytes = span === null ? 0 : span.end - span.start;
  evidence.argumentsBytes = argumentsBytes;
  evidence.argumentsDigest = digestOf(args);
  return { args, argumentsBytes };
};

/** `/params` or one member of it: the only places the method table names. */
const argumentsOf = (pointer: string, params: object | undefined): unknown => {
  const member = pointer.slice('/params/'.length);
  return member === '' ? params : (params as Readonly<Record<string, unknown>> | undefined)?.[member];
};
