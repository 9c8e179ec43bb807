import { AppError, minutes } from '@sallyport/contracts';
import type { LogLevel } from '@sallyport/mcp';
import type { Peer, Upstream } from '../upstream/upstream.js';
import { canBeAsked } from './capabilities.js';
import { initialize } from './legacy-initialize.js';
import { LegacySession } from './legacy-session.js';

/** Sessions with one server at once. */
const SESSIONS_MAX = 1_000;
/** Of them, those one principal uses: a client says itself what it is called, so one can be as many as it likes. */
const USED_PER_OWNER_MAX = 128;
export const SESSION_IDLE_MS = minutes(5);

interface Entry {
  readonly owner: string;
  readonly opening: Promise<LegacySession>;
  session: LegacySession | null;
  users: number;
  timer: NodeJS.Timeout | null;
}

/** A session somebody uses; it stays until it is released. */
export interface Lease {
  readonly session: LegacySession;
  release(): void;
}

/**
 * The sessions a bridge keeps with one legacy server: one for each modern client and log level, because in legacy revisions the
 * level belongs to the session. None is ever used for another client.
 */
export class LegacySessions {
  private readonly legacy: Upstream;
  private readonly idleMs: number;
  private readonly entries = new Map<string, Entry>();

  constructor(legacy: Upstream, idleMs: number) {
    this.legacy = legacy;
    this.idleMs = idleMs;
  }

  /** @throws AppError `upstream.*`, `quota.exceeded` when every session is in use */
  async lease(peer: Peer, level: LogLevel | null): Promise<Lease> {
    const key = level === null ? peer.key : `${peer.key}/log-${level}`;
    const known = this.entries.get(key);
    if (known?.session?.isLost === true) this.lose(key, known, known.session);
    const entry = this.entries.get(key) ?? this.open(key, peer, level);
    entry.users += 1;
    if (entry.timer !== null) clearTimeout(entry.timer);
    try {
      const session = await entry.opening;
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        this.release(key, entry);
      };
      return { session, release };
    } catch (error) {
      this.drop(key, entry);
      throw error;
    }
  }

  async close(): Promise<void> {
    const entries = [...this.entries.values()];
    this.entries.clear();
    for (const { timer } of entries) if (timer !== null) clearTimeout(timer);
    await Promise.allSettled(entries.map(({ session }) => session?.end()));
  }

  private open(key: string, peer: Peer, level: LogLevel | null): Entry {
    const owner = peer.principalId ?? peer.key;
    this.assertShare(owner);
    if (this.entries.size >= SESSIONS_MAX) this.makeRoom();
    const opening = this.begin(peer, key, level);
    const entry: Entry = { owner, opening, session: null, users: 0, timer: null };
    this.entries.set(key, entry);
    opening.then(
      (session) => {
        entry.session = session;
      },
      () => undefined,
    );
    return entry;
  }

  private async begin(peer: Peer, key: string, level: LogLevel | null): Promise<LegacySession> {
    const session = new LegacySession(this.legacy, await initialize(this.legacy, peer, key), level);
    // A server that refuses a level it was asked for tells what it likes; what is below it is dropped anyway.
    if (level !== null && session.features.logging) {
      await session.ask('logging/setLevel', { level }).catch(() => undefined);
    }
    return session;
  }

  private release(key: string, entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0 || this.entries.get(key) !== entry) return;
    entry.timer = setTimeout(() => this.expire(key, entry), this.idleMs).unref();
  }

  private expire(key: string, entry: Entry): void {
    this.drop(key, entry);
    void entry.session?.end();
  }

  /** Who still uses it finds out by himself. */
  private lose(key: string, entry: Entry, session: LegacySession): void {
    this.drop(key, entry);
    session.leave();
  }

  private drop(key: string, entry: Entry): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
    if (entry.timer !== null) clearTimeout(entry.timer);
  }

  private assertShare(owner: string): void {
    let used = 0;
    for (const entry of this.entries.values()) if (entry.owner === owner && entry.users > 0) used += 1;
    if (used < USED_PER_OWNER_MAX) return;
    throw new AppError('quota.exceeded', { detail: 'Too many of your clients use this server at once' });
  }

  /** The one that has been idle longest goes; maps keep the order of insertion, which is near enough. */
  private makeRoom(): void {
    for (const [key, entry] of this.entries) {
      if (entry.users > 0) continue;
      this.expire(key, entry);
      return;
    }
    throw new AppError('upstream.unavailable', { detail: 'Too many clients use this server at once' });
  }
}

/** Whether a call of this client may need what the server says on the session's own stream. */
export const needsStream = ({ initialized, level }: LegacySession): boolean =>
  level !== null || canBeAsked(initialized.peer.capabilities);
