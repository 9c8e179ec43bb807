import { z } from 'zod';
import { REGISTERED_SECRET_UNITS, REGISTERED_SECRETS_MAX } from '../detectors.js';
import { slugSchema } from '../ids.js';
import { orgParams, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

/** What people are shown of a registered secret; its value is nowhere, and its digest is the gateways' alone. */
export const registeredSecretViewSchema = z.object({
  name: slugSchema,
  length: z.int().min(REGISTERED_SECRET_UNITS.min).max(REGISTERED_SECRET_UNITS.max),
  registeredBy: z.string().max(120),
  registeredAt: timestampSchema,
});
export type RegisteredSecretView = z.infer<typeof registeredSecretViewSchema>;

export const listRegisteredSecrets = defineOperation({
  id: 'listRegisteredSecrets',
  method: 'get',
  path: '/v1/orgs/{org}/registered-secrets',
  summary: 'Secrets that gateways look for by their digest',
  tag: 'Detectors',
  access: 'detector:read',
  params: orgParams,
  success: {
    status: 200,
    schema: z.object({ items: z.array(registeredSecretViewSchema).max(REGISTERED_SECRETS_MAX) }),
  },
  errors: [],
});

export const registerSecret = defineOperation({
  id: 'registerSecret',
  method: 'post',
  path: '/v1/orgs/{org}/registered-secrets',
  summary: 'Register a secret, to have it found wherever it comes by',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams,
  body: z.strictObject({
    name: slugSchema,
    /** Hashed on arrival and forgotten. */
    value: z
      .string()
      .min(REGISTERED_SECRET_UNITS.min)
      .max(REGISTERED_SECRET_UNITS.max)
      .regex(/^\S+$/, 'Leave out blanks and line breaks'),
  }),
  success: { status: 201, schema: registeredSecretViewSchema },
  errors: ['registered_secret.name_taken', 'registered_secret.too_many'],
});

export const forgetSecret = defineOperation({
  id: 'forgetSecret',
  method: 'delete',
  path: '/v1/orgs/{org}/registered-secrets/{name}',
  summary: 'Look for a registered secret no longer',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams.extend({ name: slugSchema }),
  success: { status: 204 },
  errors: ['registered_secret.not_found'],
});
