import { describe, expect, it } from 'vitest';
import type { McpMessage } from './classify.js';
import { headerMismatch, type MirroredHeaders, mirroredHeaders } from './mirrored-headers.js';

const META = { protocolVersion: '2026-07-28' };
const CALL = {
  kind: 'request',
  id: 1,
  method: 'tools/call',
  params: { name: 'sql', arguments: { region: 'eu' } },
} as const;
const SENT: MirroredHeaders = {
  protocolVersion: '2026-07-28',
  method: 'tools/call',
  name: 'sql',
  params: new Map([['mcp-param-region', 'eu']]),
};
const REGION = [{ header: 'Mcp-Param-Region', path: ['region'], type: 'string' }] as const;

const mismatch = (headers: Partial<MirroredHeaders>, message: McpMessage = CALL): string | null =>
  headerMismatch({ ...SENT, ...headers }, message, META, REGION);

const request = (method: string, params?: object): McpMessage =>
  params === undefined ? { kind: 'request', id: 1, method } : { kind: 'request', id: 1, method, params };

describe('headerMismatch', () => {
  it('lets a request pass that says the same twice', () => {
    expect(mismatch({})).toBeNull();
    expect(mismatch({ name: '=?base64?c3Fs?=' })).toBeNull();
  });

  // What a proxy before us was told and what the server would do are then two different things.
  it.each([
    [{ protocolVersion: null }, 'MCP-Protocol-Version header is missing'],
    [{ protocolVersion: '2025-11-25' }, 'MCP-Protocol-Version header does not match'],
    [{ method: null }, 'Mcp-Method header is missing'],
    [{ method: 'tools/list' }, 'Mcp-Method header does not match'],
    [{ method: 'TOOLS/CALL' }, 'Mcp-Method header does not match'],
    [{ method: '=?base64?dG9vbHMvY2FsbA==?=' }, 'Mcp-Method header does not match'],
    [{ name: null }, 'Mcp-Name header is missing'],
    [{ name: 'SQL' }, 'Mcp-Name header does not match'],
    [{ name: 'sq\x00l' }, 'Mcp-Name header is not encoded'],
    [{ params: new Map() }, 'Mcp-Param-Region header is missing'],
    [{ params: new Map([['mcp-param-region', 'us']]) }, 'Mcp-Param-Region header does not match'],
  ] satisfies [Partial<MirroredHeaders>, string][])('refuses %j', (headers, problem) => {
    expect(mismatch(headers)).toContain(problem);
  });

  it.each([
    ['prompts/get', { name: 'n' }],
    ['resources/read', { uri: 'n' }],
    ['tasks/get', { taskId: 'n' }],
    ['tasks/update', { taskId: 'n', inputResponses: {} }],
    ['tasks/cancel', { taskId: 'n' }],
  ])('wants the name of %s', (method, params) => {
    const plain = { method, params: new Map<string, string>() };
    expect(mismatch({ ...plain, name: 'n' }, request(method, params))).toBeNull();
    expect(mismatch({ ...plain, name: 'other' }, request(method, params))).toContain('Mcp-Name');
    expect(mismatch({ ...plain, name: null }, request(method, params))).toContain('Mcp-Name');
  });

  it('wants no name where there is none to repeat', () => {
    const plain = { method: 'tools/list', name: null, params: new Map<string, string>() };
    expect(mismatch(plain, request('tools/list'))).toBeNull();
  });

  it('leaves a body without a name to whoever reads the parameters, but not a header for it', () => {
    const plain = { params: new Map<string, string>() };
    expect(mismatch({ ...plain, name: null }, request('tools/call', { name: 7 }))).toBeNull();
    expect(mismatch({ ...plain, name: 'sql' }, request('tools/call'))).toContain('Mcp-Name');
  });

  it('wants no headers with anything but a request', () => {
    const none = { protocolVersion: null, method: null, name: null, params: new Map<string, string>() };
    expect(mismatch(none, { kind: 'notification', method: 'notifications/cancelled' })).toBeNull();
  });

  it('repeats no value of header or body', () => {
    for (const headers of [{ name: 'secret-a' }, { params: new Map([['mcp-param-region', 'secret-a']]) }]) {
      expect(mismatch(headers)).not.toMatch(/secret-a|sql|'eu'/);
    }
  });
});

describe('mirroredHeaders', () => {
  it('says what headerMismatch compares', () => {
    expect(mirroredHeaders('2026-07-28', 'tools/call', { name: 'größe' })).toEqual([
      'mcp-protocol-version',
      '2026-07-28',
      'mcp-method',
      'tools/call',
      'mcp-name',
      '=?base64?Z3LDtsOfZQ==?=',
    ]);
    expect(mirroredHeaders('2026-07-28', 'server/discover', undefined)).toEqual([
      'mcp-protocol-version',
      '2026-07-28',
      'mcp-method',
      'server/discover',
    ]);
  });
});
