import { digestBytes, digestOf, spellingOf } from '@sallyport/audit';
import { AppError, type Target } from '@sallyport/contracts';
import {
  findMethod,
  isSupportedVersion,
  LATEST_VERSION,
  locate,
  type MethodSpec,
  type ProtocolVersion,
  partsOf,
  targetOf,
} from '@sallyport/mcp';
import type { DefinitionScout } from '../definitions/definition-scout.js';
import { type ResolvedDefinition, resolveDefinition } from '../definitions/resolve-definition.js';
import { NO_TARGET } from '../evidence/evidence.js';
import type { QuestionIds } from '../sessions/question-ids.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { Outcome, Parsed, Placed, Recognised, Resolved, Stage, Tracked } from './exchange.js';
import { learn, withArguments, withDefinition, withSubject } from './learn.js';
import { ownerOf } from './recognise.js';

export interface ResolveOptions {
  readonly questions: Pick<QuestionIds, 'take'>;
  readonly tasks: Pick<TaskOwners, 'find' | 'fetch'>;
  readonly scout: Pick<DefinitionScout, 'ensureListed'>;
}

/** Finds out what a message is about: its session, its method's row, what it addresses, and the definition of that. */
export const resolve =
  (options: ResolveOptions): Stage<Tracked, Resolved> =>
  (next) =>
  (exchange) => {
    const { questions, tasks } = options;
    const { message, peer } = exchange;
    if (message.kind === 'response' || message.kind === 'error') {
      return next(resolveAnswer(exchange, message.id, questions));
    }
    const version = toVersion(peer.protocolVersion);
    const spec = findMethod(message.method, 'client_to_server', message.kind, version);
    if (spec === undefined) throw new AppError('mcp.method_unknown');
    assertDeclared(spec, peer);
    const { evidence } = exchange;
    evidence.recorded = spec.recorded;
    const { params } = message;
    // Another replica may have seen a task made.
    const taskIds = taskIdsOf(spec, params);
    const asked = taskIds.length === 0 ? null : tasks.fetch(ownerOf(exchange), taskIds);
    if (asked === null) return addressed(options, next, exchange, spec);
    return asked.then(() => addressed(options, next, exchange, spec));
  };

/** Goes on with what a message addresses, once the definition of that is known. */
const addressed = (
  { tasks, scout }: ResolveOptions,
  next: (exchange: Resolved) => Promise<Outcome>,
  exchange: Tracked,
  spec: MethodSpec,
): Promise<Outcome> => {
  const { message } = exchange;
  const params = 'params' in message ? message.params : undefined;
  const target = spec.decidedAs === 'task' ? taskTarget(exchange, params, tasks) : targetOf(spec, params);
  if (target === null) throw new AppError('request.invalid', { detail: 'The parameters do not name a target.' });
  exchange.evidence.target = target;
  withSubject(exchange, spec, target);
  describeArguments(exchange, spec, params);
  const known = definitionOf(exchange, target);
  if (known !== null || target.kind === 'none' || target.kind === 'resource') {
    return next(withDefinition(exchange, known));
  }
  // Nobody has seen it: the server is listed before anything is decided, and what it does not list does not exist.
  const look = (otherwise: unknown): Promise<Outcome> => {
    const listed = definitionOf(exchange, target);
    if (listed === null) throw otherwise;
    return next(withDefinition(exchange, listed));
  };
  return (
    scout
      .ensureListed(exchange.org.orgId, exchange.server, exchange.principal.id)
      // A server that fails at one of its lists may have shown this in another.
      .then(() => look(new AppError('mcp.target_unknown')), look)
  );
};

/** What belongs to an extension is for modern clients that declared it, before anything else is said of the request. */
const assertDeclared = ({ extension }: MethodSpec, { era, capabilities }: Recognised['peer']): void => {
  if (extension === null || era === 'legacy') return;
  const { extensions } = capabilities;
  if (typeof extensions === 'object' && extensions !== null && Object.hasOwn(extensions, extension)) return;
  throw new AppError('mcp.capability_missing', {
    params: { requiredCapabilities: { extensions: { [extension]: {} } } },
  });
};

