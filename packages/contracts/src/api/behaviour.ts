import { z } from 'zod';
import { orgParams, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

export const resetBehaviour = defineOperation({
  id: 'resetBehaviour',
  method: 'post',
  path: '/v1/orgs/{org}/behaviour/reset',
  summary: 'Let gateways forget what a principal did, with one client or with all',
  tag: 'Detectors',
  access: 'behaviour:reset',
  params: orgParams,
  body: z.strictObject({
    principalId: z.string().max(40),
    /** Name of the client program, as its calls tell it; null: all clients. */
    client: z.string().max(64).nullable(),
    /** For the trail. */
    reason: z.string().trim().min(3).max(500),
  }),
  success: {
    status: 200,
    schema: z.object({
      principalId: z.string().max(40),
      client: z.string().max(64).nullable(),
      resetAt: timestampSchema,
    }),
  },
  errors: ['principal.not_found'],
});
