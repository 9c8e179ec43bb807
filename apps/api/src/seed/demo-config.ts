import { gatewayIdSchema, SERVICE_TOKEN_PATTERN } from '@sallyport/contracts';
import { envHttpUrl, envInteger, secret } from '@sallyport/service-kit';
import { z } from 'zod';
import { workerConfigSchema } from '../config.js';

const TOKEN_CHARS_MIN = 32;

/** What the demo scenario reads beside the configuration of the api itself. */
export const demoConfigSchema = workerConfigSchema.extend({
  DEMO_EVERYTHING_URL: envHttpUrl().describe('MCP endpoint of server-everything'),
  /** Made once; more the next time does not add any. */
  DEMO_TRAFFIC: z
    .string()
    .default('0')
    .pipe(envInteger({ min: 0, max: 5000 }))
    .describe('recorded calls of the last days'),
  DEMO_FILES_DIR: z.string().min(1).max(1024).describe('folder the file server may read'),
  /** Stays the same over restarts when given; a fresh one is issued otherwise. */
  DEMO_TOKEN: z
    .string()
    .regex(SERVICE_TOKEN_PATTERN, 'has to look like sp_sa_ and 43 characters of base64url')
    .pipe(secret())
    .optional(),
  GATEWAY_ID: gatewayIdSchema.describe('id of the gateway that serves the demo'),
  GATEWAY_TOKEN: secret({ lengthMin: TOKEN_CHARS_MIN }).describe('token of that gateway'),
});
export type DemoConfig = z.output<typeof demoConfigSchema>;
