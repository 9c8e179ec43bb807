import { AppError } from '@sallyport/contracts';
import type { Recognised } from '../pipeline/exchange.js';
import { GenerationalCache } from '../sessions/generational-cache.js';
import type { Session } from '../sessions/session-store.js';
import type { MemberEntrance } from './member-entrance.js';
import { CollectedReply } from './member-replies.js';

/** Aggregate sessions whose members are at hand. A forgotten one begins its members' sessions anew. */
const SESSIONS_MAX = 4_000;

type Members = Map<string, Promise<string>>;

/** What replicas tell each other of the sessions they begin; see `SealedNotes`. */
export interface MemberNotes {
  put(orgId: string, name: string, value: string): Promise<void>;
  get(orgId: string, name: string): Promise<string | null>;
}

/**
 * The sessions a client of all servers has with each of them, begun when first needed and with what the client declared. Another
 * replica that begins one tells, so that a question put by one is answered through the other.
 */
export class MemberSessions {
  private readonly entrance: MemberEntrance;
  private readonly sessions = new GenerationalCache<Members>(SESSIONS_MAX);
  private readonly watchers = new Map<string, Set<(slug: string) => void>>();

  private readonly notes: MemberNotes | null;

  constructor(entrance: MemberEntrance, notes: MemberNotes | null) {
    this.entrance = entrance;
    this.notes = notes;
  }

  /** @throws AppError `upstream.unavailable` when the server begins none */
  of(exchange: Recognised & { readonly session: Session }, slug: string): Promise<string> {
    const members = this.membersOf(exchange.session);
    return members.get(slug) ?? this.keep(exchange, slug, this.recallOrBegin(exchange, slug));
  }

  /** Begins another session in place of one that is gone. */
  renew(exchange: Recognised & { readonly session: Session }, slug: string): Promise<string> {
    return this.keep(exchange, slug, this.beginAndTell(exchange, slug));
  }

  /** The session with a server, if there is one, here or at another replica. */
  async find(session: Session, slug: string): Promise<string | null> {
    const known = this.membersOf(session).get(slug);
    if (known !== undefined) return known.catch(() => null);
    return this.notes === null ? null : this.notes.get(session.orgId, nameOf(session, slug));
  }

  /** Servers there is a session with. */
  open(session: Session): string[] {
    return [...this.membersOf(session).keys()];
  }

  end(session: Session): void {
    this.sessions.delete(session.token);
  }

  private keep(
    exchange: Recognised & { readonly session: Session },
    slug: string,
    begun: Promise<string>,
  ): Promise<string> {
    const members = this.membersOf(exchange.session);
    members.set(slug, begun);
    begun.then(
      () => {
        for (const tell of this.watchers.get(exchange.session.token) ?? []) tell(slug);
      },
      () => members.delete(slug),
    );
    return begun;
  }

  /** Calls back for every session begun from now on. @returns what ends that */
  watch(session: Session, onBegun: (slug: string) => void): () => void {
    const watchers = this.watchers.get(session.token) ?? new Set();
    this.watchers.set(session.token, watchers);
    watchers.add(onBegun);
    return () => {
      watchers.delete(onBegun);
      if (watchers.size === 0) this.watchers.delete(session.token);
    };
  }

  private membersOf(session: Session): Members {
    const known = this.sessions.get(session.token);
    if (known !== undefined) return known;
    const members: Members = new Map();
    this.sessions.set(session.token, members);
    return members;
  }

  private async recallOrBegin(exchange: Recognised & { readonly session: Session }, slug: string): Promise<string> {
    const { session } = exchange;
    const told = this.notes === null ? null : await this.notes.get(session.orgId, nameOf(session, slug));
    return told ?? this.beginAndTell(exchange, slug);
  }

  private async beginAndTell(exchange: Recognised & { readonly session: Session }, slug: string): Promise<string> {
    const begun = await this.begin(exchange, slug);
    const { session } = exchange;
    await this.notes?.put(session.orgId, nameOf(session, slug), begun);
    return begun;
  }

  private async begin(exchange: Recognised, slug: string): Promise<string> {
    const { protocolVersion, client, capabilities } = exchange.peer;
    // Tasks name no server, so a client of all servers has none.
    const { tasks: _, ...declared } = capabilities;
    const clientInfo = client ?? { name: 'unknown', version: '0' };
    const params = { protocolVersion, capabilities: declared, clientInfo };
    const reply = new CollectedReply();
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params }));
    void this.entrance.post(exchange, { slug, body, reply, sessionId: null });
    await reply.answer;
    const { sessionId } = reply;
    if (sessionId === null) {
      throw new AppError('upstream.unavailable', { detail: `The server "${slug}" does not begin a session.` });
    }
    const ready = new CollectedReply();
    const initialized = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    void this.entrance.post(exchange, { slug, body: initialized, reply: ready, sessionId });
    await ready.answer;
    return sessionId;
  }
}

const nameOf = ({ token }: Session, slug: string): string => `${slug} ${token}`;
