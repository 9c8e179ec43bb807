import { digestOf } from '@sallyport/audit';
import { mib, minutes } from '@sallyport/contracts';
import { z } from 'zod';
import { createSealer } from './sealer.js';
import type { SessionOwner } from './session-owner.js';

/** Time a client has to gather the inputs: a person may have to be asked. */
const LIFETIME_MS = minutes(10);

const requestStateSchema = z.object({
  orgId: z.string().max(40),
  principalId: z.string().max(40),
  serverId: z.string().max(40),
  /** Digest of the request that was answered with it: method and parameters without what a retry adds. */
  requestDigest: z.string().max(80),
  /** The server's own state, if it gave one. */
  inner: z.string().nullable(),
  /** Methods of what the client was asked, by the server's keys. */
  questions: z.record(z.string(), z.array(z.string().max(120))),
  /** It was us who asked: the server hears nothing of the answer. */
  own: z.boolean(),
  expiresAt: z.int().min(0),
});
type RequestState = z.infer<typeof requestStateSchema>;

/** A multi round-trip exchange that waits for its client, as its `requestState` tells it. */
export type OpenExchange = Pick<RequestState, 'inner' | 'questions' | 'own'>;

/**
 * The `requestState` of modern clients: the server's own, sealed together with whom and what it is for. To anyone else, for
 * any other request and after its time it is nothing, at every replica alike.
 * @see MCP specification 2026-07-28, "Multi Round-Trip Requests", server requirements 4 and 5
 */
export class RequestStates {
  private readonly sealer;
  private readonly now: () => number;

  /** @param key  32 bytes, shared by all replicas */
  constructor(key: Buffer, now: () => number) {
    this.sealer = createSealer({
      key,
      purpose: 'sallyport request state v1',
      schema: requestStateSchema,
      lengthMax: mib(1),
    });
    this.now = now;
  }

  seal(owner: SessionOwner, requestDigest: string, exchange: OpenExchange): string {
    const { orgId, principalId, serverId } = owner;
    const expiresAt = this.now() + LIFETIME_MS;
    return this.sealer.seal({ orgId, principalId, serverId, requestDigest, ...exchange, expiresAt });
  }

  /** Null for every reason alike: not ours, another owner's, another request's, expired. */
  open(text: string, owner: SessionOwner, requestDigest: string): OpenExchange | null {
    const state = this.sealer.open(text);
    const fits =
      state !== null &&
      state.orgId === owner.orgId &&
      state.principalId === owner.principalId &&
      state.serverId === owner.serverId &&
      state.requestDigest === requestDigest &&
      this.now() < state.expiresAt;
    return fits ? state : null;
  }
}

/** What ties a retry to the request it repeats. */
export const requestDigestOf = (method: string, params: object | undefined): string => {
  const { _meta, inputResponses, requestState, ...same } = (params ?? {}) as Readonly<Record<string, unknown>>;
  return digestOf({ method, params: same });
};
