import { AppError, seconds, toAppError } from '@sallyport/contracts';
import type { HealthNotes } from './health-notes.js';
import type { LegacyLinkHandlers, OpenLink } from './legacy-link.js';
import { type CallPort, LinkCall } from './link-call.js';
import { refuse, reply, SILENT_SINK } from './local-answer.js';
import { OWN_NAME, ownNotification, ownRequest } from './own-call.js';
import { ResidentConnection } from './resident-connection.js';
import { readServerFacts } from './server-facts.js';
import { SessionInbox } from './session-inbox.js';
import { SessionMemory } from './session-memory.js';
import type { ListenRequest, Peer, UpstreamCall, UpstreamExchange, UpstreamSession, UpstreamSink } from './upstream.js';

/** From opening a connection to the answer to an `initialize` of ours. */
const OPEN_TIMEOUT_MS = seconds(30);
const REPLAY_TIMEOUT_MS = seconds(10);
/** Calls of one session at once. */
const CALLS_MAX = 256;

type Notes = Pick<HealthNotes, 'noteFacts' | 'noteOutcome'>;

/**
 * One session of one client over a connection of its own. Everything goes both ways; ids and progress tokens are ours on the way
 * to the server, so that no two calls can meet there. When the connection is gone, the next message makes it anew: the server is
 * initialised again as the client once did it, and what the client had set up is set up again.
 */
export class ResidentSession implements CallPort {
  readonly id: string;
  /** Whose it is; nobody else's calls get here. */
  readonly principalId: string | null;
  /** By `performance.now()`. */
  lastUsedMs = performance.now();
  private readonly openLink: OpenLink;
  private readonly notes: Notes;
  private readonly memory = new SessionMemory();
  private readonly inbox = new SessionInbox(() => (this.ready ? this.connection?.newestCall : undefined));
  private readonly waiting = new Set<LinkCall>();
  private connection: ResidentConnection | null = null;
  private ready = false;
  private lastId = 0;

  constructor(id: string, principalId: string | null, openLink: OpenLink, notes: Notes) {
    this.id = id;
    this.principalId = principalId;
    this.openLink = openLink;
    this.notes = notes;
  }

  get isLinked(): boolean {
    return this.connection !== null;
  }

  get isBusy(): boolean {
    return this.load > 0;
  }

  get hasListener(): boolean {
    return this.inbox.hasListener;
  }

  /** The client's own `initialize`. @param onRefused  called when no session came of it */
  begin(call: UpstreamCall, sink: UpstreamSink, onRefused: () => void): UpstreamExchange {
    const error = this.connect();
    if (error !== null) {
      onRefused();
      return refuse(sink, error);
    }
    const exchange = new LinkCall(++this.lastId, call, sink, this, {
      sessionId: this.id,
      onSucceeded: (answer) => {
        this.notes.noteFacts(readServerFacts(answer));
        this.onReady();
      },
      onOver: () => {
        if (!this.ready) onRefused();
      },
    });
    exchange.onReady();
    return exchange;
  }

  /** Any later message of the client. @param session  as the gateway knows it, with the server's version */
  send(call: UpstreamCall, session: UpstreamSession, sink: UpstreamSink): UpstreamExchange {
    this.lastUsedMs = performance.now();
    if (call.kind !== 'request') return this.pass(call, session, sink);
    if (this.load >= CALLS_MAX) {
      return refuse(sink, new AppError('upstream.unavailable', { detail: 'Too many calls wait in this session' }));
    }
    const exchange = new LinkCall(++this.lastId, call, sink, this, {
      onSucceeded: () => this.memory.note(call.method, call.params),
      onOver: () => {
        this.lastUsedMs = performance.now();
      },
    });
    this.whenReady(exchange);
    this.ensureOpen(call.peer, session);
    return exchange;
  }

  listen({ peer, session }: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    this.lastUsedMs = performance.now();
    const exchange = this.inbox.listen(sink);
    this.ensureOpen(peer, session);
    return exchange;
  }

  whenReady(call: LinkCall): void {
    if (this.ready) call.onReady();
    else this.waiting.add(call);
  }

  stopWaiting(call: LinkCall): void {
    this.waiting.delete(call);
  }

  launch(call: LinkCall, line: Buffer): void {
    this.connection?.launch(call, line);
    if (this.ready) this.inbox.flush();
  }

