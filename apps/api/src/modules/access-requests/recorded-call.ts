import { AppError, type CallId, type DecidedRecord, hasPermission, type OrgId } from '@sallyport/contracts';
import { type Db, type OrgTx, type Row, withOrg } from '@sallyport/db';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import { openArguments } from '../calls/kept-arguments.js';

/** A call that a policy denied, with the record its decision can be made again from. */
export interface DeniedCall {
  readonly record: DecidedRecord & {
    readonly principal: NonNullable<DecidedRecord['principal']>;
    readonly server: NonNullable<DecidedRecord['server']>;
  };
  /** True when it was denied for what the server answered. */
  readonly inResponse: boolean;
}

type CallRow = Row<'calls'>;

/**
 * The call, if whoever asks may ask for it: their own, one of a service account, or any for those who see calls.
 * @throws AppError `call.not_found` (also for what they may not see), `access_request.not_denied`
 */
export const getDeniedCall = async (
  { db, keys }: { readonly db: Db; readonly keys: DataKeys },
  ctx: OrgContext,
  callId: CallId,
): Promise<DeniedCall> => {
  const found = await withOrg(db, ctx.orgId, (tx) => readCall(tx, callId));
  if (!found || !maySee(ctx, found.row)) throw new AppError('call.not_found');
  const { row, record } = found;
  const inResponse = row.decided.effect !== 'deny' && row.completed?.effect === 'deny';
  const isPolicys = row.decided.reasons.some((reason) => reason === 'rule-matched' || reason === 'default-denied');
  const isDenied = inResponse || (row.decided.effect === 'deny' && isPolicys);
  const { principal, server } = record;
  if (!isDenied || principal === null || server === null) throw new AppError('access_request.not_denied');
  return { record: { ...record, ...(await openKept(keys, ctx.orgId, row)), principal, server }, inResponse };
};

const readCall = async (tx: OrgTx, callId: CallId) => {
  const row = await tx.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst();
  const recorded = await tx
    .selectFrom('records')
    .select('body')
    .where('call_id', '=', callId)
    .where('stage', '=', 'decided')
    .limit(1)
    .executeTakeFirst();
  return row && recorded?.body.stage === 'decided' ? { row, record: recorded.body } : null;
};

const maySee = ({ role, actor }: OrgContext, row: CallRow): boolean =>
  hasPermission(role, 'call:read') || row.principal_kind === 'service_account' || row.principal_id === actor.id;

/** Records are stored without their arguments; those are sealed beside the call. */
const openKept = async (keys: DataKeys, orgId: OrgId, row: CallRow) => ({
  arguments: await openArguments(keys, orgId, row),
});
