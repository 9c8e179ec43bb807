// What a gateway in front of the bench's server is started with, and the api that stands in for its own.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {{ id: string, folder: string, token: string, ports: { gateway: number, control: number, upstream: number } }} options
 * token: the client's; folder: exists, and is the gateway's to write to
 */
export function environmentsOf({ id, folder, token, ports }) {
  const keys = generateKeyPairSync('ed25519');
  const launchers = path.join(folder, 'launchers.json');
  writeFileSync(launchers, '{}');
  const control = {
    PORT: String(ports.control),
    UPSTREAM_PORT: String(ports.upstream),
    TOKEN: token,
    SIGNING_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
  const gateway = {
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_PORT: String(ports.gateway),
    GATEWAY_ID: id,
    GATEWAY_TOKEN: `sp_gw_${randomBytes(32).toString('base64url')}`,
    API_URL: `http://127.0.0.1:${ports.control}`,
    CONSOLE_URL: 'http://127.0.0.1:1',
    SNAPSHOT_PUBLIC_KEY: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    GATEWAY_SESSION_KEY: randomBytes(32).toString('base64'),
    GATEWAY_DATA_DIR: path.join(folder, 'gateway'),
    GATEWAY_LAUNCHERS: launchers,
    GATEWAY_ALLOWED_HOSTS: `127.0.0.1:${ports.gateway}`,
    GATEWAY_ALLOWED_ORIGINS: '',
    GATEWAY_UPSTREAM_ALLOW: `127.0.0.1:${ports.upstream}`,
  };
  return { control, gateway };
}
