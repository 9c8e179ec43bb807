import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { createKeySet, KeysUnavailableError } from './key-set.js';

const ISSUER = 'https://idp.test';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const jwkOf = async (kid: string): Promise<JWK> => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
};

const start = async (...kids: string[]) => {
  const state = { now: 0, down: false, fetches: 0, keys: await Promise.all(kids.map(jwkOf)), issuer: ISSUER };
  const findKey = createKeySet(ISSUER, {
    now: () => state.now,
    fetchJson: async (url) => {
      if (state.down) throw new Error('down');
      if (!url.endsWith('/jwks')) return { issuer: state.issuer, jwks_uri: `${ISSUER}/jwks` };
      state.fetches += 1;
      return { keys: state.keys };
    },
  });
  const find = (kid: string) => findKey({ alg: 'ES256', kid }, { payload: '', signature: '' });
  return { state, find };
};

describe('createKeySet', () => {
  it('fetches once for many tokens and anew after ten minutes', async () => {
    const { state, find } = await start('a');
    await Promise.all([find('a'), find('a'), find('a')]);
    expect(state.fetches).toBe(1);
    state.now = 11 * MINUTE;
    await find('a');
    expect(state.fetches).toBe(2);
  });

  it('finds a rotated key without waiting for the ten minutes', async () => {
    const { state, find } = await start('a');
    await find('a');
    state.now = MINUTE;
    state.keys = [await jwkOf('b')];
    await expect(find('b')).resolves.toBeDefined();
  });

  it('does not ask for every forged key id', async () => {
    const { state, find } = await start('a');
    await find('a');
    state.now = MINUTE;
    for (let i = 0; i < 50; i += 1) await expect(find(`forged-${i}`)).rejects.toThrow();
    expect(state.fetches).toBe(2);
  });

  it('keeps using its keys for 24 hours when the issuer does not answer, and not longer', async () => {
    const { state, find } = await start('a');
    await find('a');
    state.down = true;
    state.now = 23 * HOUR;
    await expect(find('a')).resolves.toBeDefined();
    state.now = 25 * HOUR;
    await expect(find('a')).rejects.toBeInstanceOf(KeysUnavailableError);
    state.down = false;
    state.now += MINUTE;
    await expect(find('a')).resolves.toBeDefined();
  });

  it('has no keys before the issuer answered once', async () => {
    const { state, find } = await start('a');
    state.down = true;
    await expect(find('a')).rejects.toBeInstanceOf(KeysUnavailableError);
  });

  it('refuses a discovery document that names another issuer', async () => {
    const { state, find } = await start('a');
    state.issuer = 'https://evil.test';
    await expect(find('a')).rejects.toBeInstanceOf(KeysUnavailableError);
  });
});
