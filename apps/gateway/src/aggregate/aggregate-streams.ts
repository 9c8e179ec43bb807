import { kib, seconds } from '@sallyport/contracts';
import { editObject, envelopeMethod, locate, readEnvelope } from '@sallyport/mcp';
import type { Recognised } from '../pipeline/exchange.js';
import type { Session } from '../sessions/session-store.js';
import type { MemberEntrance } from './member-entrance.js';
import { SharedReply, towardsClient } from './member-replies.js';
import type { MemberSessions } from './member-sessions.js';

/** How long a subscription waits for the servers to say what they grant before it says so itself. */
const ACKNOWLEDGE_MS = seconds(3);

/** What servers may say before that; one that has more to say is not waited for. */
const HELD_BYTES_MAX = kib(256);

const LIST_FILTERS = ['toolsListChanged', 'promptsListChanged', 'resourcesListChanged'] as const;

export interface AggregateStreamsOptions {
  readonly entrance: MemberEntrance;
  readonly sessions: MemberSessions;
}

/** What servers say by themselves, as one stream. */
export class AggregateStreams {
  private readonly options: AggregateStreamsOptions;

  constructor(options: AggregateStreamsOptions) {
    this.options = options;
  }

  /** The GET stream of a legacy client: of every server it has a session with, and of those it begins one with meanwhile. */
  listen(exchange: Recognised & { readonly session: Session }): Promise<void> {
    const { entrance, sessions } = this.options;
    const output = exchange.reply.stream();
    const drains = new Set<() => void>();
    const shares = new Map<string, SharedReply>();
    output.drain(() => {
      for (const resume of drains) resume();
    });
    output.flush();
    const join = (slug: string): void => {
      if (shares.has(slug)) return;
      const share = new SharedReply(output, (message) => towardsClient(slug, message), drains);
      shares.set(slug, share);
      void sessions.find(exchange.session, slug).then((sessionId) => {
        if (sessionId === null) shares.delete(slug);
        else void entrance.request(exchange, 'GET', { slug, reply: share, sessionId });
      });
    };
    for (const slug of sessions.open(exchange.session)) join(slug);
    const stop = sessions.watch(exchange.session, join);
    return new Promise((resolve) => {
      exchange.reply.onGone(() => {
        stop();
        for (const share of shares.values()) share.leave();
        resolve();
      });
    });
  }

  /**
   * `subscriptions/listen` of a modern client, at every server at once. It is acknowledged when all servers have, with what
   * any of them grants; what they say then follows as it comes.
   * @param owners  server of each resource, by its address
   */
  async subscribe(exchange: Recognised, slugs: readonly string[], owners: ReadonlyMap<string, string>): Promise<void> {
    const { message, reply } = exchange;
    if (message.kind !== 'request') return;
    const output = reply.stream();
    const drains = new Set<() => void>();
    output.drain(() => {
      for (const resume of drains) resume();
    });
    const granted = new Set<string>();
    const held: Buffer[] = [];
    let heldBytes = 0;
    let acknowledged = false;
    let waiting = slugs.length;
    const acknowledge = (): void => {
      if (acknowledged) return;
      acknowledged = true;
      output.send(acknowledgement(message.id, granted));
      for (const bytes of held) output.send(bytes);
    };
    const timer = setTimeout(acknowledge, ACKNOWLEDGE_MS);
    const shares = slugs.map((slug) => {
      let heard = false;
      // Its acknowledgement, or the end of its stream without one: nothing more has to be waited for.
      const hear = (): void => {
        if (heard) return;
        heard = true;
        if (--waiting === 0) acknowledge();
      };
      const take = (bytes: Buffer): Buffer | null => {
        const envelope = readEnvelope(bytes);
        const method = envelope === null ? null : envelopeMethod(bytes, envelope);
        if (method === 'notifications/subscriptions/acknowledged') note(bytes, granted);
        if (method === null || method === 'notifications/subscriptions/acknowledged') {
          hear();
          return null;
        }
        heldBytes += bytes.length;
        if (heldBytes > HELD_BYTES_MAX) acknowledge();
        if (acknowledged) return bytes;
        held.push(bytes);
        return null;
      };
      return { slug, share: new SharedReply(output, take, drains) };
    });
    reply.onGone(() => {
      for (const { share } of shares) share.leave();
    });
    await Promise.all(
      shares.map(({ slug, share }) => {
        const body = filterFor(
          exchange,
          [...owners].filter(([, owner]) => owner === slug).map(([uri]) => uri),
        );
        return this.options.entrance.post(exchange, { slug, body, reply: share, sessionId: null });
      }),
    );
    clearTimeout(timer);
    acknowledge();
    output.send(completion(message.id));
    output.end();
  }
}

const filterFor = ({ body }: Recognised, uris: readonly string[]): Buffer =>
  locate(body, '/params/notifications/resourceSubscriptions') === null
    ? body
    : editObject(body, '/params/notifications', { set: { resourceSubscriptions: JSON.stringify(uris) } });

/** Adds what one server grants. */
const note = (acknowledged: Buffer, granted: Set<string>): void => {
  const { params } = JSON.parse(acknowledged.toString('utf8')) as {
    params?: { notifications?: Record<string, unknown> };
  };
  const filter = params?.notifications ?? {};
  for (const name of LIST_FILTERS) if (filter[name] === true) granted.add(name);
  if (!Array.isArray(filter.resourceSubscriptions)) return;
  for (const uri of filter.resourceSubscriptions) if (typeof uri === 'string') granted.add(`uri:${uri}`);
};

const SUBSCRIPTION_ID = 'io.modelcontextprotocol/subscriptionId';

const acknowledgement = (id: string | number, granted: ReadonlySet<string>): Buffer => {
  const uris = [...granted].filter((name) => name.startsWith('uri:')).map((name) => name.slice('uri:'.length));
  const notifications = {
    ...Object.fromEntries(LIST_FILTERS.filter((name) => granted.has(name)).map((name) => [name, true])),
    ...(uris.length === 0 ? {} : { resourceSubscriptions: uris }),
  };
  const params = { _meta: { [SUBSCRIPTION_ID]: id }, notifications };
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params }));
};

const completion = (id: string | number): Buffer =>
  Buffer.from(
    JSON.stringify({ jsonrpc: '2.0', id, result: { resultType: 'complete', _meta: { [SUBSCRIPTION_ID]: id } } }),
  );
