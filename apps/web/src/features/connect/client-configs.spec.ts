import { describe, expect, it } from 'vitest';
import { allServers, MCP_CLIENTS, toClientConfig } from './client-configs';

const connection = { name: 'files', url: 'http://127.0.0.1:4602/o/acme/s/files/mcp', token: 'sp_sa_x' };

describe('client configuration', () => {
  it.each(MCP_CLIENTS)('for %s carries the address and the token', (client) => {
    const { text } = toClientConfig(client, connection);
    expect(text).toContain(connection.url);
    expect(text).toContain('Bearer sp_sa_x');
  });

  it.each(MCP_CLIENTS.filter((client) => client !== 'claude-code'))('for %s is valid JSON', (client) => {
    expect(() => JSON.parse(toClientConfig(client, connection).text)).not.toThrow();
  });

  it('asks the bridge for plain http only where the gateway has no https', () => {
    expect(toClientConfig('claude-desktop', connection).text).toContain('--allow-http');
    expect(toClientConfig('claude-desktop', { ...connection, url: 'https://gw.example/mcp' }).text).not.toContain(
      '--allow-http',
    );
  });
});

it('knows the one address of all servers by that of any of them', () => {
  const mcpUrl = 'https://gateway.example/base/o/acme/s/files/mcp';
  expect(allServers('acme', { slug: 'files', mcpUrl })).toEqual({
    name: 'acme',
    url: 'https://gateway.example/base/o/acme/mcp',
  });
});
