import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UpstreamAuthError } from '@sallyport/upstream-auth';

const HOST = '127.0.0.1';
const CALLBACK_PATH = '/callback';
const QUERY_CHARS_MAX = 8192;

/** Where an authorization server sends the browser of this very machine (RFC 8252 section 7.3). */
export class LoopbackRedirect {
  readonly uri: string;
  readonly port: number;
  private readonly server: Server;
  private answered: ((parameters: URLSearchParams) => void) | null = null;
  private state: string | null = null;
  private timer: NodeJS.Timeout | undefined;

  private constructor(server: Server) {
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    this.uri = `http://${HOST}:${this.port}${CALLBACK_PATH}`;
    server.on('request', (req, res) => this.handle(req, res));
  }

  /** @param preferredPort  the one that was registered; another one where it is taken */
  static async open(preferredPort: number | null): Promise<LoopbackRedirect> {
    const server = createServer();
    for (const port of preferredPort === null ? [0] : [preferredPort, 0]) {
      try {
        server.listen(port, HOST);
        await once(server, 'listening');
        return new LoopbackRedirect(server);
      } catch (err) {
        if (port === 0) throw err;
      }
    }
    throw new Error('no port for the redirect');
  }

  /**
   * The answer that carries this state; others are turned away.
   * @throws UpstreamAuthError `consent-refused` when none comes in time
   */
  wait(state: string, timeoutMs: number): Promise<URLSearchParams> {
    this.state = state;
    return new Promise((resolve, reject) => {
      const late = () =>
        reject(new UpstreamAuthError('consent-refused', { cause: new Error('nobody signed in in time') }));
      this.timer = setTimeout(late, timeoutMs);
      this.answered = resolve;
    });
  }

  /** Whoever still waits is left waiting. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(req: IncomingMessage, res: ServerResponse): void {
    const url = URL.canParse(req.url ?? '', this.uri) ? new URL(req.url ?? '', this.uri) : null;
    const isOurs =
      req.method === 'GET' &&
      req.headers.host === `${HOST}:${this.port}` &&
      url?.pathname === CALLBACK_PATH &&
      url.search.length <= QUERY_CHARS_MAX &&
      this.state !== null &&
      url.searchParams.get('state') === this.state;
    const text = isOurs ? 'Done. You can close this window.\n' : 'Nothing is here.\n';
    res.writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain', 'referrer-policy': 'no-referrer' }).end(text);
    if (!isOurs || url === null) return;
    this.state = null;
    clearTimeout(this.timer);
    this.answered?.(url.searchParams);
  }
}
