import { AppError, type DecisionContext, type Reason } from '@sallyport/contracts';
import { partsOf, targetOf } from '@sallyport/mcp';
import { type Decision, type DecisionInput, decide as decidePolicy, NO_OBLIGATIONS } from '@sallyport/policy';
import { isHeldBack } from '../definitions/resolve-definition.js';
import { FINDINGS_RECORDED_MAX, NO_TARGET, nowUs } from '../evidence/evidence.js';
import type { Metrics } from '../metrics.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import { type Freshness, freshnessOf } from '../snapshot/freshness.js';
import type { Decided, Inspected, Stage } from './exchange.js';
import { EXEMPT } from './exempt.js';
import { NO_ROLES, toolOf } from './facts.js';
import { withDecision } from './learn.js';
import { ownerOf } from './recognise.js';
import { together } from './together.js';

export interface DecideOptions {
  readonly tasks: Pick<TaskOwners, 'find'>;
  readonly snapshotAgeMs: (orgId: string) => number;
  readonly metrics: Pick<Metrics, 'decideDuration'>;
  readonly now: () => number;
}

/**
 * Decides what the client sends, by the one function everything is decided by. How far a method is policy's business is
 * written in the method table.
 */
export const decide =
  ({ tasks, snapshotAgeMs, metrics, now }: DecideOptions): Stage<Inspected, Decided> =>
  (next) =>
  (exchange) => {
    const { evidence, org } = exchange;
    assertFresh(exchange, freshnessOf(snapshotAgeMs(org.orgId)));
    const startedUs = nowUs();
    const at = now();
    // The record says when it was decided, so that it can be decided again.
    evidence.at = at;
    evidence.context = contextOf(exchange);
    const whole = decideExchange(exchange, at);
    const parts = exchange.spec.parts.length === 0 ? null : decideParts(exchange, tasks, at);
    const decision = parts === null ? whole : { ...whole, obligations: together(parts.map(wantedOf)) };
    const keptParts = parts === null ? null : parts.map((part) => part !== null);
    const tookUs = nowUs() - startedUs;
    evidence.decideUs += tookUs;
    metrics.decideDuration.observeUs(tookUs);
    return next(withDecision(exchange, decision, keptParts));
  };

/** Null where a record cannot hold all that was decided from: such a decision is never to be made again from half of it. */
const contextOf = ({
  server,
  head,
  argumentRoles,
  target,
  definition,
  continued,
  behaviour,
  org,
}: Inspected): DecisionContext | null => {
  const answers = continued !== null && Object.keys(continued.responses).length > 0;
  if (answers) return null;
  const tool = toolOf({ target, definition }) ?? null;
  const { address } = head;
  // Addresses are parts of arguments: they are kept where those are, and where rules decide by them.
  const isKept = behaviour !== null && (org.settings.keepArguments || org.program.readsBehaviour);
  // Twice in full: to spread the one into the other takes longer than all else here.
  return isKept
    ? { server: server.context, tool, address, argumentRoles, behaviour }
    : { server: server.context, tool, address, argumentRoles };
};

const wantedOf = (part: Decision | null) => part?.obligations ?? NO_OBLIGATIONS;

const refusedFor = (reason: Reason): Decision => ({ ...EXEMPT, effect: 'deny', reasons: [reason] });

const decideExchange = (exchange: Inspected, now: number): Decision => {
  const { message, spec, definition, org } = exchange;
  if (message.kind === 'response' || message.kind === 'error') {
    return unlessDefault(decidePolicy(org.program, toInput(exchange, now)));
  }
  switch (spec.decidedAs) {
    case 'policy':
      if (definition?.state === 'blocked') return refusedFor('definition-blocked');
      if (isHeldBack(definition, org.settings)) return refusedFor('definition-drifted');
      return withInputs(exchange, decidePolicy(org.program, toInput(exchange, now)), now);
    case 'task':
      return withInputs(
        exchange,
        decidePolicy(org.program, { ...toInput(exchange, now), method: 'tools/call', args: undefined }),
        now,
      );
    case 'list':
    case 'parts':
      return whenCertain(exchange, now);
    case 'session':
      // What only keeps a session going is nobody's business, unless something was found in it.
      return spec.inspectResult === 'definition' || exchange.findings.length > 0 ? whenCertain(exchange, now) : EXEMPT;
  }
};

