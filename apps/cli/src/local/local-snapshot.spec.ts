import { snapshotSchema } from '@sallyport/contracts';
import { checkPolicy } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, loadPolicy, readPolicyText } from '../policy/local-policy.js';
import { localPrincipal, toLocalSnapshot } from './local-snapshot.js';

const principal = localPrincipal();

describe('toLocalSnapshot', () => {
  it('makes what the api could have sent', async () => {
    const policy = await loadPolicy(undefined);
    const transport = { kind: 'streamable-http', url: 'https://mcp.example.com/mcp' } as const;
    const snapshot = toLocalSnapshot({ serverSlug: 'mine', transport, policy, principal, tokenHash: 'a'.repeat(64) });
    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.tokens).toEqual([{ hash: 'a'.repeat(64), principalId: principal.id, expiresAt: null }]);
    expect(snapshot.servers).toMatchObject([{ slug: 'mine', egress: 'external' }]);
  });

  it.each([
    [{ kind: 'streamable-http', url: 'http://127.0.0.1:1/mcp' }, 'internal'],
    [{ kind: 'streamable-http', url: 'http://[::1]:1/mcp' }, 'internal'],
    [{ kind: 'streamable-http', url: 'http://127.0.0.1.example.com/mcp' }, 'external'],
    [{ kind: 'stdio', launcher: 'local', args: [], env: {} }, 'external'],
  ] as const)('what goes to %j is %s', (transport, egress) => {
    const policy = { name: 'p', text: '', warnings: [] };
    const shared = { serverSlug: 'default', policy, principal, tokenHash: null };
    const snapshot = toLocalSnapshot({ ...shared, transport: structuredClone(transport) as never });
    expect(snapshot.servers[0]?.egress).toBe(egress);
    expect(snapshot.tokens).toEqual([]);
  });
});

it('the built-in policy has no problem, no warning and no failing test, and the name it is known by', async () => {
  const { diagnostics, tests, document } = checkPolicy(await readPolicyText(undefined));
  expect(diagnostics).toEqual([]);
  expect(tests.filter(({ passed }) => !passed)).toEqual([]);
  expect(tests.length).toBeGreaterThan(4);
  expect(document?.name).toBe(DEFAULT_POLICY);
});
