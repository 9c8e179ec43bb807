import type { Principal } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { toolCall } from '../test-support/inputs.js';
import { principals } from './principals.js';

const by = (overrides: Partial<Principal>) => toolCall({ principal: { ...toolCall().principal, ...overrides } });

it('matches users by name or id', () => {
  const test = principals.from({ principals: { users: ['ada@acme.example', 'prn_sam'] } });
  expect(test?.(toolCall())).toBe(true);
  expect(test?.(by({ id: 'prn_sam', name: 'sam@acme.example' }))).toBe(true);
  expect(test?.(by({ id: 'prn_x', name: 'x' }))).toBe(false);
});

// Anyone who may create service accounts could otherwise take on the rights of a person by choosing a name.
it('never takes a service account for a user of the same name', () => {
  const test = principals.from({ principals: { users: ['ada@acme.example'] } });
  expect(test?.(by({ kind: 'service_account' }))).toBe(false);
  expect(test?.(by({ kind: 'device' }))).toBe(false);
});

it('matches service accounts, and anyone by group', () => {
  const agent = by({ kind: 'service_account', name: 'demo-agent' });
  expect(principals.from({ principals: { serviceAccounts: ['demo-agent'] } })?.(agent)).toBe(true);
  expect(principals.from({ principals: { groups: ['sales', 'engineering'] } })?.(agent)).toBe(true);
  expect(principals.from({ principals: { groups: ['sales'] } })?.(agent)).toBe(false);
});

it('asks for all of its keys', () => {
  const test = principals.from({ principals: { users: ['ada@acme.example'], groups: ['dba'] } });
  expect(test?.(toolCall())).toBe(false);
  expect(test?.(by({ groups: ['dba'] }))).toBe(true);
});
