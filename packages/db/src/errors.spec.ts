import { AppError } from '@sallyport/contracts';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { toDatabaseError } from './errors.js';

function databaseError(code: string, constraint?: string): pg.DatabaseError {
  const err = new pg.DatabaseError('duplicate key value: (slug)=(secret-project)', 0, 'error');
  return Object.assign(err, { code, constraint, detail: 'Key (slug)=(secret-project) already exists.' });
}

describe('toDatabaseError', () => {
  it.each([
    ['23505', 'servers_org_id_slug_key', 'server.slug_taken'],
    ['23505', 'policies_org_id_name_key', 'policy.name_taken'],
    ['23505', 'service_accounts_org_id_name_key', 'service_account.name_taken'],
    ['23503', 'definitions_org_id_server_id_fkey', 'server.not_found'],
    ['23505', 'members_pkey', 'internal'],
    ['42501', undefined, 'internal'],
    ['53300', undefined, 'service.unavailable'],
    ['57014', undefined, 'service.unavailable'],
    ['40P01', undefined, 'service.unavailable'],
  ])('gives state %s of %s the code %s', (state, constraint, code) => {
    expect(toDatabaseError(databaseError(state, constraint))).toMatchObject({ code });
  });

  it('keeps the values that Postgres quotes out of the message and the detail', () => {
    const err = toDatabaseError(databaseError('23505', 'servers_org_id_slug_key')) as AppError;
    expect(`${err.message} ${err.detail} ${JSON.stringify(err.params)}`).not.toContain('secret-project');
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])('calls %s a service that is away', (code) => {
    expect(toDatabaseError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: 'service.unavailable' });
  });

  it('calls a pool that has no connection left a service that is away', () => {
    const err = new Error('timeout exceeded when trying to connect');
    expect(toDatabaseError(err)).toMatchObject({ code: 'service.unavailable' });
  });

  it('returns what is not a fault of the database as it is', () => {
    const own = new AppError('policy.not_found');
    const foreign = new TypeError('x is not a function');
    expect(toDatabaseError(own)).toBe(own);
    expect(toDatabaseError(foreign)).toBe(foreign);
  });
});
