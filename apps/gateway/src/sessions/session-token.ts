import { clientInfoSchema } from '@sallyport/contracts';
import { z } from 'zod';
import { createSealer, type Sealer } from './sealer.js';

const sessionClaimsSchema = z.object({
  orgId: z.string().max(40),
  principalId: z.string().max(40),
  serverId: z.string().max(40),
  /** The server's own session id, opaque; null when it keeps none. */
  upstreamId: z.string().max(2048).nullable(),
  upstreamVersion: z.string().max(20),
  protocolVersion: z.string().max(20),
  client: clientInfoSchema.nullable(),
  capabilities: z.record(z.string(), z.unknown()),
  issuedAt: z.int().min(0),
});

/** What a session is, all of it: the gateway keeps no table of sessions, the id carries them. */
export type SessionClaims = z.infer<typeof sessionClaimsSchema>;
export type SessionSealer = Sealer<SessionClaims>;

/** Seals sessions into the `Mcp-Session-Id` their clients present. @param key  32 bytes */
export const createSessionSealer = (key: Buffer): SessionSealer =>
  createSealer({ key, purpose: 'sallyport session v1', schema: sessionClaimsSchema, lengthMax: 8192 });
