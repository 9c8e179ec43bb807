import { canonicalize, digestBytes, digestOf } from '@sallyport/audit';
import {
  type AuditRecord,
  type CompletedRecord,
  type DecidedRecord,
  days,
  INGEST_BATCH_MAX,
  type OrgId,
  type Principal,
} from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { argumentRoles, createInspector, maskFindings, toolFacts } from '@sallyport/detect';
import { compile, type DecisionInput, decide, type Program } from '@sallyport/policy';
import { readSnapshotContent } from '../modules/snapshots/snapshot-content.js';
import { type PastServer, serversPart } from '../modules/snapshots/snapshot-parts.js';
import { type DemoCall, demoCall } from './demo-calls.js';
import type { SeedTools } from './seed-tools.js';

/** Spool of these records: before every real one, and always the same, so that they are stored once. */
const EPOCH = 1;
const SPREAD_MS = days(6);

interface Scene {
  readonly orgId: OrgId;
  readonly program: Program;
  readonly principals: readonly Principal[];
  readonly servers: readonly PastServer[];
  readonly snapshotVersion: number;
}

const inspector = createInspector();

/**
 * Calls of the last days, as gateways would have recorded them: inspected and decided by the code that gateways run, and stored
 * by the ingest they ship to. The same calls each time; what was stored once is not stored again.
 * @param calls  how many; 0: none
 */
export const seedTraffic = async (
  { core, ingest }: Pick<SeedTools, 'core' | 'ingest'>,
  orgId: OrgId,
  gatewayId: string,
  calls: number,
): Promise<void> => {
  const now = core.now();
  const scene = await withOrg(core.db, orgId, async (tx): Promise<Scene> => {
    const { principals, servers, policies } = await readSnapshotContent(tx, new Date(now));
    const org = await tx.selectFrom('organisations').select('snapshot_version').executeTakeFirstOrThrow();
    const program = compile(policies);
    return { orgId, program, principals, servers: serversPart(servers), snapshotVersion: org.snapshot_version };
  });
  const records = Array.from({ length: calls }, (_, i) => {
    const at = Math.floor(now - SPREAD_MS + ((i + 0.5) * SPREAD_MS) / calls);
    return recordsOf(scene, demoCall(i), core.newId('call', at), at);
  }).flat();
  for (let first = 0; first < records.length; first += INGEST_BATCH_MAX) {
    const batch = records.slice(first, first + INGEST_BATCH_MAX);
    const body = {
      gatewayId,
      epoch: EPOCH,
      records: batch.map((record, i) => ({ sequence: first + i + 1, record })),
    };
    await ingest.run({ requestId: 'seed', gatewayId }, { body, raw: Buffer.from(JSON.stringify(body)) });
  }
};

const recordsOf = (scene: Scene, call: DemoCall, callId: string, at: number): AuditRecord[] => {
  const principal = scene.principals.find(({ name }) => name === call.who);
  const server = scene.servers.find(({ slug }) => slug === call.server);
  if (!principal || !server) return [];
  const decided = decidedOf(scene, { call, callId, at, principal, server });
  return [decided, completedOf(decided, call)];
};

interface Made {
  readonly call: DemoCall;
  readonly callId: string;
  readonly at: number;
  readonly principal: Principal;
  readonly server: PastServer;
}

const decidedOf = (
  { orgId, program, snapshotVersion }: Scene,
  { call, callId, at, principal, server }: Made,
): DecidedRecord => {
  const { args, tool: name, client } = call;
  const findings = inspector.inspectArguments({ toolName: name, args, pointerBase: '/params/arguments' });
  const tool = { annotations: {}, state: 'pinned' as const, ...toolFacts({ name }) };
  const roles = Object.fromEntries(argumentRoles(undefined, args));
  const argumentsBytes = Buffer.byteLength(canonicalize(args));
  const { id, slug, enabled: _, ...about } = server;
  const input: DecisionInput = {
    direction: 'request',
    method: 'tools/call',
    principal,
    client,
    server,
    target: { kind: 'tool', name },
    tool,
    args,
    argumentsBytes,
    findings,
    now: at,
    address: call.address,
    argumentRoles: roles,
  };
  const { effect, reasons, rules, observed, exceptions, obligations, approval } = decide(program, input);
  return {
    format: 1,
    stage: 'decided',
    callId,
    orgId,
    at,
    effect,
    reasons,
    rules: [...rules, ...observed],
    findings,
    ...(exceptions.length > 0 ? { exceptions } : {}),
    ...(obligations.alert ? { alert: obligations.alert } : {}),
    ...(obligations.labels.length > 0 ? { labels: obligations.labels } : {}),
    ...(approval ? { approval } : {}),
    principal,
    client,
    server: { id, slug },
    protocolVersion: '2025-11-25',
    origin: 'client',
    method: 'tools/call',
    target: { kind: 'tool', name },
    definitionDigest: null,
    argumentsDigest: digestOf(args),
    argumentsBytes,
    arguments: masked(args, findings),
    argumentsTruncated: false,
    context: {
      server: { ...about, labels: [...about.labels] },
      tool: { ...tool, capabilities: [...tool.capabilities] },
      address: call.address,
      argumentRoles: roles,
    },
    snapshotVersion,
    requestId: '1',
    traceId: null,
  };
};

const masked = (args: DemoCall['args'], findings: DecidedRecord['findings']): unknown => {
  const sensitive = findings.filter(({ category }) => category === 'secret' || category === 'pii');
  const { value } = maskFindings({ params: { arguments: args } }, sensitive, 'mask');
  return (value as { readonly params: { readonly arguments: unknown } }).params.arguments;
};

const OUTCOME = { allow: 'delivered', redact: 'redacted', approve: 'held', deny: 'denied' } as const;

const completedOf = (decided: DecidedRecord, { tookMs }: DemoCall): CompletedRecord => {
  const { callId, orgId, at, effect, reasons } = decided;
  const isForwarded = effect === 'allow' || effect === 'redact';
  const upstreamUs = isForwarded ? tookMs * 1000 : 0;
  return {
    format: 1,
    stage: 'completed',
    callId,
    orgId,
    at: at + (isForwarded ? tookMs : 1),
    decidedAt: at,
    effect,
    reasons,
    rules: [],
    findings: [],
    outcome: OUTCOME[effect],
    errorCode: effect === 'deny' ? 'policy.denied' : effect === 'approve' ? 'policy.approval_required' : null,
    resultDigest: isForwarded ? digestBytes(`result of ${callId}`) : null,
    resultBytes: isForwarded ? 200 + tookMs : 0,
    timing: { totalUs: upstreamUs + 300, inspectUs: 120, decideUs: 15, upstreamUs },
  };
};
