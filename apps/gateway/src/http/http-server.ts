import { type AddressInfo, createServer, type Server } from 'node:net';
import { seconds } from '@sallyport/contracts';
import {
  CONNECTION_LIMITS,
  Connection,
  type ConnectionLimits,
  type ConnectionOwner,
  type ConnectionRefusal,
  type ServedRequest,
} from './connection.js';

const SWEEP_MS = seconds(1);

export interface HttpServerOptions {
  /** Takes a request when its head is there. It has to be answered, or its connection destroyed. */
  readonly onRequest: (request: ServedRequest) => void;
  /** Hears of what was refused before that. */
  readonly onRefused: (why: ConnectionRefusal) => void;
  readonly limits?: Partial<ConnectionLimits>;
  /** Time between two looks at the limits. */
  readonly sweepMs?: number;
}

/**
 * HTTP/1.1 over `node:net`, for those who know how they want to be asked: strict parsing, limits on size and time, one write for
 * an answer. TLS is ended in front of it.
 * @see docs/decisions/0013-own-http-front.md
 */
export class HttpServer implements ConnectionOwner {
  readonly limits: ConnectionLimits;
  readonly onRequest: HttpServerOptions['onRequest'];
  readonly onRefused: HttpServerOptions['onRefused'];
  draining = false;
  coarseNow = performance.now();
  private readonly server: Server;
  private readonly sweepMs: number;
  private readonly connections = new Set<Connection>();
  private sweeper: NodeJS.Timeout | null = null;

  constructor({ onRequest, onRefused, limits, sweepMs = SWEEP_MS }: HttpServerOptions) {
    this.onRequest = onRequest;
    this.onRefused = onRefused;
    this.sweepMs = sweepMs;
    this.limits = { ...CONNECTION_LIMITS, ...limits };
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      if (this.draining) socket.destroy();
      else this.connections.add(new Connection(socket, this));
    });
  }

  /** Begins to serve. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<AddressInfo> {
    this.sweeper = setInterval(() => this.sweep(), this.sweepMs).unref();
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.removeListener('error', reject);
        resolve(this.server.address() as AddressInfo);
      });
    });
  }

  /** Takes nothing new, lets requests under way end for at most `drainMs`, then cuts what is left. */
  close(drainMs: number): Promise<void> {
    this.draining = true;
    for (const connection of this.connections) connection.retire();
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const connection of this.connections) connection.destroy();
      }, drainMs);
      this.server.close(() => {
        clearTimeout(cut);
        if (this.sweeper !== null) clearInterval(this.sweeper);
        resolve();
      });
    });
  }

  onClosed(connection: Connection): void {
    this.connections.delete(connection);
  }

  private sweep(): void {
    this.coarseNow = performance.now();
    for (const connection of this.connections) connection.sweep(this.coarseNow);
  }
}
