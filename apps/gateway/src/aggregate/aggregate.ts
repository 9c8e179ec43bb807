import { AppError } from '@sallyport/contracts';
import { editObject, isLegacyVersion, LATEST_LEGACY_VERSION, locate, SUPPORTED_VERSIONS, splice } from '@sallyport/mcp';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { DefinitionScout } from '../definitions/definition-scout.js';
import type { Enter, Outcome, Placed, Recognised } from '../pipeline/exchange.js';
import { LISTENED } from '../pipeline/listen.js';
import { ownerOf, requireSession } from '../pipeline/recognise.js';
import type { Session, SessionStore } from '../sessions/session-store.js';
import { AggregateLists, isListMethod } from './aggregate-lists.js';
import { AggregateStreams } from './aggregate-streams.js';
import { enabledServers, type Member, MemberFinder } from './find-member.js';
import { MemberEntrance } from './member-entrance.js';
import { CollectedReply, PassedReply } from './member-replies.js';
import { type MemberNotes, MemberSessions } from './member-sessions.js';
import { idParts } from './names.js';

export interface AggregateOptions {
  readonly enter: () => Enter;
  readonly sessions: SessionStore;
  readonly book: Pick<DefinitionBook, 'of'>;
  readonly scout: Pick<DefinitionScout, 'ensureListed'>;
  readonly version: string;
  /** Null when there is one gateway only. */
  readonly notes: MemberNotes | null;
}

/** What a client may use of all servers together. What one of them lacks is an empty list there. */
const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
};

/** Requests that name one thing of one server, and where. */
const ADDRESSED = {
  'tools/call': { kind: 'tool', pointer: '/params/name' },
  'prompts/get': { kind: 'prompt', pointer: '/params/name' },
  'resources/read': { kind: 'uri', pointer: '/params/uri' },
  'resources/subscribe': { kind: 'uri', pointer: '/params/uri' },
  'resources/unsubscribe': { kind: 'uri', pointer: '/params/uri' },
} as const;

type Address = { readonly kind: 'tool' | 'prompt' | 'uri'; readonly pointer: string };

/**
 * The endpoint of all servers of an organisation. It answers what is about all of them itself, and passes what is about one
 * of them through the pipeline as if the client had gone to that server's own endpoint: it decides nothing, and what is
 * recorded names the server.
 */
export class Aggregate {
  private readonly options: AggregateOptions;
  private readonly entrance: MemberEntrance;
  private readonly members: MemberSessions;
  private readonly lists: AggregateLists;
  private readonly streams: AggregateStreams;
  private readonly finder: MemberFinder;

  constructor(options: AggregateOptions) {
    this.options = options;
    this.entrance = new MemberEntrance(options.enter);
    this.members = new MemberSessions(this.entrance, options.notes);
    this.lists = new AggregateLists({ entrance: this.entrance, sessions: this.members });
    this.streams = new AggregateStreams({ entrance: this.entrance, sessions: this.members });
    this.finder = new MemberFinder(options.book, options.scout);
  }

  /** POST. */
  async message(exchange: Recognised): Promise<Outcome> {
    const { message, evidence, reply } = exchange;
    evidence.recorded = false;
    if (message.kind === 'request') await this.answer(exchange, message.method);
    else if (message.kind === 'notification') await this.notify(exchange, message.method);
    else await this.passAnswer(exchange, message.id);
    if (message.kind === 'notification') reply.empty(202);
    return LISTENED;
  }

  /** GET. */
  async listen(exchange: Placed): Promise<Outcome> {
    exchange.evidence.recorded = false;
    await this.streams.listen(this.withSession(exchange));
    return LISTENED;
  }

  /** DELETE. */
  async end(exchange: Placed): Promise<Outcome> {
    exchange.evidence.recorded = false;
    const own = this.withSession(exchange);
    for (const slug of this.members.open(own.session)) {
      const sessionId = await this.members.find(own.session, slug);
      const reply = new CollectedReply();
      if (sessionId !== null) await this.entrance.request(own, 'DELETE', { slug, reply, sessionId });
    }
    this.members.end(own.session);
    this.options.sessions.end(own.session);
    exchange.reply.empty(200);
    return LISTENED;
  }

