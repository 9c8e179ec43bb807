import { canonicalize, digestOf } from '@sallyport/audit';
import type { AuditRecord, DecidedRecord, Finding, OrgId, Principal } from '@sallyport/contracts';
import { compile, type DecisionInput, decide, type PolicySource } from '@sallyport/policy';
import { completedRecord, decidedRecord, newId } from '@sallyport/testkit';
import { expect } from 'vitest';
import { ingest } from './ingest.js';
import type { TestApi } from './start-api.js';
import type { TestGateway } from './tenant.js';

export interface Person extends Principal {
  readonly groups: string[];
}

export const person = (name: string, ...groups: string[]): Person => ({
  id: newId('member'),
  kind: 'user',
  name,
  groups,
});

const SERVERS = {
  files: { id: newId('server'), slug: 'files', name: 'Files', egress: 'internal', labels: ['eu'] },
  mail: { id: newId('server'), slug: 'mail', name: 'Mail', egress: 'external', labels: [] },
} as const;
const TOOLS = [
  { server: 'files', name: 'read_file', capabilities: ['read'], risk: 'low' },
  { server: 'files', name: 'delete_file', capabilities: ['delete'], risk: 'high' },
  { server: 'mail', name: 'send_mail', capabilities: ['send'], risk: 'high' },
] as const;

export type ToolName = (typeof TOOLS)[number]['name'];

export interface Asked {
  readonly who: Principal;
  readonly tool: ToolName;
  readonly args: Record<string, unknown>;
  readonly at: number;
  readonly findings?: Finding[];
}

/** What a gateway decides of a call, and the record it keeps of that. */
export const recordOf = (
  orgId: OrgId,
  policies: readonly PolicySource[],
  snapshotVersion: number,
): ((asked: Asked) => DecidedRecord) => {
  const program = compile(policies);
  return ({ who, tool: name, args, at, findings = [] }) => {
    const { server: slug, capabilities, risk } = TOOLS.find((each) => each.name === name) ?? TOOLS[0];
    const server = { ...SERVERS[slug], tier: 'standard' as const, transport: 'stdio' as const };
    const tool = { annotations: {}, state: 'pinned' as const, capabilities: [...capabilities], risk };
    const client = { name: 'cursor', version: '1.7.0' };
    const argumentsBytes = Buffer.byteLength(canonicalize(args));
    const address = '192.0.2.10';
    const input: DecisionInput = {
      direction: 'request',
      method: 'tools/call',
      principal: who,
      client,
      server: { ...server, labels: [...server.labels] },
      target: { kind: 'tool', name },
      tool,
      args,
      argumentsBytes,
      findings,
      now: at,
      address,
      argumentRoles: {},
    };
    const { effect, reasons, rules, observed } = decide(program, input);
    return decidedRecord(orgId, {
      at,
      principal: who,
      client,
      server: { id: server.id, slug },
      target: { kind: 'tool', name },
      arguments: args,
      argumentsBytes,
      argumentsDigest: digestOf(args) as `sha256:${string}`,
      effect,
      reasons,
      rules: [...rules, ...observed],
      findings,
      snapshotVersion,
      context: { server: { ...server, labels: [...server.labels] }, tool, address, argumentRoles: {} },
    });
  };
};

const BATCH = 1000;
let epoch = 1_800_000_000_000;

/** Ships records as a gateway does, in a spool of its own. */
export const shipRecords = async (
  api: TestApi,
  gateway: TestGateway,
  records: readonly AuditRecord[],
): Promise<void> => {
  epoch += 1;
  for (let first = 0; first < records.length; first += BATCH) {
    const sent = await ingest(api, gateway, epoch, first + 1, records.slice(first, first + BATCH));
    expect(sent.status, sent.text).toBe(200);
  }
};

/** Both stages of calls that were decided. */
export const completed = (records: readonly DecidedRecord[]): AuditRecord[] =>
  records.flatMap((record) => [record, completedRecord(record)]);
