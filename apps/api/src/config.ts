import { envHttpUrl, envInteger, envList, envPort, LOG_LEVELS, secret } from '@sallyport/service-kit';
import { z } from 'zod';

const POOL_MAX_DEFAULT = '10';

/** What the http process and the worker both read. Every key is explained in `.env.example`. */
const shared = {
  DATABASE_URL: secret().describe('connection string of the role sallyport_app'),
  PLATFORM_DATABASE_URL: secret().describe('connection string of the role sallyport_platform'),
  QUEUE_DATABASE_URL: secret().optional().describe('connection string of the role sallyport_queue'),
  REDIS_URL: secret().optional(),
  DATABASE_POOL_MAX: z
    .string()
    .default(POOL_MAX_DEFAULT)
    .pipe(envInteger({ min: 2, max: 200 })),
  SNAPSHOT_SIGNING_KEY: secret().describe('base64 of a PKCS #8 DER Ed25519 key'),
  DETECTOR_BUNDLE_KEYS: envList().describe('base64 of Ed25519 public keys, SPKI DER, comma separated'),
  DATA_KEY: secret({ bytes: 32 }).describe('base64 of 32 random bytes'),
  API_PUBLIC_URL: envHttpUrl().describe('where browsers and authorization servers reach the api'),
  API_UPSTREAM_ALLOW: envList().describe('host:port of private authorization servers, comma separated'),
  CONSOLE_URL: envHttpUrl().describe('base URL of the console'),
  GATEWAY_PUBLIC_URL: envHttpUrl().describe('where MCP clients reach the gateway'),
  OIDC_ISSUER: envHttpUrl().describe('issuer of the identity provider'),
  OIDC_AUDIENCE: z.string().min(1).max(255).describe('audience of access tokens for this api'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
};

const HOST_DEFAULT = '127.0.0.1';

export const workerConfigSchema = z.object(shared);
export const httpConfigSchema = z.object({
  ...shared,
  API_HOST: z.string().min(1).max(255).default(HOST_DEFAULT),
  API_PORT: envPort().describe('TCP port to listen on'),
});

export type SharedConfig = z.output<typeof workerConfigSchema>;
export type HttpConfig = z.output<typeof httpConfigSchema>;
