import { describe, expect, it } from 'vitest';
import { toolCall } from '../../test-support/inputs.js';
import { compileCondition } from '../condition.js';
import { Fault, UNKNOWN } from '../fault.js';
import { Run } from '../run.js';

const args = {
  recipients: ['a', 'b', 'c'],
  one: 'a',
  none: null,
  amount: 12.5,
  whole: 3,
  text: ' 1500.50 ',
  words: 'ten',
  'odd/key': { '~': true },
  list: [{ rows: 7 }],
  version: '1.10.0-beta.2',
};

const verdictOf = (condition: string, input = toolCall({ args })): unknown => {
  const result = compileCondition(condition);
  if (!result.ok) return result.problems.map(({ message }) => message).join('; ');
  const verdict = result.condition.evaluate(new Run(input));
  if (verdict === UNKNOWN) return 'unknown';
  return verdict instanceof Fault ? verdict.message : verdict;
};

describe('values by JSON pointer', () => {
  it.each([
    ['at(args, "/list/0/rows") == 7', true],
    ['at(args, "/odd~1key/~0") == true', true],
    ['at(args, "/none") == null', true],
    ['at(args, "") == args', true],
    ['at(args, "/missing/x") == 1', 'at(): /missing/x is missing'],
    ['at(args, "/list/00/rows") == 7', 'at(): /list/00/rows is missing'],
    ['at(args, "/recipients/length") == 3', 'at(): /recipients/length is missing'],
    ['at(args, "/constructor") == 1', 'at(): /constructor is missing'],
    ['at(args, "path") == 1', '"path" is no JSON pointer; write "/field" or "/list/0/field"'],
    ['at(args, "/a~2") == 1', '"/a~2" is no JSON pointer; write "/field" or "/list/0/field"'],
    ['at(args, args.one) == 1', 'at needs this written as text, so that it can be checked now'],
    ['countAt(args, "/recipients") == 3', true],
    ['countAt(args, "/one") == 1 && countAt(args, "/list/0") == 1', true],
    ['countAt(args, "/none") == 0 && countAt(args, "/missing") == 0', true],
    ['numberAt(args, "/amount") == 12.5 && numberAt(args, "/whole") == 3', true],
    ['numberAt(args, "/text") > 1500', true],
    ['numberAt(args, "/words") > 1', 'numberAt(): /words is not a number'],
    ['numberAt(args, "/recipients") > 1', 'numberAt(): /recipients is not a number'],
    ['numberAt(args, "/none") > 1', 'numberAt(): /none is missing'],
    ['numberAt(args, "/missing") > 1', 'numberAt(): /missing is missing'],
  ])('%s is %s', (condition, expected) => {
    expect(verdictOf(condition)).toBe(expected);
  });

  it('are not known where arguments are not', () => {
    const entry = toolCall({ args: undefined });
    expect(verdictOf('countAt(args, "/recipients") > 2', entry)).toBe('unknown');
    expect(verdictOf('size(argRoles.paths) == 0', entry)).toBe('unknown');
  });
});

describe('semverAtLeast', () => {
  it.each([
    ['1.2.0', '1.2.0', true],
    ['v1.2.0', '1.2', true],
    ['1.10.0', '1.9.9', true],
    ['1.2.0-beta', '1.2.0', false],
    ['1.2.0-beta.2', '1.2.0-beta.11', false],
    ['1.2.0-beta.x', '1.2.0-beta.1', true],
    ['1.2.0-rc', '1.2.0-beta.9', true],
    ['1.2.0-beta', '1.2.0-beta.1', false],
    ['1.2.0+build.9', '1.2.0', true],
    ['2', '1.99.99', true],
    ['latest', '1.0.0', 'semverAtLeast() needs a version such as 1.2.0'],
    ['', '1.0.0', 'semverAtLeast() needs a version such as 1.2.0'],
  ])('%s at least %s: %s', (version, least, expected) => {
    const client = { name: 'cursor', version };
    expect(verdictOf(`semverAtLeast(client.version, "${least}")`, toolCall({ client }))).toBe(expected);
  });

  it('refuses what is no version when the rule is saved', () => {
    expect(verdictOf('semverAtLeast(client.version, "new")')).toBe('"new" is no version; write it as "1.2.0"');
  });
});

describe('argRoles', () => {
  const input = toolCall({
    args: { path: '/srv/a', files: ['/srv/b', 5], 'u/rl': 'https://a.example', cmd: 'ls' },
    argumentRoles: {
      '/path': 'path',
      '/files/0': 'path',
      '/files/1': 'path',
      '/u~1rl': 'url',
      '/gone': 'secret',
      '/cmd': 'command',
    },
  });

  it.each([
    ['argRoles.paths == ["/srv/a", "/srv/b"]', true],
    ['argRoles.paths.all(p, pathInside(p, "/srv"))', true],
    ['argRoles.urls.exists(u, host(u) == "a.example")', true],
    ['argRoles.commands == ["ls"] && argRoles.secrets == [] && argRoles.texts == []', true],
    ['size(argRoles.queries) + size(argRoles.identifiers) == 0', true],
    [
      'argRoles.path == []',
      'argRoles has no field "path"; did you mean "paths"? (it has paths, urls, commands, queries, identifiers, texts, secrets)',
    ],
  ])('%s is %s', (condition, expected) => {
    expect(verdictOf(condition, input)).toBe(expected);
  });
});

describe('facts about people, servers and tools', () => {
  const input = toolCall({
    principal: { id: 'p', kind: 'user', name: 'a', groups: [], role: 'developer' },
    server: { ...toolCall().server, labels: ['production', 'eu'] },
    tool: { annotations: {}, state: 'pinned', capabilities: ['read', 'send'], risk: 'high' },
    address: '10.0.0.1',
  });

  it.each([
    ['principal.role == "developer" && has(principal.role)', true],
    ['"eu" in server.labels && server.labels.exists(l, l == "production")', true],
    ['"send" in tool.capabilities && tool.risk in ["high", "critical"]', true],
    ['address == "10.0.0.1"', true],
    [
      '"sned" in tool.capabilities',
      'this is never "sned"; did you mean "send"? ("read", "write", "delete", "execute", "network", "send", "secrets")',
    ],
  ])('%s is %s', (condition, expected) => {
    expect(verdictOf(condition, input)).toBe(expected);
  });

  it('have plain values where there are none', () => {
    const { tool: _tool, ...rest } = toolCall({ address: null });
    expect(verdictOf('principal.role == "" && !has(principal.role) && address == ""', rest)).toBe(true);
    expect(verdictOf('tool.risk == "" && !has(tool.risk) && tool.capabilities == []', rest)).toBe(true);
  });
});

describe('normalPath', () => {
  it.each([
    ['a/../b%2Fc', 'b/c'],
    ['/srv//x/./y', '/srv/x/y'],
    ['C:\\Temp\\..\\x.KEY', 'c:/x.KEY'],
    ['.', '.'],
    ['/', '/'],
    ['../up', 'normalPath() cannot tell where the path leads'],
    ['~/x', 'normalPath() cannot tell where the path leads'],
  ])('%s is %s', (path, expected) => {
    const verdict = verdictOf(`normalPath(args.path) == ${JSON.stringify(expected)}`, toolCall({ args: { path } }));
    expect([true, expected]).toContain(verdict);
  });
});
