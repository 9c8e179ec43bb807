import { AppError } from '@sallyport/contracts';
import type { Recognised } from '../pipeline/exchange.js';
import { GenerationalCache } from '../sessions/generational-cache.js';
import type { Session } from '../sessions/session-store.js';
import type { MemberEntrance } from './member-entrance.js';
import { CollectedReply } from './member-replies.js';

/** Aggregate sessions whose members are at hand. A forgotten one begins its members' sessions anew. */
const SESSIONS_MAX = 4_000;

type Members = Map<string, Promise<string>>;

/** The sessions a client of all servers has with each of them, begun when first needed and with what the client declared. */
export class MemberSessions {
  private readonly entrance: MemberEntrance;
  private readonly sessions = new GenerationalCache<Members>(SESSIONS_MAX);
  private readonly watchers = new Map<string, Set<(slug: string) => void>>();

  constructor(entrance: MemberEntrance) {
    this.entrance = entrance;
  }

  /** @throws AppError `upstream.unavailable` when the server begins none */
  of(exchange: Recognised & { readonly session: Session }, slug: string): Promise<string> {
    const members = this.membersOf(exchange.session);
    const known = members.get(slug);
    if (known !== undefined) return known;
    const begun = this.begin(exchange, slug);
    members.set(slug, begun);
    begun.then(
      () => {
        for (const tell of this.watchers.get(exchange.session.token) ?? []) tell(slug);
      },
      () => members.delete(slug),
    );
    return begun;
  }

  /** The session with a server, if there is one. */
  find(session: Session, slug: string): Promise<string> | undefined {
    return this.membersOf(session).get(slug);
  }

  /** Servers there is a session with. */
  open(session: Session): string[] {
    return [...this.membersOf(session).keys()];
  }

  forget(session: Session, slug: string): void {
    this.membersOf(session).delete(slug);
  }

  end(session: Session): void {
    this.sessions.delete(session.token);
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
