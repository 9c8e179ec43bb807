import { OPERATIONS } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { declaredQuery, findRelayedOperation } from './relayed-operations';

const POLICY_ID = `pol_${'0'.repeat(26)}`;

describe('operations a browser may use', () => {
  it('relays what people may do', () => {
    expect(findRelayedOperation('GET', '/v1/me')?.id).toBe('getMe');
    expect(findRelayedOperation('POST', `/v1/orgs/acme/policies/${POLICY_ID}/versions`)?.id).toBe('publishPolicy');
  });

  it.each(Object.values(OPERATIONS).filter((operation) => operation.path.startsWith('/gateway/')))(
    'never relays $id, which is for gateways',
    (operation) => {
      expect(
        findRelayedOperation(operation.method, operation.path.replace('{orgId}', `org_${'0'.repeat(26)}`)),
      ).toBeNull();
    },
  );

  it('refuses the right path with another method', () => {
    expect(findRelayedOperation('DELETE', '/v1/me')).toBeNull();
  });

  it.each([
    '/v1/orgs/acme/policies/..%2f..%2fgateway',
    '/v1/orgs/acme/policies/pol_short',
    '/v1/orgs/ACME/calls',
    '/v1/orgs/acme/calls/',
    '/v1/orgs/acme/call-tail',
    '/healthz',
  ])('refuses %s', (path) => {
    expect(findRelayedOperation('GET', path)).toBeNull();
  });

  it('drops query parameters the operation does not declare', () => {
    const query = declaredQuery(OPERATIONS.listCalls, new URLSearchParams('effect=deny&access_token=x&limit=10'));
    expect(query.toString()).toBe('effect=deny&limit=10');
  });
});
