import type { CallId, DataKeyId, OrgId } from '@sallyport/contracts';
import type { DataKey, DataKeys } from '../../platform/crypto/data-keys.js';
import { open, seal } from '../../platform/crypto/sealed-box.js';

const contextOf = (orgId: OrgId, callId: CallId): string => `call-arguments/${orgId}/${callId}`;

/** Encrypts kept arguments so that they open as those of this call of this organisation only. */
export const sealArguments = ({ key }: DataKey, orgId: OrgId, callId: CallId, args: unknown): Buffer =>
  seal(key, contextOf(orgId, callId), Buffer.from(JSON.stringify(args)));

/** @returns null when none were kept, or when their key was destroyed */
export const openArguments = async (
  keys: DataKeys,
  orgId: OrgId,
  row: { id: CallId; arguments_enc: Buffer | null; arguments_key_id: DataKeyId | null },
): Promise<unknown> => {
  if (row.arguments_enc === null || row.arguments_key_id === null) return null;
  const key = await keys.find(orgId, row.arguments_key_id);
  return key ? JSON.parse(open(key, contextOf(orgId, row.id), row.arguments_enc).toString()) : null;
};
