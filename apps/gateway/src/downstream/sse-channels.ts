import { randomBytes } from 'node:crypto';
import { AppError } from '@sallyport/contracts';
import type { Enter, Outcome, Placed } from '../pipeline/exchange.js';
import { LISTENED } from '../pipeline/listen.js';
import { ownerOf } from '../pipeline/recognise.js';
import { bindToReplica } from '../replicas/bound-id.js';
import type { Replicas } from '../replicas/join-replicas.js';
import type { PostedMessage } from '../replicas/replica-questions.js';
import type { SessionOwner } from '../sessions/session-owner.js';
import { Channel } from './channel.js';

/** Open channels of one principal at one server; more than a host and its sub-agents open. */
const CHANNELS_PER_OWNER_MAX = 64;

export interface SseChannelsOptions {
  /** Late, because the pipeline that serves a channel's messages is the one that opens it. */
  readonly enter: () => Enter;
  readonly bodyBytesMax: number;
  /** Name of this process among the replicas, and how a message reaches a channel of another; null when there is none. */
  readonly others: { readonly replicaId: string; readonly questions: Pick<Replicas['questions'], 'post'> } | null;
}

/**
 * Clients of revision 2024-11-05: a GET opens the stream on which all answers go, its first event names the address to post
 * messages to. A channel is its owner's: to anyone else its address is no address.
 * @see MCP specification 2024-11-05, "Transports: HTTP with SSE"
 */
export class SseChannels {
  private readonly options: SseChannelsOptions;
  private readonly owners = new Map<string, Map<string, Channel>>();

  constructor(options: SseChannelsOptions) {
    this.options = options;
  }

  /** GET without a session. */
  connect(exchange: Placed): Promise<Outcome> {
    const { evidence, reply, head, orgSlug, serverSlug } = exchange;
    evidence.recorded = false;
    const key = keyOf(ownerOf(exchange));
    const channels = this.owners.get(key) ?? new Map<string, Channel>();
    if (channels.size >= CHANNELS_PER_OWNER_MAX) {
      throw tooMany('Too many open streams; close one first.', 30);
    }
    this.owners.set(key, channels);
    const { others } = this.options;
    const local = randomBytes(16).toString('base64url');
    // The stream is this process's: the address says so to whichever replica a message is posted at.
    const id = others === null ? local : bindToReplica(others.replicaId, local);
    const output = reply.stream();
    const channel = new Channel({ enter: this.options.enter(), orgSlug, serverSlug, output, head: headOf(head) });
    channels.set(id, channel);
    output.announce('endpoint', `${head.path}?channel=${id}`);
    return new Promise((resolve) => {
      reply.onGone(() => {
        channels.delete(id);
        if (channels.size === 0) this.owners.delete(key);
        void channel.close().then(() => resolve(LISTENED));
      });
    });
  }

  /**
   * POST to the address of a channel.
   * @throws AppError `mcp.session_not_found` when it is nobody's, or somebody else's
   */
  async receive(exchange: Placed): Promise<Outcome> {
    const { evidence, reply, head, readBody } = exchange;
    evidence.recorded = false;
    const id = head.channel ?? '';
    const owner = ownerOf(exchange);
    const channel = this.owners.get(keyOf(owner))?.get(id);
    if (channel === undefined) return this.passOn(exchange, owner, id);
    const body = await readBody(this.options.bodyBytesMax);
    assertRoom(channel, body);
    reply.empty(202);
    void channel.receive(body, headOf(head));
    return LISTENED;
  }

  /** A message that was posted at another replica. @returns false when there is no such channel of this owner */
  take({ owner, channel: id, body, authorization, traceparent, address }: PostedMessage): boolean {
    const channel = this.owners.get(keyOf(owner))?.get(id);
    if (channel === undefined) return false;
    assertRoom(channel, body);
    void channel.receive(body, { ...channel.head, authorization, traceparent, address });
    return true;
  }

  private async passOn({ reply, head, readBody }: Placed, owner: SessionOwner, channel: string): Promise<Outcome> {
    const { others, bodyBytesMax } = this.options;
    if (others === null) throw new AppError('mcp.session_not_found');
    const body = await readBody(bodyBytesMax);
    const { authorization, traceparent, address } = head;
    if (!(await others.questions.post({ owner, channel, authorization, traceparent, address, body }))) {
      throw new AppError('mcp.session_not_found');
    }
    reply.empty(202);
    return LISTENED;
  }
}

const assertRoom = (channel: Channel, body: Buffer): void => {
  if (channel.hasRoomFor(body)) return;
  throw tooMany('Too many messages wait for their answers; wait for one of them first.', 1);
};

const tooMany = (detail: string, retryAfterSeconds: number): AppError =>
  new AppError('quota.exceeded', { detail, retryAfterSeconds });

/** In this revision a message's headers say who sends it and nothing else. */
const headOf = (head: Placed['head']): Placed['head'] => ({
  ...head,
  // A message has no address of its own: it comes in as at the one of the server.
  path: '',
  accept: 'application/json, text/event-stream',
  contentType: 'application/json',
  protocolVersion: null,
  lastEventId: null,
  mirrored: null,
  channel: null,
});

const keyOf = ({ orgId, principalId, serverId }: SessionOwner): string => `${orgId} ${principalId} ${serverId}`;
