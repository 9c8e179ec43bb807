import { readFileSync } from 'node:fs';
import { buildOpenApi, ERROR_CATALOGUE, type ErrorEntry, OPERATIONS } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';

const DOCS = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

/** What the gateway answers to MCP clients, and what is answered where no operation is. OpenAPI speaks of neither. */
const OUTSIDE_OPENAPI = [
  'gateway.not_ready',
  'gateway.spool_unavailable',
  'mcp.exchange_lost',
  'mcp.input_refused',
  'mcp.not_bridged',
  'mcp.method_unknown',
  'mcp.session_not_found',
  'mcp.session_required',
  'mcp.target_unknown',
  'mcp.version_unsupported',
  'mcp.header_mismatch',
  'mcp.meta_invalid',
  'mcp.capability_missing',
  'mcp.request_state_unknown',
  'policy.approval_required',
  'policy.denied',
  'policy.limit_exceeded',
  'policy.step_up_required',
  'upstream.authorization_required',
  'request.method_not_allowed',
  'request.not_acceptable',
  'request.not_jsonrpc',
  'request.origin_forbidden',
  'route.not_found',
  'upstream.invalid',
  'upstream.timeout',
  'upstream.too_large',
  'upstream.unavailable',
];

const CODES = Object.keys(ERROR_CATALOGUE).sort();

const openApiCodes = (): string[] => {
  const document = JSON.stringify(buildOpenApi(Object.values(OPERATIONS), '0'));
  const lists = [...document.matchAll(/"x-error-codes":(\[[^\]]*\])/g)].map(
    ([, list]) => JSON.parse(list ?? '[]') as string[],
  );
  return [...new Set(lists.flat())].sort();
};

describe('the error catalogue', () => {
  it('has exactly the codes of docs/errors.md', () => {
    expect([...DOCS.matchAll(/^## (.+)$/gm)].map(([, code]) => code).sort()).toEqual(CODES);
  });

  it.each(Object.entries(ERROR_CATALOGUE) as [string, ErrorEntry][])('%s is documented as it is', (code, entry) => {
    const section = DOCS.split(`\n## ${code}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toContain(`**${entry.title}.** HTTP ${entry.status}, JSON-RPC ${entry.rpcCode}.`);
    expect(section).toMatch(/\n_What to do:_ \S/);
  });

  it('has exactly the codes of the OpenAPI document and those that are answered outside of it', () => {
    expect([...openApiCodes(), ...OUTSIDE_OPENAPI].sort()).toEqual(CODES);
  });
});
