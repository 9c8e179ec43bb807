import { randomUUID } from 'node:crypto';
import { AppError, minutes } from '@sallyport/contracts';
import { bindToReplica, replicaOf } from '../replicas/bound-id.js';
import type { HealthNotes } from './health-notes.js';
import type { OpenLink } from './legacy-link.js';
import { ResidentSession } from './resident-session.js';
import type { Peer } from './upstream.js';

export interface ResidentLimits {
  /** Connections to one server at once. */
  readonly linksMax: number;
  /** Of them, those of one principal. */
  readonly linksPerPrincipalMax: number;
  /** How long a connection nobody uses is kept. */
  readonly idleMs: number;
}

export const RESIDENT_IDLE_MS = minutes(5);

export interface ResidentSessionsOptions {
  readonly replicaId: string;
  readonly limits: ResidentLimits;
  readonly notes: Pick<HealthNotes, 'noteFacts' | 'noteOutcome'>;
}

/** Sessions remembered without a connection, for what their clients have set up. */
const DORMANT_MAX = 1_000;
const SWEEPS_PER_IDLE = 4;

/**
 * The sessions of one server that have a connection each. Connections are few, so the one that has been idle longest makes room
 * for another: of the same principal when it has its share, else of whoever holds most. None in use is ever taken away.
 */
export class ResidentSessions {
  private readonly openLink: OpenLink;
  private readonly options: ResidentSessionsOptions;
  private readonly sessions = new Map<string, ResidentSession>();
  private readonly sweeper: NodeJS.Timeout;
  private readonly ending = new Set<Promise<void>>();

  constructor(openLink: OpenLink, options: ResidentSessionsOptions) {
    this.openLink = openLink;
    this.options = options;
    this.sweeper = setInterval(() => this.sweep(), options.limits.idleMs / SWEEPS_PER_IDLE).unref();
  }

  /** A new session; null when every connection is in use. */
  create(peer: Peer): ResidentSession | null {
    return this.add(bindToReplica(this.options.replicaId, `${OWN}${randomUUID()}`), peer.principalId);
  }

  /**
   * The session of this id, made anew when it is not known here. Null when it needs a connection and every one is in use.
   * @throws AppError `mcp.session_not_found` when it is somebody else's
   */
  find(id: string, peer: Peer): ResidentSession | null {
    const session = this.sessions.get(id);
    if (session === undefined) return this.add(id, peer.principalId);
    if (session.principalId !== peer.principalId) throw new AppError('mcp.session_not_found');
    return session.isLinked || this.makeRoom(session.principalId) ? session : null;
  }

  /** Ends a session, if it is this peer's. */
  async end(id: string, peer: Peer): Promise<void> {
    const session = this.sessions.get(id);
    if (session === undefined || session.principalId !== peer.principalId) return;
    this.sessions.delete(id);
    await session.suspend('The session was ended');
  }

  /** Forgets a session that did not come about. */
  drop(session: ResidentSession): void {
    this.sessions.delete(session.id);
    this.suspend(session, 'The session was not begun');
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    for (const session of this.sessions.values()) this.suspend(session, 'The server was removed or changed');
    this.sessions.clear();
    await Promise.all(this.ending);
  }

  private add(id: string, principalId: string | null): ResidentSession | null {
    if (!this.makeRoom(principalId)) return null;
    const session = new ResidentSession(id, principalId, this.openLink, this.options.notes);
    this.sessions.set(id, session);
    return session;
  }

  private makeRoom(principalId: string | null): boolean {
    const { linksMax, linksPerPrincipalMax } = this.options.limits;
    const linked = [...this.sessions.values()].filter(({ isLinked }) => isLinked);
    const own = linked.filter((session) => session.principalId === principalId);
    if (own.length >= linksPerPrincipalMax) return this.endIdlest(own);
    return linked.length < linksMax || this.endIdlest(heldByMost(linked));
  }

  /** Ends the longest idle one; one whose client still listens only when there is no other. */
  private endIdlest(sessions: readonly ResidentSession[]): boolean {
    const [idlest] = sessions
      .filter(({ isBusy }) => !isBusy)
      .sort((one, other) => Number(one.hasListener) - Number(other.hasListener) || one.lastUsedMs - other.lastUsedMs);
    if (idlest === undefined) return false;
    this.suspend(idlest, 'Another session needs the connection');
    return true;
  }

  private sweep(): void {
    const before = performance.now() - this.options.limits.idleMs;
    for (const session of this.sessions.values()) {
      const idle = !session.isBusy && !session.hasListener && session.lastUsedMs < before;
      if (session.isLinked && idle) this.suspend(session, 'The session was idle');
    }
    const dormant = [...this.sessions.values()].filter(({ isLinked, isBusy }) => !isLinked && !isBusy);
    for (const { id } of dormant.slice(0, Math.max(0, dormant.length - DORMANT_MAX))) this.sessions.delete(id);
  }

  private suspend(session: ResidentSession, detail: string): void {
    const ended: Promise<void> = session.suspend(detail).finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}

/** Marks the ids of sessions with a connection of their own, on whichever replica they began. */
const OWN = 'own-';

export const isResidentId = (id: string): boolean => {
  const replica = replicaOf(id);
  return replica !== null && id.startsWith(bindToReplica(replica, OWN));
};

/** Idle sessions of the principal that holds the most connections and has an idle one; all of them when none is ahead. */
const heldByMost = (linked: readonly ResidentSession[]): readonly ResidentSession[] => {
  const byPrincipal = new Map<string | null, ResidentSession[]>();
  for (const session of linked)
    byPrincipal.set(session.principalId, [...(byPrincipal.get(session.principalId) ?? []), session]);
  const holders = [...byPrincipal.values()].filter((held) => held.some(({ isBusy }) => !isBusy));
  return holders.sort((one, other) => other.length - one.length)[0] ?? [];
};
