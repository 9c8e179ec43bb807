export const MCP_CLIENTS = ['cursor', 'claude-desktop', 'claude-code', 'vscode', 'windsurf'] as const;
export type McpClient = (typeof MCP_CLIENTS)[number];

export const MCP_CLIENT_LABEL: Readonly<Record<McpClient, string>> = {
  cursor: 'Cursor',
  'claude-desktop': 'Claude Desktop',
  'claude-code': 'Claude Code',
  vscode: 'VS Code',
  windsurf: 'Windsurf',
};

export interface ClientConfig {
  /** Where the text goes. */
  readonly place: string;
  readonly text: string;
}

export interface Connection {
  /** Name the client shows for the server. */
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

/** The one address at which all servers of an organisation are served. @param server  any of them */
export const allServers = (orgSlug: string, server: { readonly slug: string; readonly mcpUrl: string }) => ({
  name: orgSlug,
  url: server.mcpUrl.replace(`/s/${server.slug}/mcp`, '/mcp'),
});

/** Stands where the token belongs until there is one. */
export const TOKEN_PLACEHOLDER = 'YOUR_TOKEN';

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** Configuration a person can paste into an MCP client to reach one server through the gateway. */
export const toClientConfig = (client: McpClient, { name, url, token }: Connection): ClientConfig => {
  const authorization = `Bearer ${token}`;
  const headers = { Authorization: authorization };
  switch (client) {
    case 'cursor':
      return { place: '~/.cursor/mcp.json', text: pretty({ mcpServers: { [name]: { url, headers } } }) };
    case 'windsurf':
      return {
        place: '~/.codeium/windsurf/mcp_config.json',
        text: pretty({ mcpServers: { [name]: { serverUrl: url, headers } } }),
      };
    case 'vscode':
      return { place: '.vscode/mcp.json', text: pretty({ servers: { [name]: { type: 'http', url, headers } } }) };
    case 'claude-code':
      return {
        place: 'in a terminal',
        text: `claude mcp add --transport http ${name} ${url} --header "Authorization: ${authorization}"`,
      };
    case 'claude-desktop':
      return {
        place: 'claude_desktop_config.json',
        text: pretty({ mcpServers: { [name]: bridged(url, authorization) } }),
      };
  }
};

/** Claude Desktop starts programs only, so a small one bridges to the gateway. The header has no space because Claude on Windows splits there. */
const bridged = (url: string, authorization: string) => ({
  command: 'npx',
  args: [
    '-y',
    'mcp-remote',
    url,
    '--header',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the bridge fills the variable in, not we
    'Authorization:${AUTHORIZATION}',
    ...(url.startsWith('http:') ? ['--allow-http'] : []),
  ],
  env: { AUTHORIZATION: authorization },
});
