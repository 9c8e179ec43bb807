import { z } from 'zod';
import { digestSchema } from './ids.js';
import { recordSchema } from './record.js';
import { DEFINITION_KINDS, signedSnapshotSchema } from './snapshot.js';

/** Name of a gateway instance, chosen by its operator; stable over restarts. */
export const gatewayIdSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/);

/** `GET /gateway/v1/snapshots`: the newest version of every organisation this gateway serves. */
export const snapshotIndexSchema = z.object({
  snapshots: z
    .array(z.object({ orgId: z.string().max(40), orgSlug: z.string().max(48), version: z.int().min(1) }))
    .max(100_000),
});

/** Event of `GET /gateway/v1/snapshots/stream` (SSE, event name `snapshot`): fetch this version now. */
export const snapshotEventSchema = z.object({ orgId: z.string().max(40), version: z.int().min(1) });

/** `GET /gateway/v1/orgs/{orgId}/snapshot`. */
export const snapshotResponseSchema = signedSnapshotSchema;

/** Most records of one batch. */
export const INGEST_BATCH_MAX = 1000;

/**
 * `POST /gateway/v1/records`. Sequences are gapless per (gatewayId, epoch) and start at 1. The api stores what it has not
 * seen, ignores what it has, and answers the highest sequence up to which it holds everything.
 */
export const ingestRequestSchema = z.object({
  gatewayId: gatewayIdSchema,
  /** Boot of the spool: milliseconds since the epoch when it was created. */
  epoch: z.int().min(1),
  records: z
    .array(z.object({ sequence: z.int().min(1), record: recordSchema }))
    .min(1)
    .max(INGEST_BATCH_MAX),
});
export type IngestRequest = z.infer<typeof ingestRequestSchema>;

export const ingestResponseSchema = z.object({ acknowledged: z.int().min(0) });

/** `POST /gateway/v1/definitions`: the complete list of one kind as one server gave it. */
export const definitionsReportSchema = z.object({
  gatewayId: gatewayIdSchema,
  orgId: z.string().max(40),
  serverId: z.string().max(40),
  kind: z.enum(DEFINITION_KINDS),
  observedAt: z.int().min(0),
  definitions: z
    .array(
      z.object({
        name: z.string().min(1).max(1024),
        body: z.record(z.string(), z.unknown()),
        findings: z.array(z.unknown()).max(50),
      }),
    )
    .max(5000),
});
export type DefinitionsReport = z.infer<typeof definitionsReportSchema>;

/**
 * `POST /gateway/v1/credentials`: the access token of one principal at one server, or what the server said when it refused
 * one. A null principal is the gateway itself, which has no grant and only reports.
 */
export const credentialRequestSchema = z.object({
  gatewayId: gatewayIdSchema,
  orgId: z.string().max(40),
  serverId: z.string().max(40),
  /** Address the token would be sent to; a grant is good for the address it was given for and for no other. */
  serverUrl: z.string().max(2048),
  principalId: z.string().max(40).nullable(),
  refused: z
    .object({
      status: z.union([z.literal(401), z.literal(403)]),
      /** `WWW-Authenticate` of the refusal. */
      challenge: z.string().max(8192).nullable(),
      /** SHA-256 of the token that was refused; null when none was sent. */
      tokenDigest: digestSchema.nullable(),
    })
    .nullable(),
});
export type CredentialRequest = z.infer<typeof credentialRequestSchema>;

export const credentialAnswerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('granted'),
    grantId: z.string().max(40),
    accessToken: z.string().max(16_384),
    /** Milliseconds since the epoch; null when the authorization server did not say. */
    expiresAt: z.int().min(0).nullable(),
  }),
  z.object({
    state: z.literal('authorization_required'),
    /** Console page where a person connects the server. */
    url: z.string().max(2048),
  }),
]);
export type CredentialAnswer = z.infer<typeof credentialAnswerSchema>;

/** Why a gateway does not take a snapshot. */
export const SNAPSHOT_REFUSALS = [
  'malformed',
  'signature_invalid',
  'foreign_org',
  'version_stale',
  'not_compiled',
] as const;
export type SnapshotRefusal = (typeof SNAPSHOT_REFUSALS)[number];

/** `POST /gateway/v1/heartbeat`, every 5 s. */
export const heartbeatSchema = z.object({
  gatewayId: gatewayIdSchema,
  version: z.string().max(40),
  startedAt: z.int().min(0),
  snapshots: z.array(z.object({ orgId: z.string().max(40), version: z.int().min(0) })).max(100_000),
  /** Organisations whose newest snapshot was refused; what was in force before still is. */
  refusedSnapshots: z
    .array(z.object({ orgId: z.string().max(40), version: z.int().min(0), reason: z.enum(SNAPSHOT_REFUSALS) }))
    .max(100_000)
    .optional(),
  spool: z.object({
    epoch: z.int().min(0),
    lastSequence: z.int().min(0),
    acknowledged: z.int().min(0),
    bytes: z.int().min(0),
    writable: z.boolean(),
  }),
  servers: z
    .array(
      z.object({
        orgId: z.string().max(40),
        serverId: z.string().max(40),
        state: z.enum(['unknown', 'up', 'down', 'starting']),
        detail: z.string().max(300),
        protocolVersion: z.string().max(20).nullable(),
        serverInfo: z.object({ name: z.string().max(120), version: z.string().max(60) }).nullable(),
      }),
    )
    .max(100_000),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;
