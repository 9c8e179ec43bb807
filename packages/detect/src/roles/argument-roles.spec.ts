import { describe, expect, it } from 'vitest';
import { argumentRoles, roleOf } from './argument-roles.js';
import { nameWords } from './names.js';

describe('argument roles', () => {
  it.each([
    ['path', 'x', 'path'],
    ['filePath', 'x', 'path'],
    ['file_url', 'x', 'url'],
    ['callbackUrl', 'x', 'url'],
    ['command', 'ls', 'command'],
    ['branch', 'main', 'identifier'],
    ['branchName', 'a b c d', 'identifier'],
    ['apiKey', 'x', 'secret'],
    ['sql', 'select 1', 'query'],
    ['description', 'x', 'free_text'],
    ['name', 'Quarterly report for Ada', 'free_text'],
    ['name', '$(id); echo a b', 'identifier'],
    ['x', 'https://example.org', 'url'],
    ['x', './src/index.ts', 'path'],
    ['x', 'C:\\Users\\ada', 'path'],
    ['x', 'one two three four', 'free_text'],
    ['x', 'cat a | sort', 'command'],
    ['x', 'a-42', 'identifier'],
  ] as const)('%s = %s is %s', (name, value, role) => {
    expect(roleOf(undefined, [name], value)).toBe(role);
  });

  it('trusts the schema before the name', () => {
    const schema = {
      properties: {
        file: { type: 'string', format: 'uri' },
        mode: { enum: ['a', 'b'] },
        list: { type: 'array', items: { format: 'password' } },
      },
    };
    expect(roleOf(schema, ['file'], 'x')).toBe('url');
    expect(roleOf(schema, ['mode'], 'x')).toBe('identifier');
    expect(roleOf(schema, ['list', '0'], 'x')).toBe('secret');
  });

  it('reads an argument list of a shell tool as commands', () => {
    expect(roleOf(undefined, ['args', '0'], 'x', 'run_shell')).toBe('command');
    expect(roleOf(undefined, ['args', '0'], 'x', 'list_items')).toBe('identifier');
  });

  it('names every string leaf by its pointer', () => {
    expect(argumentRoles(undefined, { path: 'a', deep: { 'url/x': 'b', ids: ['c'] }, count: 3 })).toEqual(
      new Map([
        ['/path', 'path'],
        ['/deep/url~1x', 'url'],
        ['/deep/ids/0', 'identifier'],
      ]),
    );
  });

  it('is not led astray by a hostile schema', () => {
    expect(roleOf({ properties: null, items: 5 }, ['a', 'b'], 'x')).toBe('identifier');
    expect(roleOf({ properties: {} }, ['__proto__'], 'x')).toBe('identifier');
  });

  it('splits names into words', () => {
    expect(nameWords('contentsOfSSHKey_file2')).toEqual(['contents', 'of', 'ssh', 'key', 'file']);
  });
});
