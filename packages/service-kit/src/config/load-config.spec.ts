import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { secret } from '../secret.js';
import { envBoolean, envHttpUrl, envInteger, envList, envPort } from './env-types.js';
import { ConfigError, loadConfig } from './load-config.js';

const schema = z.object({
  API_PORT: envPort().default(4601),
  API_URL: envHttpUrl().describe('base URL of the api, such as http://localhost:4601'),
  DATA_KEY: secret({ bytes: 32 }),
  VERBOSE: envBoolean().default(false),
  RETENTION_DAYS: envInteger({ min: 1, max: 3650 }).optional(),
  HOSTS: envList(),
});

const valid = { API_URL: 'https://api.example/base/', DATA_KEY: randomBytes(32).toString('base64') };

const problemsOf = (env: Record<string, string>): ConfigError => {
  try {
    loadConfig(schema, env);
  } catch (err) {
    if (err instanceof ConfigError) return err;
    throw err;
  }
  throw new Error('the configuration was accepted');
};

describe('loadConfig', () => {
  it('gives typed settings, with defaults for what is absent or empty', () => {
    const config = loadConfig(schema, { ...valid, API_PORT: '', VERBOSE: 'true', HOSTS: ' a, ,b ', UNKNOWN: 'x' });
    expect(config).toMatchObject({ API_PORT: 4601, API_URL: 'https://api.example/base', VERBOSE: true });
    expect(config.HOSTS).toEqual(['a', 'b']);
    expect(config.RETENTION_DAYS).toBeUndefined();
    expect(loadConfig(schema, valid).HOSTS).toEqual([]);
  });

  it('reports every problem at once, in words a person can act on', () => {
    const err = problemsOf({ API_PORT: '70000', VERBOSE: 'yes', RETENTION_DAYS: '1.5', DATA_KEY: 'c2hvcnQ=' });
    expect(err.problems.map(({ key }) => key).sort()).toEqual([
      'API_PORT',
      'API_URL',
      'DATA_KEY',
      'RETENTION_DAYS',
      'VERBOSE',
    ]);
    expect(err.message).toContain('Cannot start: 5 settings need attention.');
    expect(err.message).toContain('  API_PORT has to be a whole number from 0 to 65535');
    expect(err.message).toContain('  API_URL is missing: base URL of the api');
    expect(err.message).toContain('  VERBOSE has to be true or false');
    expect(err.message).toContain('openssl rand -base64 32');
  });

  it('never repeats the value of a variable, which may be a secret in the wrong place', () => {
    const err = problemsOf({
      ...valid,
      API_URL: 'hunter2',
      DATA_KEY: 'hunter3',
      VERBOSE: 'hunter4',
      API_PORT: 'hunter5',
    });
    expect(`${err.message} ${JSON.stringify(err.problems)}`).not.toMatch(/hunter/);
  });

  it.each(['0', '1', 'no', 'TRUE', 'False', ' true'])('refuses %j as a boolean', (text) => {
    expect(problemsOf({ ...valid, VERBOSE: text }).problems).toEqual([
      { key: 'VERBOSE', message: 'has to be true or false' },
    ]);
  });

  it.each(['', ' ', '12abc', '0x10', '1e3', '99999999999999999999'])('refuses %j as a whole number', (text) => {
    const env = { ...valid, RETENTION_DAYS: text };
    if (text === '') expect(loadConfig(schema, env).RETENTION_DAYS).toBeUndefined();
    else expect(problemsOf(env).problems[0]?.key).toBe('RETENTION_DAYS');
  });
});
