import { describe, expect, it } from 'vitest';
import { forOrg, launchCommand, loadLaunchers, parseLaunchers } from './launchers.js';

const transport = (fields: Partial<{ launcher: string; args: string[]; env: Record<string, string> }> = {}) => ({
  kind: 'stdio' as const,
  launcher: 'memory',
  args: [],
  env: {},
  ...fields,
});
const launchers = (fields: object = {}) =>
  parseLaunchers(
    JSON.stringify({ memory: { command: '/usr/bin/node', args: ['server.js'], ...fields } }),
    'launchers.json',
  );

describe('T-SPAWN: launchCommand', () => {
  it('is the operator’s command with the organisation’s arguments behind it', () => {
    expect(launchCommand(launchers({ tenantArgs: ['.*'] }), transport({ args: ['; rm -rf /', '$(id)'] }), {})).toEqual({
      command: '/usr/bin/node',
      args: ['server.js', '; rm -rf /', '$(id)'],
      env: {},
      cwd: undefined,
    });
  });

  it.each(['other', 'constructor', '__proto__', 'toString'])(
    'is refused for a launcher that is not on the list: %s',
    (launcher) => {
      expect(() => launchCommand(launchers(), transport({ launcher }), {})).toThrow(
        expect.objectContaining({ code: 'upstream.unavailable' }),
      );
    },
  );

  it('passes on only what the operator names of the gateway’s environment', () => {
    const own = { PATH: '/bin', GATEWAY_TOKEN: 'secret', HOME: undefined };
    expect(launchCommand(launchers({ passEnv: ['PATH', 'HOME'] }), transport(), own).env).toEqual({ PATH: '/bin' });
  });

  it('takes no variable of an organisation unless the operator says which', () => {
    const env = {
      PATH: '/tmp',
      NODE_OPTIONS: '--require /tmp/x',
      LD_PRELOAD: '/tmp/x.so',
      MEMORY_FILE_PATH: '/etc/passwd',
    };
    expect(launchCommand(launchers(), transport({ env }), {}).env).toEqual({});
  });

  it('takes no argument of an organisation unless the operator says which', () => {
    for (const arg of ['/', '/etc', '--eval', '']) {
      expect(() => launchCommand(launchers(), transport({ args: [arg] }), {}), arg).toThrow(
        expect.objectContaining({ detail: 'The launcher does not take these arguments' }),
      );
    }
  });

  it('gives each organisation a place of its own where the operator wrote {org}', () => {
    const own = launchers({
      args: ['server.js', '/data/{org}'],
      env: { FILE: '/data/{org}.jsonl' },
      cwd: '/run/{org}',
    });
    expect(forOrg(launchCommand(own, transport(), {}), 'org_a')).toEqual({
      command: '/usr/bin/node',
      args: ['server.js', '/data/org_a'],
      env: { FILE: '/data/org_a.jsonl' },
      cwd: '/run/org_a',
    });
  });

  it('never lets an organisation replace what the operator sets', () => {
    const set = launchers({
      env: { MEMORY_FILE_PATH: '/data/m' },
      passEnv: ['LANG'],
      tenantEnv: ['MEMORY_FILE_PATH', 'LANG', 'OTHER'],
    });
    const env = { MEMORY_FILE_PATH: '/etc/passwd', LANG: 'x', OTHER: 'y' };
    expect(launchCommand(set, transport({ env }), { LANG: 'C' }).env).toEqual({
      MEMORY_FILE_PATH: '/data/m',
      LANG: 'C',
      OTHER: 'y',
    });
  });

  it('can be closed to all but listed variables and arguments', () => {
    const closed = launchers({ tenantEnv: ['LEVEL'], tenantArgs: ['--verbose', '/data/[a-z]+'] });
    expect(
      launchCommand(closed, transport({ env: { LEVEL: '1', OTHER: 'y' }, args: ['--verbose', '/data/acme'] }), {}),
    ).toMatchObject({
      args: ['server.js', '--verbose', '/data/acme'],
      env: { LEVEL: '1' },
    });
    for (const arg of ['/data/acme/../x', 'x--verbose', '--verbose\n', '']) {
      expect(() => launchCommand(closed, transport({ args: [arg] }), {}), arg).toThrow(
        expect.objectContaining({ code: 'upstream.unavailable' }),
      );
    }
    expect(() => launchCommand(launchers({ tenantArgs: [] }), transport({ args: ['x'] }), {})).toThrow();
  });
});

describe('the file of launchers', () => {
  it('is not needed', async () => {
    expect(await loadLaunchers(undefined)).toEqual({});
  });

  it('names itself when it is missing, no JSON, or has fields nobody knows', async () => {
    await expect(loadLaunchers('/no/such/file')).rejects.toThrow('The file of launchers /no/such/file cannot be read');
    expect(() => parseLaunchers('{', 'l.json')).toThrow('The file of launchers l.json is not JSON');
    for (const text of [
      '[]',
      '{"x":{}}',
      '{"x":{"command":"y","shell":true}}',
      '{"X Y":{"command":"y"}}',
      '{"x":{"command":"y","args":"z"}}',
      '{"x":{"command":"y","tenantArgs":["("]}}',
    ]) {
      expect(() => parseLaunchers(text, 'l.json'), text).toThrow('The file of launchers l.json is not valid');
    }
  });
});
