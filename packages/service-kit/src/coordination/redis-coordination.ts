import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../logging/logger.js';
import { backoffMs } from '../retry.js';
import {
  assertKey,
  assertNote,
  assertTtl,
  type Coordination,
  type MessageHandler,
  type Unsubscribe,
  type Withdraw,
} from './coordination.js';
import { Subscriptions } from './subscriptions.js';
import { WindowCounters } from './window-counters.js';

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 250;
/** Notes and presence wait so long for the first connection of the process, and then go on without. */
const FIRST_NOTE_WAIT_MS = 200;
/** A name is announced again so often within its time that two announcements may be lost. */
const ANNOUNCEMENTS_PER_TTL = 3;
/** After a command that failed, counting stays local for so long: a Redis that hangs costs one wait, not one a request. */
const LOCAL_AFTER_FAILURE_MS = 1_000;
const RECONNECT_BACKOFF = { baseMs: 50, capMs: 2_000 };

export interface RedisCoordinationOptions {
  readonly logger?: Pick<Logger, 'info' | 'warn' | 'error'>;
  /**
   * Processes that share the limits counted here; 1 by default. While Redis is away a count is this process's own times
   * `replicas`, which is the same as dividing every limit by it.
   */
  readonly replicas?: number;
  /** Put before every key and channel; `sallyport:` by default. */
  readonly prefix?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Coordination over one Redis. An entry point of its own, `@sallyport/service-kit/redis`, because the client takes 15 MB that a
 * process without Redis need not spend. Connects in the background and forever, with jittered waits of at most two seconds; while
 * Redis is away publishing is a no-op, counting is local, and subscriptions wait for it to come back.
 * @see design.md section 8
 */
export function createRedisCoordination(url: string, options: RedisCoordinationOptions = {}): Coordination {
  return new RedisCoordination(url, options);
}

class RedisCoordination implements Coordination {
  readonly #commands: Redis;
  readonly #listener: Redis;
  readonly #subscriptions: Subscriptions;
  readonly #localCounts: WindowCounters;
  readonly #firstAttempt: Promise<unknown>;
  readonly #announcements = new Set<NodeJS.Timeout>();
  #closed = false;
  #localUntil = 0;
  readonly #options: Required<Pick<RedisCoordinationOptions, 'replicas' | 'prefix' | 'now'>> & RedisCoordinationOptions;

