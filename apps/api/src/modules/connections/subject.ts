import { AppError, hasPermission, type MemberId, type Permission, type ServiceAccountId } from '@sallyport/contracts';
import type { OrgTx } from '@sallyport/db';
import type { OrgContext } from '../../platform/http/request-state.js';

/** The principal a connection belongs to. */
export type Subject = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'user'; readonly memberId: MemberId; readonly serviceAccountId: null }
  | { readonly kind: 'service_account'; readonly memberId: null; readonly serviceAccountId: ServiceAccountId }
);

/**
 * Oneself, or a service account one may look at or change.
 * @throws AppError `permission.missing`, `service_account.not_found`
 */
export const findSubject = async (
  tx: OrgTx,
  ctx: Pick<OrgContext, 'role' | 'actor'>,
  serviceAccountId: ServiceAccountId | null | undefined,
  needed: Extract<Permission, `service_account:${string}`>,
): Promise<Subject> => {
  if (serviceAccountId === undefined || serviceAccountId === null) {
    const { id, name } = personOf(ctx);
    return { id, kind: 'user', name, memberId: id, serviceAccountId: null };
  }
  if (!hasPermission(ctx.role, needed)) throw new AppError('permission.missing');
  const account = await tx
    .selectFrom('service_accounts')
    .select('name')
    .where('id', '=', serviceAccountId)
    .executeTakeFirst();
  if (!account) throw new AppError('service_account.not_found');
  return { id: serviceAccountId, kind: 'service_account', name: account.name, memberId: null, serviceAccountId };
};

/** The person who acts: service accounts sign in nowhere. @throws AppError `permission.missing` */
export const personOf = ({ actor }: Pick<OrgContext, 'actor'>): { readonly id: MemberId; readonly name: string } => {
  if (actor.kind !== 'user') throw new AppError('permission.missing');
  return actor;
};
