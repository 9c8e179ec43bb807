import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { ScriptedAuthorizationServer } from './authorization-server.js';

export interface SdkOAuthServer {
  readonly url: string;
  readonly port: number;
  /** Headers of every request that reached it, refused ones included. */
  readonly seen: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

const METADATA_PATH = '/.well-known/oauth-protected-resource/mcp';

/** A server of the official SDK behind its own bearer middleware, stateless, with one tool that says as which client it is called. */
export async function startSdkOAuthServer(issuer: ScriptedAuthorizationServer): Promise<SdkOAuthServer> {
  const app = createMcpExpressApp();
  const http = createServer(app);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}/mcp`;
  const seen: IncomingHttpHeaders[] = [];

  app.use((req, _res, next) => {
    seen.push(req.headers);
    next();
  });
  app.get(METADATA_PATH, (_req, res) => {
    res.json({ resource: url, authorization_servers: [issuer.issuer], scopes_supported: ['notes:read'] });
  });
  const guard = requireBearerAuth({
    resourceMetadataUrl: new URL(METADATA_PATH, url).href,
    verifier: {
      verifyAccessToken: async (token) => {
        const granted = issuer.verify(token, url);
        if (granted === null) throw new InvalidTokenError('The token is not valid here');
        const { clientId, scopes } = granted;
        return { token, clientId, scopes: [...scopes], expiresAt: Math.ceil(Date.now() / 1000) + 60 };
      },
    },
  });
  app.all('/mcp', guard, async (req, res) => {
    if (req.method !== 'POST') return void res.status(405).end();
    const server = new McpServer({ name: 'notes', version: '1.0.0' });
    server.registerTool('whoami', { description: 'Says which OAuth client calls' }, ({ authInfo }) => ({
      content: [{ type: 'text', text: `${authInfo?.clientId} with ${authInfo?.scopes.join(' ')}` }],
    }));
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport as Transport);
    res.once('close', () => void server.close());
    await transport.handleRequest(req, res, req.body);
  });

  return {
    url,
    port,
    seen,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
