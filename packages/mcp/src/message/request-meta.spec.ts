import { describe, expect, it } from 'vitest';
import { carriesRequestMeta, META_KEYS, readRequestMeta } from './request-meta.js';

const META = {
  [META_KEYS.protocolVersion]: '2026-07-28',
  [META_KEYS.clientCapabilities]: { elicitation: {} },
};

const problemOf = (meta: unknown): string => {
  const read = readRequestMeta({ _meta: meta });
  return read.ok ? '' : read.problem;
};

describe('readRequestMeta', () => {
  it('reads what a request must say', () => {
    expect(readRequestMeta({ _meta: META })).toEqual({
      ok: true,
      meta: { protocolVersion: '2026-07-28', client: null, capabilities: { elicitation: {} }, logLevel: null },
    });
  });

  it('reads what it may say, and leaves the rest alone', () => {
    const info = { name: 'Host', version: '1.0', title: 'The host', icons: [] };
    const _meta = { ...META, [META_KEYS.clientInfo]: info, [META_KEYS.logLevel]: 'warning', progressToken: 7 };
    expect(readRequestMeta({ _meta })).toMatchObject({
      ok: true,
      meta: { client: { name: 'Host', version: '1.0', title: 'The host' }, logLevel: 'warning' },
    });
  });

  it('takes a version it does not know: which to refuse is not its affair', () => {
    expect(readRequestMeta({ _meta: { ...META, [META_KEYS.protocolVersion]: '1900-01-01' } })).toMatchObject({
      ok: true,
      meta: { protocolVersion: '1900-01-01' },
    });
  });

  it.each([[undefined], [{}], [{ _meta: null }], [{ _meta: [] }], [{ _meta: 'x' }]])('refuses params %j', (params) => {
    expect(readRequestMeta(params)).toMatchObject({ ok: false, problem: expect.stringContaining('params._meta') });
  });

  it.each([undefined, null, '', 20260728, 'x'.repeat(65)])('refuses the version %j', (version) => {
    expect(problemOf({ ...META, [META_KEYS.protocolVersion]: version })).toContain(META_KEYS.protocolVersion);
  });

  it.each([undefined, null, [], 'all', true])('refuses the capabilities %j', (capabilities) => {
    expect(problemOf({ ...META, [META_KEYS.clientCapabilities]: capabilities })).toContain(
      META_KEYS.clientCapabilities,
    );
  });

  it('refuses capabilities without bound', () => {
    const capabilities = { experimental: { note: 'x'.repeat(16 * 1024) } };
    expect(problemOf({ ...META, [META_KEYS.clientCapabilities]: capabilities })).toContain('larger');
  });

  it.each([null, 'Host', {}, { name: 'Host' }, { name: 1, version: '1' }, []])('refuses the client %j', (info) => {
    expect(problemOf({ ...META, [META_KEYS.clientInfo]: info })).toContain(META_KEYS.clientInfo);
  });

  it('cuts names to what a record holds', () => {
    const info = { name: 'n'.repeat(500), version: 'v'.repeat(500), title: 't'.repeat(500) };
    const read = readRequestMeta({ _meta: { ...META, [META_KEYS.clientInfo]: info } });
    expect(read).toMatchObject({
      meta: { client: { name: 'n'.repeat(120), version: 'v'.repeat(60), title: 't'.repeat(120) } },
    });
  });

  it.each(['verbose', 'INFO', 3, {}])('refuses the log level %j', (level) => {
    expect(problemOf({ ...META, [META_KEYS.logLevel]: level })).toContain(META_KEYS.logLevel);
  });
});

describe('carriesRequestMeta', () => {
  it('tells a modern request, well formed or not, from a legacy one', () => {
    expect(carriesRequestMeta({ _meta: META })).toBe(true);
    expect(carriesRequestMeta({ _meta: { [META_KEYS.protocolVersion]: 7 } })).toBe(true);
    for (const params of [undefined, {}, { _meta: { progressToken: 1 } }, { _meta: null }]) {
      expect(carriesRequestMeta(params)).toBe(false);
    }
  });
});