  constructor(url: string, options: RedisCoordinationOptions) {
    this.#options = { replicas: 1, prefix: 'sallyport:', now: Date.now, ...options };
    this.#localCounts = new WindowCounters(this.#options.now);
    this.#subscriptions = new Subscriptions((err, channel) =>
      options.logger?.error({ err, channel }, 'a coordination handler failed'),
    );
    this.#commands = connect(url);
    this.#listener = connect(url);
    this.#watch(this.#commands);
    this.#watch(this.#listener);
    this.#firstAttempt = Promise.all([settled(this.#commands), settled(this.#listener)]);
    this.#listener.on('ready', () => void this.#listenAgain());
    this.#listener.on('message', (channel: string, message: string) =>
      this.#subscriptions.deliver(channel.slice(this.#options.prefix.length), message),
    );
  }

  get degraded(): boolean {
    return this.#commands.status !== 'ready' || performance.now() < this.#localUntil;
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.#firstAttempt;
    await this.#attempt(() => this.#commands.publish(this.#options.prefix + channel, message));
  }

  async subscribe(channel: string, handler: MessageHandler): Promise<Unsubscribe> {
    const remove = this.#subscriptions.add(channel, handler);
    await this.#firstAttempt;
    await this.#attempt(() => this.#listener.subscribe(this.#options.prefix + channel));
    return async () => {
      if (remove()) await this.#attempt(() => this.#listener.unsubscribe(this.#options.prefix + channel));
    };
  }

  async increment(key: string, windowMs: number, by = 1): Promise<number> {
    await this.#firstAttempt;
    const window = Math.floor(this.#options.now() / windowMs);
    const windowKey = `${this.#options.prefix}count:${key}:${windowMs}:${window}`;
    const replies = this.degraded
      ? null
      : await this.#attempt(() => this.#commands.multi().incrby(windowKey, by).pexpire(windowKey, windowMs).exec());
    const count = replies?.[0]?.[1];
    return typeof count === 'number' ? count : this.#localCounts.increment(key, windowMs, by) * this.#options.replicas;
  }

  async remember(key: string, value: string, ttlMs: number): Promise<boolean> {
    assertNote(key, value, ttlMs);
    return (await this.#note(() => this.#commands.set(this.#noteKey(key), value, 'PX', ttlMs))) === 'OK';
  }

  async recall(key: string): Promise<string | null> {
    return this.#note(() => this.#commands.get(this.#noteKey(key)));
  }

  async forget(key: string): Promise<boolean> {
    return (await this.#note(() => this.#commands.del(this.#noteKey(key)))) !== null;
  }

  async announce(name: string, ttlMs: number): Promise<Withdraw> {
    assertKey(name);
    assertTtl(ttlMs);
    const key = this.#presenceKey(name);
    const say = () => this.#commands.set(key, '1', 'PX', ttlMs);
    const sayAgain = () => {
      if (this.#commands.status === 'ready') void this.#attempt(say);
    };
    const timer = setInterval(sayAgain, Math.ceil(ttlMs / ANNOUNCEMENTS_PER_TTL)).unref();
    this.#announcements.add(timer);
    await this.#note(say);
    return async () => {
      clearInterval(timer);
      if (this.#announcements.delete(timer)) await this.#note(() => this.#commands.del(key));
    };
  }

  async isPresent(name: string): Promise<boolean | null> {
    const found = await this.#note(() => this.#commands.exists(this.#presenceKey(name)));
    return found === null ? null : found > 0;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#announcements) clearInterval(timer);
    this.#announcements.clear();
    this.#subscriptions.clear();
    this.#commands.disconnect();
    this.#listener.disconnect();
  }

  #noteKey(key: string): string {
    return `${this.#options.prefix}note:${key}`;
  }

  #presenceKey(name: string): string {
    return `${this.#options.prefix}present:${name}`;
  }

  /** A command whose caller has something better to do than to wait for a Redis that is away. */
  async #note<T>(command: () => Promise<T>): Promise<T | null> {
    await Promise.race([this.#firstAttempt, delay(FIRST_NOTE_WAIT_MS, undefined, { ref: false })]);
    return this.degraded ? null : this.#attempt(command);
  }

  /** Null when Redis did not do it: not connected, too slow, or refused. The connection itself reports why. */
  async #attempt<T>(command: () => Promise<T>): Promise<T | null> {
    try {
      return await command();
    } catch (err) {
      this.#localUntil = performance.now() + LOCAL_AFTER_FAILURE_MS;
      this.#options.logger?.warn({ err }, 'a coordination command was not carried out');
      return null;
    }
  }

  async #listenAgain(): Promise<void> {
    const channels = this.#subscriptions.channels.map((channel) => this.#options.prefix + channel);
    if (channels.length > 0) await this.#attempt(() => this.#listener.subscribe(...channels));
  }

  /** Logs the loss and the return of a connection once each, however many attempts lie between. */
  #watch(redis: Redis): void {
    let away = false;
    const lost = (err?: Error): void => {
      if (!away && !this.#closed) {
        this.#options.logger?.warn({ err }, 'Redis is away; counting locally and waiting for it');
      }
      away = true;
    };
    redis.on('error', lost);
    redis.on('close', () => lost());
    redis.on('ready', () => {
      if (away) this.#options.logger?.info('Redis is back');
      away = false;
    });
  }
}

function connect(url: string): Redis {
  return new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => backoffMs(times, RECONNECT_BACKOFF) + RECONNECT_BACKOFF.baseMs,
  });
}

/** Resolves when the first attempt to connect ended, well or not. */
function settled(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', () => resolve());
    redis.once('close', () => resolve());
  });
}
