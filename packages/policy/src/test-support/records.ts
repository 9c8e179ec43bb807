import { type DecidedRecord, decidedRecordSchema } from '@sallyport/contracts';
import type { Decision, DecisionInput } from '../decision-input.js';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;

/** The record of a message that was decided by policy, after its way through JSON. Arguments are kept whole. */
export const recordOf = (
  input: DecisionInput,
  decision: Pick<Decision, 'effect' | 'reasons' | 'rules' | 'observed'>,
  overrides: Partial<DecidedRecord> = {},
): DecidedRecord => {
  const { server, tool, args, target, principal, client } = input;
  const record: DecidedRecord = {
    format: 1,
    stage: 'decided',
    callId: 'call_1',
    orgId: 'org_1',
    at: input.now,
    effect: decision.effect,
    reasons: decision.reasons,
    rules: [...decision.rules, ...decision.observed],
    findings: [...input.findings],
    principal,
    client,
    server: { id: server.id, slug: server.slug },
    protocolVersion: '2025-11-25',
    origin: input.direction === 'request' ? 'client' : 'server',
    method: input.method,
    target,
    definitionDigest: null,
    argumentsDigest: args === null || args === undefined ? null : DIGEST,
    argumentsBytes: input.argumentsBytes,
    arguments: args ?? null,
    argumentsTruncated: false,
    context: {
      server: {
        name: server.name,
        tier: server.tier,
        egress: server.egress,
        transport: server.transport,
        labels: [...server.labels],
      },
      tool:
        tool === undefined
          ? null
          : { ...tool, annotations: { ...tool.annotations }, capabilities: [...tool.capabilities] },
      address: input.address,
      argumentRoles: input.argumentRoles,
      ...(input.behaviour === undefined ? {} : { behaviour: input.behaviour }),
    },
    snapshotVersion: 1,
    requestId: '1',
    traceId: null,
    ...overrides,
  };
  return decidedRecordSchema.parse(JSON.parse(JSON.stringify(record)));
};
