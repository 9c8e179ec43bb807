import { AppError, type Reason } from '@sallyport/contracts';
import { type Decision, type DecisionInput, decide as decidePolicy } from '@sallyport/policy';
import { nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import { type Freshness, freshnessOf } from '../snapshot/freshness.js';
import type { Decided, Inspected, Stage } from './exchange.js';
import { EXEMPT } from './exempt.js';
import { learn } from './learn.js';

export interface DecideOptions {
  readonly snapshotAgeMs: (orgId: string) => number;
  readonly metrics: Pick<Metrics, 'decideDuration'>;
  readonly now: () => number;
}

/**
 * Decides what the client sends, by the one function everything is decided by. How far a method is policy's business is
 * written in the method table.
 */
export const decide =
  ({ snapshotAgeMs, metrics, now }: DecideOptions): Stage<Inspected, Decided> =>
  (next) =>
  (exchange) => {
    const { evidence, org } = exchange;
    assertFresh(exchange, freshnessOf(snapshotAgeMs(org.orgId)));
    const startedUs = nowUs();
    const decision = decideExchange(exchange, now());
    const tookUs = nowUs() - startedUs;
    evidence.decideUs += tookUs;
    metrics.decideDuration.observeUs(tookUs);
    return next(learn(exchange, { decision }));
  };

const refusedFor = (reason: Reason): Decision => ({ ...EXEMPT, effect: 'deny', reasons: [reason] });

const decideExchange = (exchange: Inspected, now: number): Decision => {
  const { message, spec, definition, org } = exchange;
  if (message.kind === 'response' || message.kind === 'error') {
    return unlessDefault(decidePolicy(org.program, toInput(exchange, now)));
  }
  switch (spec.decidedAs) {
    case 'policy':
      if (definition?.state === 'blocked') return refusedFor('definition-blocked');
      if (definition?.state === 'drifted' && org.settings.driftedDefinitions === 'deny') {
        return refusedFor('definition-drifted');
      }
      return decidePolicy(org.program, toInput(exchange, now));
    case 'task':
      return decidePolicy(org.program, { ...toInput(exchange, now), method: 'tools/call', args: undefined });
    case 'list':
      return whenCertain(exchange, now);
    case 'session':
      // What only keeps a session going is nobody's business, unless something was found in it.
      return spec.method === 'initialize' || exchange.findings.length > 0 ? whenCertain(exchange, now) : EXEMPT;
  }
};

/**
 * Beginning a session and asking for a list take no grant of their own: what the session is used for and what the list shows
 * do. A rule that certainly denies them still wins; one that depends on arguments has none to depend on.
 */
const whenCertain = (exchange: Inspected, now: number): Decision => {
  // With arguments unknown findings would be too; where there are some, they are what has to be decided.
  const args = exchange.findings.length > 0 ? exchange.args : undefined;
  const decision = unlessDefault(decidePolicy(exchange.org.program, { ...toInput(exchange, now), args }));
  return decision.effect === 'deny' ? decision : EXEMPT;
};

/** Takes the allow over from what was decided before, so that only a rule, never the want of one, can deny. */
const unlessDefault = (decision: Decision): Decision =>
  decision.effect === 'deny' && decision.reasons.includes('default-denied') ? EXEMPT : decision;

const toInput = (exchange: Inspected, now: number): DecisionInput => {
  const { spec, principal, peer, server, target, definition, args, argumentsBytes, findings } = exchange;
  return {
    direction: 'request',
    method: spec.method,
    principal,
    client: peer.client,
    server: server.decided,
    target,
    tool: target.kind === 'tool' ? (definition ?? undefined) : undefined,
    args,
    argumentsBytes,
    findings,
    now,
    result: undefined,
  };
};

const assertFresh = ({ message, evidence, definition }: Inspected, freshness: Freshness): void => {
  if (freshness === 'fresh') return;
  const writes =
    message.kind === 'request' && message.method === 'tools/call' && definition?.annotations.readOnlyHint !== true;
  if (freshness === 'writes-closed' && !writes) return;
  evidence.reasons = ['snapshot-stale'];
  throw new AppError('gateway.not_ready', {
    detail: 'The gateway has not heard from its control plane for too long.',
    retryAfterSeconds: 10,
  });
};
