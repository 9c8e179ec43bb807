import { lookup } from 'node:dns/promises';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError } from '@sallyport/contracts';
import { isPublicAddress } from './public-address.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface DiallerOptions {
  /** `host:port` of private hosts that may be dialled; the host as it stands in the server's URL. */
  readonly allow: readonly string[];
  /** Time for resolving, connecting and the TLS handshake together. */
  readonly connectTimeoutMs?: number;
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Certificates to trust instead of the system's, PEM. */
  readonly ca?: string;
}

export interface Origin {
  /** Host without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The URL carried a user name or password. */
  readonly hasCredentials: boolean;
}

/** Where a URL leads. The URL parser has turned decimal, octal and hexadecimal forms of addresses into the usual one. */
export const originOf = (url: URL): Origin => {
  const tls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
  return { host, port, tls, hasCredentials: url.username !== '' || url.password !== '' };
};

const CONNECT_TIMEOUT_MS = 5_000;
/** Finds peers that vanished without a word, on streams that may be silent for hours. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelay: 30_000 };

/**
 * Opens connections to servers that tenants name. A host is resolved once, every address it has is checked, and the connection
 * goes to a checked address, so that a name which answers differently the second time gains nothing. One forbidden address
 * refuses the whole host. TLS verifies certificate and host name.
 */
export class Dialler {
  private readonly allowed: ReadonlySet<string>;
  private readonly connectTimeoutMs: number;
  private readonly resolve: (host: string) => Promise<readonly ResolvedAddress[]>;
  private readonly ca: string | undefined;

  constructor(options: DiallerOptions) {
    this.allowed = new Set(options.allow.map((entry) => entry.toLowerCase()));
    this.connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    this.resolve = options.resolve ?? ((host) => lookup(host, { all: true, verbatim: true }));
    this.ca = options.ca;
  }

  /** Whether the operator allows this very `host:port`, whatever addresses it has. */
  allows({ host, port }: Pick<Origin, 'host' | 'port'>): boolean {
    return this.allowed.has(`${isIP(host) === 6 ? `[${host}]` : host}:${port}`.toLowerCase());
  }

  /** @throws AppError `upstream.unavailable`: not allowed, not found, not reachable, not trusted, or not in time */
  async dial(origin: Origin): Promise<Socket> {
    if (origin.hasCredentials) {
      throw new AppError('upstream.unavailable', {
        detail: 'The URL of the server may not hold a user name or password',
      });
    }
    const deadline = performance.now() + this.connectTimeoutMs;
    const addresses = await withTimeout(this.addressesOf(origin), this.connectTimeoutMs);
    return connected(this.open(origin, addresses), origin.tls, Math.max(1, deadline - performance.now()));
  }

  private async addressesOf(origin: Origin): Promise<readonly ResolvedAddress[]> {
    const { host } = origin;
    const family = isIP(host);
    const addresses = family > 0 ? [{ address: host, family }] : await this.lookUp(host);
    if (this.allows(origin)) return addresses;
    if (addresses.every(({ address }) => isPublicAddress(address))) return addresses;
    throw new AppError('upstream.unavailable', {
      detail: 'The server has an address that may not be reached from here',
    });
  }

  private async lookUp(host: string): Promise<readonly ResolvedAddress[]> {
    const addresses = await this.resolve(host).catch((cause: unknown) => {
      throw new AppError('upstream.unavailable', { detail: 'The name of the server cannot be resolved', cause });
    });
    if (addresses.length > 0) return addresses;
    throw new AppError('upstream.unavailable', { detail: 'The name of the server cannot be resolved' });
  }

  private open({ host, port, tls }: Origin, addresses: readonly ResolvedAddress[]): Socket {
    const to = { host, port, lookup: pinned(addresses), autoSelectFamily: true, noDelay: true, ...KEEP_ALIVE };
    if (!tls) return connect(to);
    return connectTls({
      ...to,
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: true,
      ...(isIP(host) === 0 && { servername: host }),
      ...(this.ca !== undefined && { ca: this.ca }),
    });
  }
}

/** A resolver for `net.connect` that knows the checked addresses and nothing else. */
const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };

const timedOut = (): AppError =>
  new AppError('upstream.unavailable', { detail: 'The server did not accept the connection in time' });

const withTimeout = async <T>(work: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), timeoutMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
};

const connected = (socket: Socket, tls: boolean, timeoutMs: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const event = tls ? 'secureConnect' : 'connect';
    const settle = (error: AppError | null) => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.off(event, onConnect);
      if (error === null) {
        resolve(socket);
        return;
      }
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const onConnect = () => settle(null);
    const onError = (cause: Error) =>
      settle(new AppError('upstream.unavailable', { detail: 'The server does not accept connections', cause }));
    const timer = setTimeout(() => settle(timedOut()), timeoutMs);
    socket.once(event, onConnect);
    socket.once('error', onError);
  });
