import { bearer, type RawAnswer, send } from './raw-client.js';
import { json, rpcResult, type ScriptedServer } from './scripted-server.js';

export const MODERN = '2026-07-28';

/** `_meta` of a modern request. */
export const modernMeta = (capabilities: object = {}, version = MODERN): object => ({
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientInfo': { name: 'modern-raw', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': capabilities,
});

export interface ModernRequest {
  readonly url: string;
  readonly token: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly id?: number | string;
  readonly capabilities?: object;
  /** Headers to send instead of the right ones; null to leave one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** The headers and the body of one modern request, right unless told otherwise. */
export const modernRequest = ({ token, method, params = {}, id = 1, capabilities, headers = {} }: ModernRequest) => {
  const name = params.name ?? params.uri;
  const wanted: Record<string, string | null> = {
    Accept: 'application/json, text/event-stream',
    'Content-Type': 'application/json',
    'MCP-Protocol-Version': MODERN,
    'Mcp-Method': method,
    'Mcp-Name': typeof name === 'string' ? name : null,
    ...headers,
  };
  const list = Object.entries(wanted).flatMap(([key, value]) => (value === null ? [] : [key, value]));
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: { _meta: modernMeta(capabilities), ...params } });
  return { headers: [...bearer(token), ...list], body };
};

export const sendModern = (request: ModernRequest): Promise<RawAnswer> =>
  send({ url: request.url, ...modernRequest(request) });

/** Makes a scripted server one that speaks the modern revision only. */
export const speakModern = (server: ScriptedServer, tools: readonly object[]): void => {
  server.on('server/discover', (request, res) =>
    json(
      res,
      rpcResult(request, {
        resultType: 'complete',
        supportedVersions: [MODERN],
        capabilities: { tools: { listChanged: true }, resources: { subscribe: true } },
        instructions: 'Be kind.',
        ttlMs: 60_000,
        cacheScope: 'public',
      }),
    ),
  );
  server.on('initialize', (_request, res) => {
    res.writeHead(400, { 'content-type': 'application/json' });
    res.end(
      JSON.stringify({
        jsonrpc: '2.0',
        id: null,
        error: { code: -32022, message: 'Unsupported', data: { supported: [MODERN], requested: '2025-11-25' } },
      }),
    );
  });
  server.on('tools/list', (request, res) =>
    json(res, rpcResult(request, { resultType: 'complete', tools, ttlMs: 60_000, cacheScope: 'public' })),
  );
};
