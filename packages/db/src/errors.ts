import { AppError, type ErrorCode } from '@sallyport/contracts';
import pg from 'pg';

/** What a person did to run into a constraint. All of them hold org_id, so they tell about the caller's organisation only. */
const CONSTRAINT_ERRORS: Readonly<Record<string, ErrorCode>> = {
  servers_org_id_slug_key: 'server.slug_taken',
  policies_org_id_name_key: 'policy.name_taken',
  service_accounts_org_id_name_key: 'service_account.name_taken',
  service_account_tokens_org_id_service_account_id_fkey: 'service_account.not_found',
  definitions_org_id_server_id_fkey: 'server.not_found',
  server_states_org_id_server_id_fkey: 'server.not_found',
};

/** Too many connections, shutdown, recovery, cancelled by timeout, deadlock, serialisation: later may be better. */
const TRANSIENT_STATES = new Set(['53300', '57P01', '57P02', '57P03', '57014', '40P01', '40001', '55P03', '25P03']);
const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

/**
 * Gives a fault of the database its place in the catalogue: a taken name or a missing parent its own code, an absent or
 * overloaded database `service.unavailable`, any other database fault `internal`. The original is the cause and never part
 * of the message, because Postgres quotes values. Anything that is not a database fault is returned as it is.
 */
export function toDatabaseError(err: unknown): unknown {
  if (err instanceof pg.DatabaseError) {
    const known = err.constraint ? CONSTRAINT_ERRORS[err.constraint] : undefined;
    if (known) return new AppError(known, { cause: err });
    return new AppError(TRANSIENT_STATES.has(err.code ?? '') ? 'service.unavailable' : 'internal', { cause: err });
  }
  return isConnectionFault(err) ? new AppError('service.unavailable', { cause: err }) : err;
}

function isConnectionFault(err: unknown): boolean {
  if (!(err instanceof Error) || err instanceof AppError) return false;
  if ('code' in err && typeof err.code === 'string' && CONNECTION_CODES.has(err.code)) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(err.message);
}
