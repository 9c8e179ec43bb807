import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { clientInfoSchema } from '@sallyport/contracts';
import { z } from 'zod';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const AAD = Buffer.from('sallyport session v1');
/** Longest token we look at; longer ones cannot be ours. */
const TOKEN_LENGTH_MAX = 8192;

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

export interface SessionSealer {
  /** The `Mcp-Session-Id` of a session: base64url, so visible ASCII. Two seals of the same claims differ. */
  seal(claims: SessionClaims): string;
  /** The claims of an id we gave out, null for anything else: forged, altered, truncated, from another key. */
  open(token: string): SessionClaims | null;
}

/**
 * Seals sessions with AES-256-GCM under a key all replicas share, so that any of them serves any request.
 * @param key  32 bytes
 */
export const createSessionSealer = (key: Buffer): SessionSealer => ({
  seal: (claims) => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv).setAAD(AAD);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(claims), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  },
  open: (token) => {
    if (token.length > TOKEN_LENGTH_MAX) return null;
    const bytes = Buffer.from(token, 'base64url');
    // The decoder is lenient; only the one spelling we gave out may pass, or one session would have many ids.
    if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return null;
    return decrypt(key, bytes);
  },
});

const decrypt = (key: Buffer, bytes: Buffer): SessionClaims | null => {
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES)).setAAD(AAD);
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return sessionClaimsSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
};
