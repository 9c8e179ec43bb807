import { gatewayIdSchema } from '@sallyport/contracts';
import { envHttpUrl, envList, envPort, LOG_LEVELS, secret } from '@sallyport/service-kit';
import { z } from 'zod';
import { isNetwork } from './http/client-address.js';

/** The gateway's static settings; what changes while it runs arrives as snapshots. */
export const gatewayConfigSchema = z.object({
  GATEWAY_HOST: z.string().min(1).max(255).default('127.0.0.1').describe('address to listen on'),
  GATEWAY_PORT: envPort().default(4602).describe('TCP port to listen on'),
  GATEWAY_ID: gatewayIdSchema.describe('name of this instance, the same after every restart'),
  REDIS_URL: secret()
    .optional()
    .describe('Redis over which replicas work as one; without it every replica serves only what began on it'),
  GATEWAY_TOKEN: secret({ lengthMin: 32 }).describe('token this gateway shows the api'),
  API_URL: envHttpUrl().describe('base URL of the api'),
  CONSOLE_URL: envHttpUrl().describe('base URL of the console; denied callers get links to it'),
  SNAPSHOT_PUBLIC_KEY: z
    .base64()
    .min(40)
    .max(256)
    .describe('public key of snapshot signatures, base64 of its SPKI DER form'),
  GATEWAY_SESSION_KEY: secret({ bytes: 32 }).describe(
    'key that seals session ids and what replicas tell each other, the same on every replica',
  ),
  GATEWAY_DATA_DIR: z.string().min(1).max(4096).describe('folder for records and the last good snapshots'),
  GATEWAY_LAUNCHERS: z
    .string()
    .max(4096)
    .optional()
    .describe('JSON file of the commands hosted stdio servers may start; without it none may'),
  GATEWAY_ALLOWED_HOSTS: envList().describe('extra Host values to accept, comma separated'),
  GATEWAY_ALLOWED_ORIGINS: envList().describe('Origins of browsers that may call, comma separated'),
  GATEWAY_UPSTREAM_ALLOW: envList().describe('host:port on private networks that may be dialled, comma separated'),
  GATEWAY_TRUSTED_PROXIES: envList()
    .refine((networks) => networks.every(isNetwork), 'addresses or networks, such as 10.0.0.0/8')
    .describe('addresses or networks of proxies whose X-Forwarded-For is believed, comma separated'),
  GATEWAY_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('how many gateways share REDIS_URL; while Redis is away each allows its share of every limit'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
