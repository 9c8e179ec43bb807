import { z } from 'zod';
import {
  credentialAnswerSchema,
  credentialRequestSchema,
  definitionsReportSchema,
  heartbeatSchema,
  ingestRequestSchema,
  ingestResponseSchema,
  snapshotIndexSchema,
  snapshotResponseSchema,
} from '../gateway-protocol.js';
import { idSchema } from '../ids.js';
import { defineOperation } from './operation.js';

export const listSnapshots = defineOperation({
  id: 'listSnapshots',
  method: 'get',
  path: '/gateway/v1/snapshots',
  summary: 'Newest snapshot versions',
  tag: 'Gateway',
  access: 'gateway',
  success: { status: 200, schema: snapshotIndexSchema },
  errors: [],
});
export const streamSnapshots = defineOperation({
  id: 'streamSnapshots',
  method: 'get',
  path: '/gateway/v1/snapshot-stream',
  summary: 'Snapshot versions as they are published',
  tag: 'Gateway',
  access: 'gateway',
  success: { status: 200, contentType: 'text/event-stream' },
  errors: [],
});
export const getSnapshot = defineOperation({
  id: 'getSnapshot',
  method: 'get',
  path: '/gateway/v1/orgs/{orgId}/snapshot',
  summary: 'The newest signed snapshot',
  tag: 'Gateway',
  access: 'gateway',
  params: z.object({ orgId: idSchema('org') }),
  success: { status: 200, schema: snapshotResponseSchema },
  errors: ['org.not_found'],
});
export const ingestRecords = defineOperation({
  id: 'ingestRecords',
  method: 'post',
  path: '/gateway/v1/records',
  summary: 'Store a batch of records',
  tag: 'Gateway',
  access: 'gateway',
  body: ingestRequestSchema,
  success: { status: 200, schema: ingestResponseSchema },
  errors: ['ingest.sequence_gap'],
});
export const reportDefinitions = defineOperation({
  id: 'reportDefinitions',
  method: 'post',
  path: '/gateway/v1/definitions',
  summary: 'What a server offers now',
  tag: 'Gateway',
  access: 'gateway',
  body: definitionsReportSchema,
  success: { status: 204 },
  errors: ['server.not_found'],
});
export const borrowCredential = defineOperation({
  id: 'borrowCredential',
  method: 'post',
  path: '/gateway/v1/credentials',
  summary: 'Access token of a principal at a server',
  tag: 'Gateway',
  access: 'gateway',
  body: credentialRequestSchema,
  success: { status: 200, schema: credentialAnswerSchema },
  errors: ['server.not_found', 'upstream.authorization_failed'],
});
export const sendHeartbeat = defineOperation({
  id: 'sendHeartbeat',
  method: 'post',
  path: '/gateway/v1/heartbeat',
  summary: 'Health of a gateway',
  tag: 'Gateway',
  access: 'gateway',
  body: heartbeatSchema,
  success: { status: 204 },
  errors: [],
});
