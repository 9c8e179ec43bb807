import { z } from 'zod';
import { principalSchema } from './decision.js';
import { inspectionSettingsSchema } from './detectors.js';
import { digestSchema, slugSchema } from './ids.js';

export const DEFINITION_KINDS = ['tool', 'prompt', 'resource', 'resource_template', 'instructions'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** `pinned`: what was first seen or approved; `drifted`: changed since, waits for review; `blocked`: by a person. */
export const DEFINITION_STATES = ['pinned', 'drifted', 'blocked'] as const;
/**
 * What a changed definition brings, from least to most: words, order and titles; more of the same; somewhere new for data to
 * go; an order to the model that was not there. The last two wait for a person.
 */
export const DEFINITION_CHANGES = ['none', 'cosmetic', 'widening', 'new_sink', 'new_instruction'] as const;
export type DefinitionChange = (typeof DEFINITION_CHANGES)[number];
/** Changes nobody has to look at before the definition may be used. */
export const MILD_CHANGES: readonly DefinitionChange[] = ['none', 'cosmetic', 'widening'];
export type DefinitionState = (typeof DEFINITION_STATES)[number];

export const SERVER_TIERS = ['standard', 'sensitive'] as const;
export type ServerTier = (typeof SERVER_TIERS)[number];

/** How the gateway reaches a server. A hosted stdio server names a launcher the gateway's operator allows, never a command. */
export const serverTransportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('streamable-http'),
    url: z
      .url({ protocol: /^https?$/, error: 'Use an http or https address' })
      .max(2048)
      .refine(
        (url) => !/^https?:\/\/[^/?#]*@/i.test(url),
        'Leave out user name and password: addresses are shown to members',
      ),
  }),
  z.object({
    kind: z.literal('stdio'),
    launcher: z.string().regex(/^[a-z0-9-]{1,48}$/),
    args: z.array(z.string().max(1024)).max(32),
    env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/), z.string().max(4096)),
  }),
]);
export type ServerTransport = z.infer<typeof serverTransportSchema>;

export const snapshotServerSchema = z.object({
  id: z.string().max(40),
  slug: slugSchema,
  name: z.string().max(120),
  transport: serverTransportSchema,
  /** `sensitive`: the decision is durable before the call is forwarded. */
  tier: z.enum(SERVER_TIERS),
  /** Where what is sent there can end up. */
  egress: z.enum(['internal', 'external']),
  /** What rules can match it by: `production`, `eu`. Absent: none. */
  labels: z.array(z.string().max(120)).max(32).optional(),
  enabled: z.boolean(),
  timeoutMs: z.int().min(100).max(600_000),
});
export type SnapshotServer = z.infer<typeof snapshotServerSchema>;

export const snapshotDefinitionSchema = z.object({
  serverId: z.string().max(40),
  kind: z.enum(DEFINITION_KINDS),
  name: z.string().max(1024),
  digest: digestSchema,
  state: z.enum(DEFINITION_STATES),
  /** The definition as the server sent it. */
  body: z.record(z.string(), z.unknown()),
  /** When drifted: what the text brings that the server sends now. */
  change: z.enum(DEFINITION_CHANGES).optional(),
});
export type SnapshotDefinition = z.infer<typeof snapshotDefinitionSchema>;

/**
 * Everything a gateway needs to enforce one organisation: compiled by the api, signed, swapped atomically.
 * Holds hashes of tokens, never tokens.
 */
export const snapshotSchema = z.object({
  format: z.literal(1),
  orgId: z.string().max(40),
  orgSlug: slugSchema,
  /** Grows by one with every change of the organisation's content. */
  version: z.int().min(1),
  builtAt: z.iso.datetime(),
  principals: z.array(principalSchema),
  tokens: z.array(
    z.object({
      /** Lower-case hexadecimal SHA-256 of the token. */
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      principalId: z.string().max(40),
      expiresAt: z.iso.datetime().nullable(),
      /** When the person it is for signed in; absent for tokens that nobody signs in for, as those of service accounts. */
      signedInAt: z.iso.datetime().optional(),
    }),
  ),
  servers: z.array(snapshotServerSchema),
  definitions: z.array(snapshotDefinitionSchema),
  policies: z.array(
    z.object({
      id: z.string().max(40),
      name: z.string().max(120),
      version: z.int().min(1),
      text: z.string().max(524_288),
      /** Absent: the text says whether it is the organisation's or a group's. */
      level: z.literal('platform').optional(),
    }),
  ),
  /** Which principals hold a grant at which servers; the grants themselves stay with the api. Absent: none. */
  grants: z
    .array(z.object({ id: z.string().max(40), principalId: z.string().max(40), serverId: z.string().max(40) }))
    .optional(),
  /** Absent: every detector as it ships. */
  inspection: inspectionSettingsSchema.optional(),
  /** Behaviour that gateways are to forget, of the last hours; what is older is forgotten anyway. Absent: none. */
  behaviour: z
    .object({
      resets: z
        .array(z.object({ principalId: z.string().max(40), client: z.string().max(64).nullable(), at: z.int().min(0) }))
        .max(256),
    })
    .optional(),
  settings: z.object({
    /** Keep masked arguments in records. */
    keepArguments: z.boolean(),
    /** What to do with a definition that changed since it was pinned: `deny` lets {@link MILD_CHANGES} pass. */
    driftedDefinitions: z.enum(['allow', 'deny']),
  }),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** A snapshot as it travels: the exact bytes that were signed, and an Ed25519 signature over them. */
export const signedSnapshotSchema = z.object({
  /** The snapshot in RFC 8785 canonical JSON. */
  payload: z.string().max(64 * 1024 * 1024),
  keyId: z.string().max(64),
  /** base64url. */
  signature: z.string().max(128),
});
export type SignedSnapshot = z.infer<typeof signedSnapshotSchema>;

/** Tokens of service accounts look like this; the secret part carries 256 bits. */
export const SERVICE_TOKEN_PATTERN = /^sp_sa_[A-Za-z0-9_-]{43}$/;
