import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { DatabaseUrls } from '@sallyport/testkit';
import { AUDIENCE } from './identity-provider.js';

/** A complete environment for the built processes. */
export const environmentOf = (urls: DatabaseUrls, issuer: string): Record<string, string> => ({
  DATABASE_URL: urls.appUrl,
  PLATFORM_DATABASE_URL: urls.platformUrl,
  QUEUE_DATABASE_URL: urls.queueUrl,
  DATABASE_POOL_MAX: '4',
  SNAPSHOT_SIGNING_KEY: generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64'),
  DATA_KEY: randomBytes(32).toString('base64'),
  API_PUBLIC_URL: 'https://api.test',
  CONSOLE_URL: 'http://console.test',
  GATEWAY_PUBLIC_URL: 'http://gateway.test',
  OIDC_ISSUER: issuer,
  OIDC_AUDIENCE: AUDIENCE,
  LOG_LEVEL: 'info',
});
