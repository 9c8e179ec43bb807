import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpMcpServer, type HttpMcpServerOptions, startHttpMcpServer } from '../mcp/http-server.js';
import type { McpScript } from '../mcp/script.js';
import type { ScriptedAuthorizationServer } from './authorization-server.js';

export interface OAuthMcpServer extends HttpMcpServer {
  /** Scopes every request needs from now on; a token without them gets 403. */
  require(scopes: readonly string[]): void;
  /** Names other authorization servers from now on. */
  nameIssuers(issuers: readonly string[]): void;
}

/** A scripted MCP server that lets in nobody without a token its authorization server issued for it (RFC 9728, RFC 6750). */
export async function startOAuthMcpServer(
  script: McpScript,
  issuer: ScriptedAuthorizationServer,
  options: HttpMcpServerOptions = { framing: 'json' },
): Promise<OAuthMcpServer> {
  const state = { needed: [] as readonly string[], issuers: [issuer.issuer] as readonly string[], url: '' };
  const metadataPath = '/.well-known/oauth-protected-resource/mcp';

  const challenge = (res: ServerResponse, status: 401 | 403, error: string): 'answered' => {
    const metadata = new URL(metadataPath, state.url).href;
    const scope = state.needed.length > 0 ? `, scope="${state.needed.join(' ')}"` : '';
    const header = `Bearer resource_metadata="${metadata}", error="${error}"${scope}`;
    res.writeHead(status, { 'www-authenticate': header }).end();
    return 'answered';
  };

  const guard = (req: IncomingMessage, res: ServerResponse): 'pass' | 'answered' => {
    if (req.url === metadataPath) {
      const document = { resource: state.url, authorization_servers: state.issuers };
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
      return 'answered';
    }
    const token = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1];
    const granted = token === undefined ? null : issuer.verify(token, state.url);
    if (granted === null) return challenge(res, 401, 'invalid_token');
    const enough = state.needed.every((scope) => granted.scopes.includes(scope));
    return enough ? 'pass' : challenge(res, 403, 'insufficient_scope');
  };

  const server = await startHttpMcpServer(script, { ...options, guard });
  state.url = server.url;
  return {
    ...server,
    require: (scopes) => {
      state.needed = scopes;
    },
    nameIssuers: (issuers) => {
      state.issuers = issuers;
    },
  };
}
