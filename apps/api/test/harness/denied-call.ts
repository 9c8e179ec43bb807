import type { CallId, DecidedRecord, DecisionContext, OrgId } from '@sallyport/contracts';
import { insertRecords, toJson, withOrg } from '@sallyport/db';
import { createCall, decidedRecord, newId, recordRow, uniqueWord } from '@sallyport/testkit';
import { sealArguments } from '../../src/modules/calls/kept-arguments.js';
import type { TestApi } from './start-api.js';

const CONTEXT: DecisionContext = {
  server: { name: 'Files', tier: 'standard', egress: 'internal', transport: 'stdio', labels: [] },
  tool: { annotations: {}, state: 'pinned', capabilities: ['read'], risk: 'low' },
  address: '192.0.2.10',
  argumentRoles: {},
};

/** A call of a tool of its own that nothing allowed, unless overridden, as ingest stores it. */
export const createDeniedCall = async (
  { core }: Pick<TestApi, 'core'>,
  orgId: OrgId,
  overrides: Partial<DecidedRecord> = {},
): Promise<DecidedRecord & { readonly callId: CallId }> => {
  const callId = newId('call');
  const record = decidedRecord(orgId, {
    effect: 'deny',
    reasons: ['default-denied'],
    target: { kind: 'tool', name: uniqueWord('tool') },
    server: { id: newId('server'), slug: uniqueWord('files') },
    context: CONTEXT,
    ...overrides,
    callId,
  });
  const key = await core.dataKeys.current(orgId);
  const { effect, reasons, rules, findings, principal, server, target } = record;
  await withOrg(core.db, orgId, async (tx) => {
    await createCall(tx, orgId, {
      id: callId,
      at: new Date(record.at),
      method: record.method,
      principal_id: principal?.id ?? null,
      principal_kind: principal?.kind ?? null,
      principal_name: principal?.name ?? null,
      server_id: server?.id ?? null,
      server_slug: server?.slug ?? null,
      target_kind: target.kind,
      target_name: target.name,
      effect,
      reasons,
      decided: toJson({ at: new Date(record.at).toISOString(), effect, reasons, rules, findings }),
      arguments_enc: sealArguments(key, orgId, callId, record.arguments),
      arguments_key_id: key.id,
    });
    await insertRecords(tx, [recordRow({ ...record, arguments: null })]);
  });
  return { ...record, callId };
};
