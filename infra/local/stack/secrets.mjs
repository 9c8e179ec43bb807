// Keys and passwords of one machine: made at the first start, kept in one private file, never a default.
import { generateKeyPairSync, randomBytes, randomInt, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './plain-error.mjs';

const WORDS =
  'amber anchor birch cedar cobalt comet coral delta ember falcon fjord garnet harbor hazel indigo juniper lagoon lantern maple meadow nimbus onyx opal orchid pebble pine quartz raven river saffron sierra spruce summit tidal topaz umber velvet willow'.split(
    ' ',
  );

/** People of the demo organisations; `sub` is stable so that memberships survive a reset of the provider. */
export const DEMO_PEOPLE = [
  { sub: 'demo-ada', email: 'ada@acme.example', name: 'Ada Okafor', groups: ['security', 'engineering'] },
  { sub: 'demo-sam', email: 'sam@acme.example', name: 'Sam Lindqvist', groups: ['security'] },
  { sub: 'demo-dana', email: 'dana@acme.example', name: 'Dana Reyes', groups: ['engineering'] },
  { sub: 'demo-noor', email: 'noor@acme.example', name: 'Noor Haddad', groups: ['audit'] },
  { sub: 'demo-gil', email: 'gil@globex.example', name: 'Gil Moreau', groups: [] },
];

/**
 * @param {string} dataDir
 * @returns {ReturnType<typeof makeSecrets>}
 */
export function loadSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(makeSecrets(), null, 2), { mode: 0o600 });
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new PlainError(
      `${file} cannot be read as JSON: restore it from a backup, or run "npm run reset" to begin anew.`,
      { cause },
    );
  }
}

/** Writes what the bundled identity provider reads: people with hashed passwords, and its signing key. */
export function writeIdentityFiles(dataDir, secrets) {
  const dir = path.join(dataDir, 'idp');
  mkdirSync(dir, { recursive: true });
  const people = DEMO_PEOPLE.map((person) => ({ ...person, ...hashPassword(secrets.demoPassword) }));
  writeFileSync(path.join(dir, 'users.json'), JSON.stringify(people, null, 2), { mode: 0o600 });
  writeFileSync(path.join(dir, 'jwks.json'), JSON.stringify({ keys: [secrets.idpSigningKey] }), { mode: 0o600 });
  return dir;
}

function makeSecrets() {
  const key = () => randomBytes(32).toString('base64');
  const word = () => WORDS[randomInt(WORDS.length)];
  const snapshotKeys = generateKeyPairSync('ed25519');
  const idpKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    databasePasswords: {
      app: randomBytes(18).toString('hex'),
      platform: randomBytes(18).toString('hex'),
      queue: randomBytes(18).toString('hex'),
    },
    snapshotSigningKey: snapshotKeys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    snapshotPublicKey: snapshotKeys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    dataKey: key(),
    sessionKey: key(),
    gatewayToken: `sp_gw_${randomBytes(32).toString('base64url')}`,
    demoToken: `sp_sa_${randomBytes(32).toString('base64url')}`,
    demoPassword: `${word()}-${word()}-${randomInt(1000, 9999)}`,
    consoleSecret: key(),
    idpClientSecret: randomBytes(24).toString('base64url'),
    idpCookieKey: key(),
    idpSigningKey: {
      ...idpKeys.privateKey.export({ format: 'jwk' }),
      use: 'sig',
      alg: 'RS256',
      kid: randomBytes(6).toString('hex'),
    },
  };
}

function hashPassword(password) {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: scryptSync(password, salt, 32).toString('hex') };
}
