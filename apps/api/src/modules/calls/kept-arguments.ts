import type { CallId, DataKeyId, OrgId } from '@sallyport/contracts';
import type { DataKey, DataKeys } from '../../platform/crypto/data-keys.js';
import { open, seal } from '../../platform/crypto/sealed-box.js';

const resultContextOf = (orgId: OrgId, callId: CallId): string => `call-result/${orgId}/${callId}`;
const contextOf = (orgId: OrgId, callId: CallId): string => `call-arguments/${orgId}/${callId}`;

/** Encrypts kept arguments so that they open as those of this call of this organisation only. */
export const sealArguments = ({ key }: DataKey, orgId: OrgId, callId: CallId, args: unknown): Buffer =>
  seal(key, contextOf(orgId, callId), Buffer.from(JSON.stringify(args)));

/** As {@link sealArguments}, for a result that a rule had captured. */
export const sealCapturedResult = ({ key }: DataKey, orgId: OrgId, callId: CallId, result: unknown): Buffer =>
  seal(key, resultContextOf(orgId, callId), Buffer.from(JSON.stringify(result)));

/** @returns null when none were kept, or when their key was destroyed */
export const openArguments = async (
  keys: DataKeys,
  orgId: OrgId,
  row: { id: CallId; arguments_enc: Buffer | null; arguments_key_id: DataKeyId | null },
): Promise<unknown> => {
  if (row.arguments_enc === null || row.arguments_key_id === null) return null;
  const key = await keys.find(orgId, row.arguments_key_id);
  return key ? openArgumentsWith(key, orgId, row.id, row.arguments_enc) : null;
};

/** @returns null when none was captured, or when its key was destroyed */
export const openCapturedResult = async (
  keys: DataKeys,
  orgId: OrgId,
  row: { id: CallId; captured_enc: Buffer | null; captured_key_id: DataKeyId | null },
): Promise<unknown> => {
  if (row.captured_enc === null || row.captured_key_id === null) return null;
  const key = await keys.find(orgId, row.captured_key_id);
  return key ? JSON.parse(open(key, resultContextOf(orgId, row.id), row.captured_enc).toString()) : null;
};

/** As {@link openArguments} with the key at hand, for whoever opens many. @throws Error when it does not open */
export const openArgumentsWith = (key: Buffer, orgId: OrgId, callId: CallId, sealed: Buffer): unknown =>
  JSON.parse(open(key, contextOf(orgId, callId), sealed).toString());