const definitionOf = ({ server, definitions }: Parsed, { kind, name }: Target): ResolvedDefinition | null =>
  kind === 'none' ? null : resolveDefinition(server.pins, definitions, kind, name);

const toVersion = (version: string): ProtocolVersion => (isSupportedVersion(version) ? version : LATEST_VERSION);

const NO_TASKS: readonly string[] = [];

/** The tasks a message speaks of. */
const taskIdsOf = (spec: MethodSpec, params: object | undefined): readonly string[] => {
  if (spec.decidedAs === 'task') {
    const taskId = taskIdOf(params);
    return taskId === undefined ? NO_TASKS : [taskId];
  }
  if (spec.parts.length === 0) return NO_TASKS;
  return (partsOf(spec, params) ?? []).flatMap((part) =>
    part.spec.decidedAs === 'task' && 'taskId' in part.params ? [part.params.taskId] : [],
  );
};

const taskIdOf = (params: object | undefined): string | undefined => {
  const taskId = (params as { taskId?: unknown } | undefined)?.taskId;
  return typeof taskId === 'string' ? taskId : undefined;
};

/** A task is its creator's; to everyone else, and when nobody knows it, it is an unknown target. */
const taskTarget = (exchange: Placed, params: object | undefined, tasks: Pick<TaskOwners, 'find'>): Target => {
  const taskId = taskIdOf(params);
  const target = taskId === undefined ? undefined : tasks.find(ownerOf(exchange), taskId);
  if (target === undefined) throw new AppError('mcp.target_unknown');
  return target;
};

/** A client's answer belongs to a question of the server that was let through to this very session, or to nothing. */
const resolveAnswer = (
  exchange: Tracked,
  id: string | number | null,
  questions: ResolveOptions['questions'],
): Resolved => {
  const { message, body, peer, session, evidence } = exchange;
  const question = session === null ? undefined : questions.take(session, id);
  const spec = question && findMethod(question.method, 'server_to_client', 'request', toVersion(peer.protocolVersion));
  if (question === undefined || spec === undefined) {
    throw new AppError('request.invalid', { detail: 'The answer belongs to no question.' });
  }
  const span = message.kind === 'response' ? locate(body, '/result') : null;
  const argumentsBytes = span === null ? 0 : span.end - span.start;
  const args = message.kind === 'response' ? message.result : null;
  evidence.method = spec.method;
  evidence.recorded = spec.recorded;
  evidence.idJson = JSON.stringify(question.id);
  evidence.argumentsBytes = argumentsBytes;
  evidence.argumentsDigest = args === null ? null : digestOf(args);
  return learn(exchange, {
    questionId: question.id,
    spec,
    target: NO_TARGET,
    definition: null,
    args,
    argumentsBytes,
  });
};

const describeArguments = (exchange: Parsed, { argumentsPointer }: MethodSpec, params: object | undefined): void => {
  const args = argumentsPointer === null ? undefined : argumentsOf(argumentsPointer, params);
  if (argumentsPointer === null || args === undefined) {
    withArguments(exchange, null, 0);
    return;
  }
  const { body, evidence } = exchange;
  const span = locate(body, argumentsPointer);
  if (span !== null) describeText(evidence, args, body.subarray(span.start, span.end));
  else evidence.argumentsDigest = digestOf(args);
  withArguments(exchange, args, evidence.argumentsBytes);
};

/** Most clients write arguments as a digest and a record want them: then nobody has to write them again. */
const describeText = (evidence: Parsed['evidence'], args: unknown, text: Buffer): void => {
  const spelling = spellingOf(args, text);
  evidence.argumentsBytes = text.length;
  evidence.argumentsDigest = spelling === 'canonical' ? digestBytes(text) : digestOf(args);
  if (spelling !== 'other') evidence.argumentsText = text;
};

/** `/params` or one member of it: the only places the method table names. */
const argumentsOf = (pointer: string, params: object | undefined): unknown => {
  const member = pointer.slice('/params/'.length);
  return member === '' ? params : (params as Readonly<Record<string, unknown>> | undefined)?.[member];
};