  private withSession(exchange: Placed): Recognised & { readonly session: Session } {
    const session = requireSession(exchange, this.options.sessions);
    const { id, method } = { id: 0, method: 'ping' };
    return { ...exchange, session, peer: session.peer, body: NO_BODY, message: { kind: 'request', id, method } };
  }

  private async answer(exchange: Recognised, method: string): Promise<void> {
    const { reply, body } = exchange;
    if (method === 'initialize') this.initialize(exchange);
    else if (method === 'server/discover') reply.json(200, resultOf(exchange, this.discovered(exchange)));
    else if (method === 'ping' && exchange.session !== null) reply.json(200, resultOf(exchange, {}));
    else if (method === 'logging/setLevel' && exchange.session !== null) await this.toAll(exchange, exchange.session);
    else if (method === 'subscriptions/listen' && exchange.session === null) await this.subscribe(exchange);
    else if (method === 'completion/complete') await this.complete(exchange);
    else if (isListMethod(method)) reply.json(200, await this.lists.list(exchange, method, slugsOf(exchange)));
    else if (Object.hasOwn(ADDRESSED, method))
      await this.passTo(exchange, ADDRESSED[method as keyof typeof ADDRESSED], body);
    else throw new AppError('mcp.method_unknown');
  }

  private initialize(exchange: Recognised): void {
    const { peer, reply } = exchange;
    const protocolVersion = isLegacyVersion(peer.protocolVersion) ? peer.protocolVersion : LATEST_LEGACY_VERSION;
    const session = this.options.sessions.create(ownerOf(exchange), {
      protocolVersion,
      client: peer.client,
      capabilities: peer.capabilities,
      upstream: { id: null, protocolVersion },
    });
    const result = { protocolVersion, capabilities: CAPABILITIES, ...this.introduction(exchange) };
    reply.json(200, resultOf(exchange, result), ['Mcp-Session-Id', session.token]);
  }

