import { clientInfoSchema } from '@sallyport/contracts';
import { z } from 'zod';
import type { ListenRequest, Peer, UpstreamCall, UpstreamSession } from '../upstream/upstream.js';

/** What one replica has another do at a server. */
export type Operation =
  | { readonly kind: 'send'; readonly call: UpstreamCall }
  | { readonly kind: 'listen'; readonly request: ListenRequest }
  | { readonly kind: 'end'; readonly peer: Peer; readonly session: UpstreamSession }
  | { readonly kind: 'ask'; readonly question: ReplicaQuestion };

/** Something a replica asks of another's own state, not of a server: one answer or none. */
export interface ReplicaQuestion {
  /** Which of its askers' schemas the facts follow. */
  readonly topic: string;
  readonly facts: unknown;
  readonly body: Buffer;
}

const peerSchema = z.strictObject({
  era: z.enum(['modern', 'legacy']),
  protocolVersion: z.string().max(64),
  client: clientInfoSchema.nullable(),
  capabilities: z.record(z.string(), z.unknown()),
  key: z.string().max(512),
  principalId: z.string().max(40).nullable(),
});
const sessionSchema = z.strictObject({ id: z.string().max(2_048).nullable(), protocolVersion: z.string().max(64) });
const token = z.union([z.string(), z.number()]);

const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('send'),
    call: z.strictObject({
      kind: z.enum(['request', 'notification', 'response']),
      id: token.nullable(),
      method: z.string().nullable(),
      peer: peerSchema,
      inputSchema: z.unknown().optional(),
      progressToken: token.optional(),
      session: sessionSchema.nullable(),
      traceparent: z.string().max(64).nullable(),
      timeoutMs: z.number().positive().nullable(),
    }),
  }),
  z.strictObject({
    kind: z.literal('listen'),
    request: z.strictObject({
      peer: peerSchema,
      session: sessionSchema,
      lastEventId: z.string().max(16_384).optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('end'), peer: peerSchema, session: sessionSchema }),
  z.strictObject({ kind: z.literal('ask'), topic: z.string().max(40), facts: z.unknown() }),
]);

const LENGTH_BYTES = 4;
const NOTHING = Buffer.alloc(0);

export const encodeOperation = (operation: Operation): Buffer => {
  const head = Buffer.from(JSON.stringify(headOf(operation)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, bodyOf(operation)]);
};

/** Null for what is no operation. */
export const decodeOperation = (bytes: Buffer): Operation | null => {
  try {
    const end = LENGTH_BYTES + bytes.readUInt32BE(0);
    const operation = operationSchema.parse(JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)));
    switch (operation.kind) {
      case 'send': {
        const body = bytes.subarray(end);
        const { inputSchema, progressToken, ...call } = operation.call;
        return { kind: 'send', call: { ...call, inputSchema, progressToken, body, params: paramsOf(body) } };
      }
      case 'listen':
        return { kind: 'listen', request: { ...operation.request, lastEventId: operation.request.lastEventId } };
      case 'end':
        return operation;
      case 'ask':
        return { kind: 'ask', question: { topic: operation.topic, facts: operation.facts, body: bytes.subarray(end) } };
    }
  } catch {
    return null;
  }
};

const bodyOf = (operation: Operation): Buffer => {
  if (operation.kind === 'send') return operation.call.body;
  return operation.kind === 'ask' ? operation.question.body : NOTHING;
};

const headOf = (operation: Operation): object => {
  switch (operation.kind) {
    case 'send': {
      const { body, params, peer, ...call } = operation.call;
      return { kind: 'send', call: { ...call, peer: toPeer(peer) } };
    }
    case 'listen': {
      const { peer, ...request } = operation.request;
      return { kind: 'listen', request: { ...request, peer: toPeer(peer) } };
    }
    case 'end':
      return { ...operation, peer: toPeer(operation.peer) };
    case 'ask':
      return { kind: 'ask', topic: operation.question.topic, facts: operation.question.facts };
  }
};

/** A peer may make its key when it is asked for it only. */
const toPeer = ({ era, protocolVersion, client, capabilities, key, principalId }: Peer): Peer => ({
  era,
  protocolVersion,
  client,
  capabilities,
  key,
  principalId,
});

/** The bytes say it already, so it does not travel twice and cannot differ from them. */
const paramsOf = (body: Buffer): object | undefined => {
  const { params } = JSON.parse(body.toString('utf8')) as { params?: object };
  return params;
};
