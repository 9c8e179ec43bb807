import type { Socket } from 'node:net';
import { AppError, toAppError } from '@sallyport/contracts';
import type { Dialler, Origin } from '@sallyport/safe-dial';
import { type ConnectionOwner, HttpConnection } from './http-connection.js';

/** A request that waits for a connection. */
export interface Lease {
  /** Only a connection made for it will do. */
  readonly fresh: boolean;
  onConnection(connection: HttpConnection): void;
  onUnavailable(error: AppError): void;
}

export interface PoolLimits {
  /** Connections open or being opened at once. */
  readonly connectionsMax: number;
  /** Requests that may wait for one. */
  readonly queueMax: number;
  /** Time an unused connection is kept. */
  readonly idleTimeoutMs: number;
}

/**
 * Connections to one server of one organisation, never shared with another. The limits are its bulkhead: a slow server fills
 * its own queue and nobody else's. Requests are served in the order they came.
 */
export class ConnectionPool implements ConnectionOwner {
  private readonly origin: Origin;
  private readonly dialler: Pick<Dialler, 'dial'>;
  private readonly limits: PoolLimits;
  private readonly idle: HttpConnection[] = [];
  private readonly open = new Set<HttpConnection>();
  private readonly waiting: Lease[] = [];
  private dialling = 0;
  private closed = false;
  private sweepTimer: NodeJS.Timeout | null = null;

  constructor(origin: Origin, dialler: Pick<Dialler, 'dial'>, limits: PoolLimits) {
    this.origin = origin;
    this.dialler = dialler;
    this.limits = limits;
  }

  lease(lease: Lease): void {
    const connection = lease.fresh ? undefined : this.takeIdle();
    if (connection !== undefined) {
      lease.onConnection(connection);
      return;
    }
    if (this.closed || this.waiting.length >= this.limits.queueMax) {
      const detail = this.closed ? 'The server was removed or changed' : 'Too many calls are waiting for this server';
      queueMicrotask(() => lease.onUnavailable(new AppError('upstream.unavailable', { detail })));
      return;
    }
    this.waiting.push(lease);
    this.dialForWaiting();
  }

  /** Takes a lease back that was not served. */
  abandon(lease: Lease): void {
    const index = this.waiting.indexOf(lease);
    if (index >= 0) this.waiting.splice(index, 1);
  }

  close(): void {
    this.closed = true;
    if (this.sweepTimer !== null) clearTimeout(this.sweepTimer);
    this.sweepTimer = null;
    const cause = new Error('the pool was closed');
    for (const connection of [...this.open]) connection.abort(cause);
    const error = new AppError('upstream.unavailable', { detail: 'The server was removed or changed' });
    for (const lease of this.waiting.splice(0)) lease.onUnavailable(error);
  }

  onFree(connection: HttpConnection): void {
    const lease = this.waiting.length === 0 ? undefined : this.nextWaiting();
    if (lease !== undefined) {
      lease.onConnection(connection);
    } else if (this.closed) {
      connection.destroy();
    } else {
      this.idle.push(connection);
      this.sweepTimer ??= setTimeout(() => this.sweep(), SWEEP_INTERVAL_MS).unref();
    }
  }

  onGone(connection: HttpConnection): void {
    this.open.delete(connection);
    const index = this.idle.indexOf(connection);
    if (index >= 0) this.idle.splice(index, 1);
    this.dialForWaiting();
  }

  private nextWaiting(): Lease | undefined {
    const next = this.waiting.findIndex((lease) => !lease.fresh);
    return next < 0 ? undefined : this.waiting.splice(next, 1)[0];
  }

  /** The one used last: it is the least likely to have been closed by the server. */
  private takeIdle(): HttpConnection | undefined {
    const now = performance.now();
    for (let connection = this.idle.pop(); connection !== undefined; connection = this.idle.pop()) {
      if (connection.idleUntil > now) {
        connection.takenAtMs = now;
        return connection;
      }
      connection.destroy();
    }
    return undefined;
  }

  private dialForWaiting(): void {
    if (this.closed) return;
    while (this.dialling < this.waiting.length && this.open.size + this.dialling < this.limits.connectionsMax) {
      this.dialling++;
      void this.dial();
    }
  }

  private async dial(): Promise<void> {
    let socket: Socket;
    try {
      socket = await this.dialler.dial(this.origin);
    } catch (error) {
      this.dialling--;
      this.waiting.shift()?.onUnavailable(toAppError(error));
      this.dialForWaiting();
      return;
    }
    this.dialling--;
    const connection = new HttpConnection(socket, this, this.limits.idleTimeoutMs);
    this.open.add(connection);
    const lease = this.waiting.shift();
    if (lease !== undefined) lease.onConnection(connection);
    else this.onFree(connection);
  }

  private sweep(): void {
    this.sweepTimer = null;
    const now = performance.now();
    for (const connection of this.idle.filter(({ idleUntil }) => idleUntil <= now)) connection.destroy();
    if (this.idle.length > 0) this.sweepTimer = setTimeout(() => this.sweep(), SWEEP_INTERVAL_MS).unref();
  }
}

const SWEEP_INTERVAL_MS = 1_000;
