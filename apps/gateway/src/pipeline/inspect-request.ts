import { AppError, type Finding } from '@sallyport/contracts';
import type { Inspector } from '@sallyport/detect';
import { nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import type { Inspected, Resolved, Stage } from './exchange.js';
import { learn } from './learn.js';

/** Longest an inspection may take before its verdict counts as late. */
export const INSPECTION_BUDGET_US = 300_000;

/**
 * Looks for findings in what the client sends: arguments of a call, or its answer to a server's question. Only looks: the
 * bytes stay as they are.
 */
export const inspectRequest =
  (inspector: Inspector, metrics: Pick<Metrics, 'inspectDuration'>): Stage<Resolved, Inspected> =>
  (next) =>
  (exchange) => {
    const { evidence, server } = exchange;
    const startedUs = nowUs();
    const findings = findIn(inspector, exchange);
    const tookUs = nowUs() - startedUs;
    evidence.inspectUs += tookUs;
    metrics.inspectDuration.observeUs(tookUs);
    if (tookUs > INSPECTION_BUDGET_US && server.decided.tier === 'sensitive') {
      evidence.reasons = ['inspection-failed'];
      throw new AppError('policy.denied', { detail: 'The inspection took too long.' });
    }
    return next(learn(exchange, { findings }));
  };

const NO_FINDINGS: readonly Finding[] = [];

const findIn = (inspector: Inspector, { message, spec, args, target, definition, evidence }: Resolved) => {
  if (args === null) return NO_FINDINGS;
  const answers = message.kind === 'response' || message.kind === 'error';
  if (answers ? spec.inspectResult !== 'arguments' : spec.inspect !== 'arguments') return NO_FINDINGS;
  try {
    return inspector.inspectArguments({
      args,
      pointerBase: answers ? '/result' : (spec.argumentsPointer ?? ''),
      ...(target.kind === 'tool' ? { toolName: target.name } : {}),
      ...(definition === null ? {} : { inputSchema: definition.inputSchema }),
    });
  } catch (cause) {
    // A detector that fails has not said that nothing is there.
    evidence.reasons = ['inspection-failed'];
    throw new AppError('policy.denied', { detail: 'The message could not be inspected.', cause });
  }
};
