import type { OrgId } from '@sallyport/contracts';
import type { OrgTx, Row } from '@sallyport/db';
import { newId } from '../../ids.js';
import type { Overrides } from './overrides.js';

export async function createBehaviourReset(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'behaviour_resets'> = {},
): Promise<Row<'behaviour_resets'>> {
  const values = { principal_id: newId('serviceAccount'), client: '*', reason: 'a loop that was stopped' };
  return tx
    .insertInto('behaviour_resets')
    .values({ ...values, reset_by: 'ada@example.com', reset_at: new Date(), ...overrides, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
