import { AppError } from '@sallyport/contracts';
import type { OrgTx, Row } from '@sallyport/db';
import { sql } from 'kysely';
import type { DeniedCall } from './recorded-call.js';

/** A request for the same target and caller that is not decided yet, or waits for its review. */
export const findOpenRequest = (
  tx: OrgTx,
  { principal, server, target }: Pick<DeniedCall['record'], 'principal' | 'server' | 'target'>,
): Promise<Pick<Row<'access_requests'>, 'id' | 'state'> | undefined> =>
  tx
    .selectFrom('access_requests')
    .select(['id', 'state'])
    .where('state', 'in', ['open', 'in_review'])
    .where(sql<boolean>`principal ->> 'id' = ${principal.id}`)
    .where(sql<boolean>`server ->> 'id' = ${server.id}`)
    .where(sql<boolean>`target ->> 'kind' = ${target.kind}`)
    .where(sql<boolean>`target ->> 'name' = ${target.name}`)
    .limit(1)
    .executeTakeFirst();

/** The request, held until the transaction ends. @throws AppError `access_request.not_found`, `access_request.decided` */
export const getOpen = async (tx: OrgTx, id: Row<'access_requests'>['id']): Promise<Row<'access_requests'>> => {
  const request = await tx
    .selectFrom('access_requests')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!request) throw new AppError('access_request.not_found');
  if (request.state === 'open') return request;
  throw new AppError('access_request.decided', { params: { state: request.state } });
};
