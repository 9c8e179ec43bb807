import { setImmediate } from 'node:timers/promises';
import { AppError, type Behaviour, type Finding, kib, NO_BEHAVIOUR } from '@sallyport/contracts';
import { type ArgumentsInput, type Inspector, mostTelling } from '@sallyport/detect';
import type { Follower } from '../behaviour/follow.js';
import { FINDINGS_RECORDED_MAX, nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import type { Continued, Inspected, Outcome, Resolved, Stage } from './exchange.js';
import { rolesOf } from './facts.js';
import { inspectorOf } from './inspector-of.js';
import { withFindings } from './learn.js';

/** Longest an inspection may take before its verdict counts as late. */
export const INSPECTION_BUDGET_US = 300_000;

/** A message longer than this is inspected in steps, with others served between them. */
const LONG_BYTES = kib(64);

/**
 * Looks for findings in all that the client sends on: arguments of a call, its answer to a server's question, and what stands
 * beside them. Only looks: the bytes stay as they are.
 */
export const inspectRequest =
  (metrics: Pick<Metrics, 'inspectDuration'>, follower: Pick<Follower, 'examine'>): Stage<Continued, Inspected> =>
  (next) =>
  (exchange) => {
    const inspector = inspectorOf(exchange);
    const judge = (found: readonly Finding[], startedUs: number, spentUs: number): Promise<Outcome> => {
      const followed = follower.examine(exchange);
      const findings =
        followed === null || followed.findings.length === 0 ? found : bounded([...found, ...followed.findings]);
      const argumentRoles = rolesOf(exchange);
      const tookUs = spentUs + nowUs() - startedUs;
      exchange.evidence.inspectUs += tookUs;
      metrics.inspectDuration.observeUs(tookUs);
      assertInTime(exchange, tookUs);
      const behaviour = followed?.behaviour ?? unfollowed(exchange);
      return next(withFindings(exchange, { findings, argumentRoles, behaviour }));
    };
    if (exchange.body.length > LONG_BYTES) {
      return findInSteps(inspector, exchange).then(({ found, tookUs }) => judge(found, nowUs(), tookUs));
    }
    const startedUs = nowUs();
    return judge(findIn(inspector, exchange), startedUs, 0);
  };

const assertInTime = ({ evidence, server }: Continued, tookUs: number): void => {
  if (tookUs <= INSPECTION_BUDGET_US || server.decided.tier !== 'sensitive') return;
  evidence.reasons = ['inspection-failed'];
  throw new AppError('policy.denied', { detail: 'The inspection took too long.' });
};

const NO_FINDINGS: readonly Finding[] = [];

/** Where rules ask, the record has to say that nobody looked: it is not the same as not to know. */
const unfollowed = ({ org, spec, message }: Continued): Behaviour | null =>
  org.program.readsBehaviour && spec.decidedAs === 'policy' && message.kind === 'request' ? NO_BEHAVIOUR : null;

const findIn = (inspector: Inspector, exchange: Continued): readonly Finding[] => {
  try {
    const input = toInput(exchange);
    const found = input === null ? NO_FINDINGS : inspector.inspectArguments(input);
    const beside = besideArguments(exchange);
    return beside === null ? found : withBeside(exchange, found, inspector.inspectArguments(beside));
  } catch (cause) {
    throw unread(exchange, cause);
  }
};

/** As {@link findIn}; time that others had between the steps does not count. */
const findInSteps = async (
  inspector: Inspector,
  exchange: Continued,
): Promise<{ readonly found: readonly Finding[]; readonly tookUs: number }> => {
  let tookUs = 0;
  try {
    const steps = stepsThrough(inspector, exchange);
    for (;;) {
      const startedUs = nowUs();
      const step = steps.next();
      tookUs += nowUs() - startedUs;
      if (step.done === true) return { found: step.value, tookUs };
      assertInTime(exchange, tookUs);
      await setImmediate();
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : unread(exchange, cause);
  }
};

function* stepsThrough(inspector: Inspector, exchange: Continued): Generator<undefined, readonly Finding[]> {
  const input = toInput(exchange);
  const found = input === null ? NO_FINDINGS : yield* inspector.inspectArgumentsSteps(input);
  const beside = besideArguments(exchange);
  return beside === null ? found : withBeside(exchange, found, yield* inspector.inspectArgumentsSteps(beside));
}

const withBeside = (
  { evidence }: Continued,
  found: readonly Finding[],
  more: readonly Finding[],
): readonly Finding[] => {
  // What is found in a message that leaves no record otherwise is worth one.
  if (more.length > 0) evidence.recorded = true;
  return bounded([...found, ...more]);
};

/** A detector that fails has not said that nothing is there. */
const unread = ({ evidence }: Continued, cause: unknown): AppError => {
  evidence.reasons = ['inspection-failed'];
  return new AppError('policy.denied', { detail: 'The message could not be inspected.', cause });
};

/** What a message carries for the one that it addresses; null where that is nothing. */
const toInput = ({ message, spec, args, target, definition }: Resolved): ArgumentsInput | null => {
  if (args === null) return null;
  const answers = message.kind === 'response';
  if (answers ? spec.inspectResult !== 'arguments' : spec.inspect !== 'arguments') return null;
  return {
    args,
    pointerBase: answers ? '/result' : (spec.argumentsPointer ?? ''),
    toolName: target.kind === 'tool' ? target.name : '',
    inputSchema: definition?.inputSchema,
    annotations: definition?.tool.annotations,
  };
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
