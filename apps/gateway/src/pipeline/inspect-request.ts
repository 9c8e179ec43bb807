import { AppError, type Behaviour, type Finding, NO_BEHAVIOUR } from '@sallyport/contracts';
import { type Inspector, mostTelling } from '@sallyport/detect';
import type { Follower } from '../behaviour/follow.js';
import { FINDINGS_RECORDED_MAX, nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import type { Continued, Inspected, Resolved, Stage } from './exchange.js';
import { rolesOf } from './facts.js';
import { inspectorOf } from './inspector-of.js';
import { learn } from './learn.js';

/** Longest an inspection may take before its verdict counts as late. */
export const INSPECTION_BUDGET_US = 300_000;

/**
 * Looks for findings in all that the client sends on: arguments of a call, its answer to a server's question, and what stands
 * beside them. Only looks: the bytes stay as they are.
 */
export const inspectRequest =
  (metrics: Pick<Metrics, 'inspectDuration'>, follower: Pick<Follower, 'examine'>): Stage<Continued, Inspected> =>
  (next) =>
  (exchange) => {
    const { evidence, server } = exchange;
    const startedUs = nowUs();
    const found = findIn(inspectorOf(exchange), exchange);
    const followed = follower.examine(exchange);
    const findings =
      followed === null || followed.findings.length === 0 ? found : bounded([...found, ...followed.findings]);
    const argumentRoles = rolesOf(exchange);
    const tookUs = nowUs() - startedUs;
    evidence.inspectUs += tookUs;
    metrics.inspectDuration.observeUs(tookUs);
    if (tookUs > INSPECTION_BUDGET_US && server.decided.tier === 'sensitive') {
      evidence.reasons = ['inspection-failed'];
      throw new AppError('policy.denied', { detail: 'The inspection took too long.' });
    }
    return next(learn(exchange, { findings, argumentRoles, behaviour: followed?.behaviour ?? unfollowed(exchange) }));
  };

const NO_FINDINGS: readonly Finding[] = [];

/** Where rules ask, the record has to say that nobody looked: it is not the same as not to know. */
const unfollowed = ({ org, spec, message }: Continued): Behaviour | null =>
  org.program.readsBehaviour && spec.decidedAs === 'policy' && message.kind === 'request' ? NO_BEHAVIOUR : null;

const findIn = (inspector: Inspector, exchange: Continued): readonly Finding[] => {
  const { evidence } = exchange;
  try {
    const found = inArguments(inspector, exchange);
    const beside = besideArguments(exchange);
    if (beside === null) return found;
    const more = inspector.inspectArguments(beside);
    // What is found in a message that leaves no record otherwise is worth one.
    if (more.length > 0) evidence.recorded = true;
    return bounded([...found, ...more]);
  } catch (cause) {
    // A detector that fails has not said that nothing is there.
    evidence.reasons = ['inspection-failed'];
    throw new AppError('policy.denied', { detail: 'The message could not be inspected.', cause });
  }
};

const inArguments = (
  inspector: Inspector,
  { message, spec, args, target, definition }: Resolved,
): readonly Finding[] => {
  if (args === null) return NO_FINDINGS;
  const answers = message.kind === 'response';
  if (answers ? spec.inspectResult !== 'arguments' : spec.inspect !== 'arguments') return NO_FINDINGS;
  return inspector.inspectArguments({
    args,
    pointerBase: answers ? '/result' : (spec.argumentsPointer ?? ''),
    ...(target.kind === 'tool' ? { toolName: target.name } : {}),
    ...(definition === null ? {} : { inputSchema: definition.inputSchema, annotations: definition.tool.annotations }),
  });
};

/** Of more than a record has room for, those that are decided by and recorded: of each detector the worst at least. */
const bounded = (findings: readonly Finding[]): readonly Finding[] =>
  findings.length <= FINDINGS_RECORDED_MAX ? findings : mostTelling(findings);

/** What else of a message reaches the server, such as `_meta`, a cursor or an error's text; null for nearly every call. */
const besideArguments = ({ message, spec }: Resolved): { args: object; pointerBase: string } | null => {
  if (message.kind === 'error') return { args: message.error, pointerBase: '/error' };
  if (message.kind === 'response' || message.params === undefined) return null;
  const member = spec.inspect === 'arguments' ? spec.argumentsPointer?.slice('/params/'.length) : undefined;
  if (member === '') return null;
  const params = message.params as Readonly<Record<string, unknown>>;
  let args: Record<string, unknown> | null = null;
  for (const name in params) {
    const known = name === member || (name === 'name' && spec.target.kind !== 'none');
    if (known || (name === '_meta' && isNumberedProgress(params._meta))) continue;
    args ??= {};
    args[name] = params[name];
  }
  return args === null ? null : { args, pointerBase: '/params' };
};

/** What the SDKs send with a call whose progress is wanted. */
const isNumberedProgress = (meta: unknown): boolean => {
  if (typeof meta !== 'object' || meta === null) return false;
  for (const name in meta) {
    if (name !== 'progressToken' || typeof (meta as { progressToken: unknown }).progressToken !== 'number')
      return false;
  }
  return true;
};