  forget(call: LinkCall, reason: string | null): void {
    this.connection?.forget(call, reason);
  }

  /** Lets the connection go; the next message makes it anew. */
  async suspend(detail: string): Promise<void> {
    const { connection } = this;
    this.connection = null;
    const error = new AppError('upstream.unavailable', { detail });
    this.onGone(error);
    await connection?.close(error);
  }

  /** Calls that wait or are on their way. */
  private get load(): number {
    return this.waiting.size + (this.connection?.load ?? 0);
  }

  /** Notifications and answers; the client hears when the server has taken them. */
  private pass(call: UpstreamCall, session: UpstreamSession, sink: UpstreamSink): UpstreamExchange {
    const { connection } = this;
    // To a server that is not there nothing was asked and nothing is to be cancelled; it is initialised by us.
    if (connection === null) {
      if (call.method === 'notifications/initialized') this.ensureOpen(call.peer, session);
      return reply(sink, ACCEPTED, null);
    }
    // Calls are cancelled by their exchange; under the id the client gave it the server knows none.
    if (call.method === 'notifications/cancelled') return reply(sink, ACCEPTED, null);
    let over = false;
    const done = (error: AppError | null): void => {
      if (over) return;
      if (error === null) reply(sink, ACCEPTED, null);
      else refuse(sink, error);
    };
    if (call.kind === 'response') connection.answer(call.body, call.id, done);
    else connection.notify(call.body, done);
    return {
      resume: () => undefined,
      cancel: () => {
        over = true;
      },
    };
  }

  private ensureOpen(peer: Peer, session: UpstreamSession): void {
    if (this.connection !== null) return;
    const error = this.connect();
    if (error === null) this.initialize(peer, session);
    else queueMicrotask(() => this.onGone(error));
  }

  /** Null when a connection is being made. */
  private connect(): AppError | null {
    try {
      const open = (handlers: LegacyLinkHandlers) => this.openLink(handlers, this.principalId);
      const connection: ResidentConnection = new ResidentConnection(open, this.inbox, (error) => {
        if (this.connection !== connection) return;
        this.connection = null;
        this.notes.noteOutcome(error);
        this.onGone(error);
      });
      this.connection = connection;
      return null;
    } catch (thrown) {
      return toAppError(thrown);
    }
  }

  private initialize(peer: Peer, { protocolVersion }: UpstreamSession): void {
    const params = { protocolVersion, capabilities: peer.capabilities, clientInfo: peer.client ?? OWN_NAME };
    const request = ownRequest({
      peer,
      id: 0,
      method: 'initialize',
      params,
      session: null,
      timeoutMs: OPEN_TIMEOUT_MS,
    });
    const { connection } = this;
    let taken = false;
    const exchange = new LinkCall(
      ++this.lastId,
      request,
      {
        ...SILENT_SINK,
        onEnd: () => {
          if (!taken) void this.suspend('The server refused to be initialised');
        },
        onError: ({ detail }) => void this.suspend(detail),
      },
      this,
      {
        onSucceeded: (answer) => {
          taken = true;
          this.notes.noteFacts(readServerFacts(answer));
          const { body } = ownNotification({
            peer,
            method: 'notifications/initialized',
            params: undefined,
            session: null,
            timeoutMs: null,
          });
          connection?.notify(body, (error) => {
            if (this.connection !== connection || error !== null) return;
            this.onReady();
            this.replay(peer);
          });
        },
      },
    );
    exchange.onReady();
  }

  private replay(peer: Peer): void {
    for (const { method, params } of this.memory.requests) {
      const request = ownRequest({ peer, id: 0, method, params, session: null, timeoutMs: REPLAY_TIMEOUT_MS });
      new LinkCall(++this.lastId, request, SILENT_SINK, this).onReady();
    }
  }

  private onReady(): void {
    this.ready = true;
    this.notes.noteOutcome(null);
    for (const call of this.waiting) {
      this.waiting.delete(call);
      call.onReady();
    }
    if (this.inbox.hasListener) this.inbox.flush();
  }

  private onGone(error: AppError): void {
    this.ready = false;
    for (const call of [...this.waiting]) call.onFailed(error);
    this.inbox.hangUp();
    this.inbox.clear();
  }
}

const ACCEPTED = { status: 202, sessionId: null };