/**
 * What a request for several things may ask for: each of them is decided as if it had been asked for alone, and what is
 * denied is left out, as a server leaves out what it does not offer: null.
 */
const decideParts = (exchange: Inspected, tasks: DecideOptions['tasks'], now: number): (Decision | null)[] => {
  const { message, spec, org } = exchange;
  const parts = message.kind === 'request' ? partsOf(spec, message.params) : [];
  if (parts === null)
    throw new AppError('request.invalid', { detail: 'The parameters name something that is no name.' });
  const input = toInput(exchange, now);
  return parts.map((part) => {
    if (part.spec.decidedAs === 'task') {
      const isOwn = 'taskId' in part.params && tasks.find(ownerOf(exchange), part.params.taskId) !== undefined;
      return isOwn ? EXEMPT : null;
    }
    const target = targetOf(part.spec, part.params);
    if (target === null) return null;
    const asked = {
      ...input,
      method: part.spec.method,
      target,
      tool: undefined,
      args: part.params,
      argumentRoles: NO_ROLES,
    };
    const decision = decidePolicy(org.program, asked);
    return decision.effect === 'allow' ? decision : null;
  });
};

/**
 * A retry also carries what the client answers to the server's questions: each of them is decided like the answer to the
 * request it would have been in a session, and one that may not go keeps the whole retry from going. What a rule hides in one
 * of them is hidden in all of the retry.
 */
const withInputs = (exchange: Inspected, decision: Decision, now: number): Decision => {
  const { continued, org } = exchange;
  if (continued === null || decision.effect === 'deny') return decision;
  const input = { ...toInput(exchange, now), target: NO_TARGET, tool: undefined, argumentRoles: NO_ROLES };
  let whole = decision;
  for (const [key, methods] of Object.entries(continued.questions)) {
    const args = continued.responses[key];
    if (args === undefined) continue;
    for (const method of methods) {
      const answered = unlessDefault(decidePolicy(org.program, { ...input, method, args }));
      if (answered.effect === 'deny' || answered.effect === 'approve') return answered;
      if (answered.effect === 'redact') whole = hiding(whole, answered);
    }
  }
  return whole;
};

const hiding = (decision: Decision, answered: Decision): Decision => ({
  ...decision,
  // What a person has to approve first waits for that; it does not go anywhere until then.
  effect: decision.effect === 'approve' ? 'approve' : 'redact',
  reasons: decision.effect === 'allow' ? answered.reasons : decision.reasons,
  rules: [...decision.rules, ...answered.rules],
  redactions: [...decision.redactions, ...answered.redactions],
});

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
  const { spec, principal, peer, server, target, args, argumentsBytes, findings } = exchange;
  return {
    direction: 'request',
    method: spec.method,
    principal,
    client: peer.client,
    server: server.decided,
    target,
    tool: toolOf(exchange),
    args,
    argumentsBytes,
    // What a record has no room for, nobody could decide by again.
    findings: findings.length > FINDINGS_RECORDED_MAX ? findings.slice(0, FINDINGS_RECORDED_MAX) : findings,
    now,
    address: exchange.head.address,
    argumentRoles: exchange.argumentRoles,
    result: undefined,
    behaviour: exchange.behaviour ?? undefined,
  };
};

const assertFresh = ({ message, evidence, definition }: Inspected, freshness: Freshness): void => {
  if (freshness === 'fresh') return;
  const writes =
    message.kind === 'request' && message.method === 'tools/call' && definition?.tool.annotations.readOnlyHint !== true;
  if (freshness === 'writes-closed' && !writes) return;
  evidence.reasons = ['snapshot-stale'];
  throw new AppError('gateway.not_ready', {
    detail: 'The gateway has not heard from its control plane for too long.',
    retryAfterSeconds: 10,
  });
};
