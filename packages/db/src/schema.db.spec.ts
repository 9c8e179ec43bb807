import { readFile } from 'node:fs/promises';
import {
  ACCESS_REQUEST_STATES,
  DEFINITION_KINDS,
  DEFINITION_STATES,
  DRAFT_STATES,
  EFFECTS,
  OUTCOMES,
  PRINCIPAL_KINDS,
  PROPOSAL_KINDS,
  REVIEW_VERDICTS,
  ROLES,
  RULE_MODES,
  SERVER_TIERS,
  SEVERITIES,
  SIMULATION_STATES,
  TARGET_KINDS,
  VERSION_KINDS,
} from '@sallyport/contracts';
import { createTestDatabase, type TestDatabase } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaTypes } from '../scripts/schema-types.mjs';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('src/schema.generated.ts', () => {
  it('is what the migrations make: otherwise run "pnpm --filter @sallyport/db generate"', async () => {
    const committed = await readFile(new URL('./schema.generated.ts', import.meta.url), 'utf8');
    expect(committed).toBe(await schemaTypes(test.ownerUrl));
  });
});

describe('a check constraint', () => {
  it.each([
    ['members', 'role', ROLES],
    ['servers', 'tier', SERVER_TIERS],
    ['definitions', 'kind', DEFINITION_KINDS],
    ['definitions', 'state', DEFINITION_STATES],
    ['service_accounts', 'role', ROLES],
    ['service_account_tokens', 'issuer_role', ROLES],
    ['policy_versions', 'kind', VERSION_KINDS],
    ['policy_drafts', 'state', DRAFT_STATES],
    ['policy_draft_reviews', 'verdict', REVIEW_VERDICTS],
    ['access_requests', 'state', ACCESS_REQUEST_STATES],
    ['access_requests', 'kind', PROPOSAL_KINDS],
    ['calls', 'effect', EFFECTS],
    ['calls', 'outcome', OUTCOMES],
    ['calls', 'severity', SEVERITIES],
    ['calls', 'target_kind', TARGET_KINDS],
    ['policy_simulations', 'state', SIMULATION_STATES],
    ['rule_hits', 'mode', RULE_MODES],
    ['rule_hits', 'effect', EFFECTS],
    ['rule_hits', 'principal_kind', PRINCIPAL_KINDS],
    ['rule_hits', 'target_kind', TARGET_KINDS],
  ])('of %s.%s lists what the contracts list', async (table, column, values) => {
    const [row] = await test.asOwner<{ definition: string }>(
      'select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and conname = $2',
      [table, `${table}_${column}_check`],
    );
    const listed = [...(row?.definition ?? '').matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...values].sort());
  });
});
