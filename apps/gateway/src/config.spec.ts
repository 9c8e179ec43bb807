import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, loadConfig } from '@sallyport/service-kit';
import { describe, expect, it } from 'vitest';
import { gatewayConfigSchema } from './config.js';

const SETTINGS: Readonly<Record<string, string>> = {
  GATEWAY_ID: 'gw-test',
  GATEWAY_TOKEN: `sp_gw_${randomBytes(32).toString('base64url')}`,
  API_URL: 'http://127.0.0.1:1',
  CONSOLE_URL: 'http://127.0.0.1:2',
  SNAPSHOT_PUBLIC_KEY: randomBytes(44).toString('base64'),
  GATEWAY_SESSION_KEY: randomBytes(32).toString('base64'),
  GATEWAY_DATA_DIR: '/var/lib/sallyport',
};

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(gatewayConfigSchema, { ...SETTINGS, ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ key }) => key);
    throw error;
  }
};

it('T-BIND: listens to this machine only unless told otherwise, to no browser, and dials no private network', () => {
  expect(loadConfig(gatewayConfigSchema, SETTINGS)).toMatchObject({
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_ALLOWED_HOSTS: [],
    GATEWAY_ALLOWED_ORIGINS: [],
    GATEWAY_UPSTREAM_ALLOW: [],
    GATEWAY_TRUSTED_PROXIES: [],
  });
});

it('believes proxies it can tell by their address only', () => {
  expect(problemsOf({ GATEWAY_TRUSTED_PROXIES: '10.0.0.0/8,fd00::1' })).toEqual([]);
  expect(problemsOf({ GATEWAY_TRUSTED_PROXIES: '10.0.0.0/8,proxy.example.com' })).toEqual(['GATEWAY_TRUSTED_PROXIES']);
});

describe('T-DEFAULTS: the gateway does not start', () => {
  it.each(['GATEWAY_TOKEN', 'GATEWAY_SESSION_KEY', 'SNAPSHOT_PUBLIC_KEY'])('without %s', (key) => {
    expect(problemsOf({ [key]: '' })).toEqual([key]);
  });

  it.each([
    ['a short token', { GATEWAY_TOKEN: 'sp_gw_1f9Qw' }],
    ['a token of a sample', { GATEWAY_TOKEN: 'sp_gw_changeme_changeme_changeme_changeme_1' }],
    ['a token of one letter', { GATEWAY_TOKEN: 'x'.repeat(49) }],
    ['a short session key', { GATEWAY_SESSION_KEY: randomBytes(31).toString('base64') }],
    ['a session key of zeros', { GATEWAY_SESSION_KEY: Buffer.alloc(32).toString('base64') }],
    [
      'a session key that says what it is',
      { GATEWAY_SESSION_KEY: Buffer.from('a-secret-of-exactly-32-bytes-len').toString('base64') },
    ],
  ])('with %s', (_, env) => {
    expect(problemsOf(env)).toEqual(Object.keys(env));
  });
});

describe('T-DEFAULTS: what is shipped', () => {
  const shipped = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const SECRET = /(?:PASSWORD|SECRET|TOKEN|_KEY|DATABASE_URL)$/;

  it('as sample settings holds no value for a secret', () => {
    const given = shipped('.env.example')
      .split('\n')
      .map((line) => /^#?\s*([A-Z_]+)=(\S*)/.exec(line) ?? [])
      .filter(([, name = '']) => SECRET.test(name));
    expect(given.length).toBeGreaterThan(5);
    // The one example of a form, commented out, of a password nobody has.
    const forms = given.filter(([, , value]) => value !== '');
    expect(forms.map(([line]) => line)).toEqual([
      '# DATABASE_URL=postgresql://owner:password@127.0.0.1:5432/sallyport',
    ]);
  });

  it('as a composition takes every secret from outside, and refuses to start without', () => {
    const settings = shipped('docker-compose.yml').matchAll(/\b([A-Z_]+): *("[^"]*"|[^\s,]+)/g);
    const secrets = [...settings].filter(([, name = '']) => SECRET.test(name) && name !== 'SNAPSHOT_PUBLIC_KEY');
    expect(secrets.length).toBeGreaterThan(8);
    for (const [line, , value = ''] of secrets)
      expect(value, line).toMatch(/^"?(?:postgresql:\/\/\w+:)?\$\{[A-Z_]+:\?\}/);
  });
});
