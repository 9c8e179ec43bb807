import { createHash } from 'node:crypto';
import type { OrgTx } from '@sallyport/db';
import { sql } from 'kysely';

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A sign-in that waits for its callback. */
export const findWaitingSignIn = (tx: OrgTx, state: string, now: Date) =>
  tx
    .selectFrom('upstream_sign_ins')
    .select(['server_id', 'key_id', 'service_account_id'])
    .where('state_hash', '=', hashOf(state))
    .where('ticket_hash', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();

export interface CallbackAnswer {
  readonly state: string;
  readonly ticket: string;
  readonly answer: Buffer;
}

/** @returns whether this was the first answer to it; later ones change nothing */
export const answerSignIn = async (tx: OrgTx, { state, ticket, answer }: CallbackAnswer): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('upstream_sign_ins')
    .set({ ticket_hash: hashOf(ticket), answer_enc: answer })
    .where('state_hash', '=', hashOf(state))
    .where('ticket_hash', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Takes a sign-in out, whoever asks: a ticket works once. */
export const takeSignIn = (tx: OrgTx, ticket: string) =>
  tx.deleteFrom('upstream_sign_ins').where('ticket_hash', '=', hashOf(ticket)).returningAll().executeTakeFirst();

export const dropExpiredSignIns = async (tx: OrgTx, now: Date): Promise<void> => {
  await tx.deleteFrom('upstream_sign_ins').where('expires_at', '<=', sql<Date>`${now}`).execute();
};
