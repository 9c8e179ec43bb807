import { z } from 'zod';
import type { SessionOwner } from '../sessions/session-owner.js';
import { replicaOf } from './bound-id.js';
import type { ReplicaQuestion } from './operation.js';
import type { Relay } from './relay.js';
import type { RelayedPlace } from './relayed-call.js';

const resumeSchema = z.strictObject({ session: z.string(), requestId: z.union([z.string(), z.number()]) });
const postSchema = z.strictObject({
  principalId: z.string(),
  channel: z.string(),
  authorization: z.string().nullable(),
  traceparent: z.string().nullable(),
  address: z.string().nullable(),
});

/** The answer of a call that was suspended, wherever it arrives. */
export interface ResumedAnswer {
  /** The id the client presents. */
  readonly session: string;
  readonly requestId: string | number;
  readonly raw: Buffer;
}

/** A message a client posts to its channel. */
export interface PostedMessage {
  readonly owner: SessionOwner;
  readonly channel: string;
  readonly authorization: string | null;
  readonly traceparent: string | null;
  /** Address the client posted from. */
  readonly address: string | null;
  readonly body: Buffer;
}

/** What this replica does when another asks. */
export interface QuestionHandlers {
  /** What the client gets in the place of the answer; null when no such call is suspended here. */
  resume(answer: ResumedAnswer): Buffer | null;
  /** False when there is no such channel of this owner here. */
  post(message: PostedMessage): boolean;
}

const DONE = Buffer.from('done');

/** What replicas ask of each other's own state: calls that were suspended, and channels of clients. */
export class ReplicaQuestions {
  private readonly replicaId: string;
  private readonly relay: Pick<Relay, 'ask'>;
  private readonly handlers: QuestionHandlers;

  constructor(replicaId: string, relay: Pick<Relay, 'ask'>, handlers: QuestionHandlers) {
    this.replicaId = replicaId;
    this.relay = relay;
    this.handlers = handlers;
  }

  /**
   * Has the replica that suspended a call judge its answer.
   * @returns what the client gets; null when that replica is gone or no longer waits
   * @throws AppError `upstream.unavailable`
   */
  resume(holder: string, place: RelayedPlace, { session, requestId, raw }: ResumedAnswer): Promise<Buffer | null> {
    const facts = { session, requestId };
    return this.relay.ask(holder, place, { topic: 'resume', facts, body: raw });
  }

  /**
   * Hands a message to the replica that holds its channel.
   * @returns false when the channel is bound to no other replica, or that one is gone or has no such channel
   * @throws AppError `upstream.unavailable`
   */
  async post({ owner, channel, authorization, traceparent, address, body }: PostedMessage): Promise<boolean> {
    const holder = replicaOf(channel);
    if (holder === null || holder === this.replicaId) return false;
    const { orgId, serverId, principalId } = owner;
    const facts = { principalId, channel, authorization, traceparent, address };
    return (await this.relay.ask(holder, { orgId, serverId }, { topic: 'post', facts, body })) !== null;
  }

  /** Answers another replica; null for what is not known here, which is also what another version asks. */
  async answer(place: RelayedPlace, { topic, facts, body }: ReplicaQuestion): Promise<Buffer | null> {
    if (topic === 'resume') {
      const { success, data } = resumeSchema.safeParse(facts);
      return success ? this.handlers.resume({ ...data, raw: body }) : null;
    }
    const { success, data } = postSchema.safeParse(facts);
    if (topic !== 'post' || !success) return null;
    const { principalId, ...message } = data;
    return this.handlers.post({ owner: { ...place, principalId }, ...message, body }) ? DONE : null;
  }
}