  private discovered(exchange: Recognised): object {
    const { serverInfo, instructions } = this.introduction(exchange);
    return {
      resultType: 'complete',
      supportedVersions: [...SUPPORTED_VERSIONS].reverse(),
      capabilities: CAPABILITIES,
      instructions,
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo },
    };
  }

  private introduction({ org }: Recognised) {
    const names = enabledServers(org).map(({ server }) => `${server.slug} (${server.name})`);
    return {
      serverInfo: { name: 'sallyport', version: this.options.version },
      instructions: `Tools and prompts of several servers, each named after its server: ${names.join(', ')}.`,
    };
  }

  private async passTo(exchange: Recognised, { kind, pointer }: Address, body: Buffer): Promise<void> {
    const { message } = exchange;
    const named = valueAt(message, pointer);
    if (typeof named !== 'string')
      throw new AppError('request.invalid', { detail: 'The parameters do not name a target.' });
    const member =
      kind === 'uri' ? await this.finder.byUri(exchange, named) : await this.finder.byName(exchange, kind, named);
    if (member === null) throw new AppError('mcp.target_unknown');
    await this.pass(exchange, member, replaced(body, pointer, member.name));
  }

  /** `ref` names a prompt, or a resource by its address. */
  private complete(exchange: Recognised): Promise<void> {
    const type = valueAt(exchange.message, '/params/ref/type');
    const address: Address =
      type === 'ref/prompt'
        ? { kind: 'prompt', pointer: '/params/ref/name' }
        : { kind: 'uri', pointer: '/params/ref/uri' };
    return this.passTo(exchange, address, exchange.body);
  }

  private async pass(exchange: Recognised, { slug, name }: Member, body: Buffer): Promise<void> {
    const { session, reply } = exchange;
    if (session === null) {
      const own = withoutTasks(exchange, body);
      await this.entrance.post(exchange, {
        slug,
        body: own,
        reply: new PassedReply(reply, slug, true),
        sessionId: null,
        name,
      });
      return;
    }
    const own = { ...exchange, session };
    const first = new PassedReply(reply, slug, false);
    await this.entrance.post(exchange, { slug, body, reply: first, sessionId: await this.members.of(own, slug), name });
    if (!first.sessionGone) return;
    const again = new PassedReply(reply, slug, true);
    await this.entrance.post(exchange, {
      slug,
      body,
      reply: again,
      sessionId: await this.members.renew(own, slug),
      name,
    });
  }

  /** A client's answer goes to the server that asked, which its id names. */
  private async passAnswer(exchange: Recognised, id: string | number | null): Promise<void> {
    const { session, reply, body } = exchange;
    const asked = idParts(id);
    const sessionId = asked === null || session === null ? null : await this.members.find(session, asked.slug);
    if (asked === null || sessionId === null) {
      throw new AppError('request.invalid', { detail: 'The answer belongs to no question.' });
    }
    const own = replaced(body, '/id', asked.id);
    await this.entrance.post(exchange, {
      slug: asked.slug,
      body: own,
      reply: new PassedReply(reply, asked.slug, true),
      sessionId,
    });
  }

  /** Cancellations name a request that only the server it went to knows; the others do not mind. */
  private async notify(exchange: Recognised, method: string): Promise<void> {
    const { session } = exchange;
    if (session === null || method === 'notifications/initialized') return;
    await this.tellAll(exchange, session);
  }

  private async toAll(exchange: Recognised, session: Session): Promise<void> {
    await this.tellAll(exchange, session);
    exchange.reply.json(200, resultOf(exchange, {}));
  }

  private async tellAll(exchange: Recognised, session: Session): Promise<void> {
    await Promise.allSettled(
      this.members.open(session).map(async (slug) => {
        const sessionId = await this.members.find(session, slug);
        if (sessionId === null) return;
        await this.entrance.post(exchange, { slug, body: exchange.body, reply: new CollectedReply(), sessionId });
      }),
    );
  }

  private async subscribe(exchange: Recognised): Promise<void> {
    const uris = valueAt(exchange.message, '/params/notifications/resourceSubscriptions');
    if (Array.isArray(uris) && uris.length > RESOURCES_MAX) {
      throw new AppError('request.invalid', { detail: `A subscription names at most ${RESOURCES_MAX} resources.` });
    }
    const owners = new Map<string, string>();
    for (const uri of Array.isArray(uris) ? uris : []) {
      const member = typeof uri === 'string' ? await this.finder.byUri(exchange, uri) : null;
      if (member !== null) owners.set(member.name, member.slug);
    }
    await this.streams.subscribe(exchange, slugsOf(exchange), owners);
  }
}

const NO_BODY = Buffer.alloc(0);
/** Resources one subscription may name; each is looked for at every server. */
const RESOURCES_MAX = 1_000;

const slugsOf = ({ org }: Recognised): string[] => enabledServers(org).map(({ server }) => server.slug);

const resultOf = ({ message }: Recognised, result: object): Buffer =>
  Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: message.kind === 'request' ? message.id : null, result }));

const replaced = (bytes: Buffer, pointer: string, value: string): Buffer => {
  const span = locate(bytes, pointer);
  return span === null ? bytes : splice(bytes, [{ ...span, replacement: Buffer.from(JSON.stringify(value)) }]);
};

const EXTENSIONS = '/params/_meta/io.modelcontextprotocol~1clientCapabilities/extensions';

/** Tasks name no server, so a client of all servers has none. */
const withoutTasks = ({ peer }: Recognised, body: Buffer): Buffer =>
  peer.capabilities.extensions === undefined
    ? body
    : editObject(body, EXTENSIONS, { remove: ['io.modelcontextprotocol/tasks'] });

/** The value at a pointer below `/params`. */
const valueAt = (message: Recognised['message'], pointer: string): unknown => {
  let value: unknown = message.kind === 'request' ? message.params : undefined;
  for (const token of pointer.split('/').slice(2)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  return value;
};
