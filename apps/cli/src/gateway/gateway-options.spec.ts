import { describe, expect, it } from 'vitest';
import { type GatewayCommandOptions, readGatewayOptions } from './gateway-options.js';

const read = (...argv: string[]): GatewayCommandOptions => {
  const request = readGatewayOptions(argv);
  if (request.wants !== 'gateway') throw new Error('asked for something else');
  return request.options;
};
const URL_ARGS = ['--upstream', 'https://mcp.example.com/mcp'];

describe('the upstream', () => {
  it('is an address or a command, however the command is introduced', () => {
    expect(read(...URL_ARGS).upstream).toEqual({ kind: 'url', url: new URL('https://mcp.example.com/mcp') });
    const command = { kind: 'command', command: 'npx', args: ['-y', 'server', '--port'] };
    expect(read('--', 'npx', '-y', 'server', '--port').upstream).toEqual(command);
    expect(read('--upstream', '--', 'npx', '-y', 'server', '--port').upstream).toEqual(command);
  });

  it.each([
    [[], 'The upstream is missing'],
    [['--'], 'The upstream is missing'],
    [[...URL_ARGS, '--', 'npx'], 'Two upstreams are given'],
    [['--upstream', 'ftp://example.com'], 'is not an http or https address'],
    [['--upstream', 'https://ada:pw@example.com/mcp'], 'Leave user name and password out'],
    [['https://example.com'], 'is not expected here'],
  ])('%j is an error', (argv, sentence) => {
    expect(() => read(...argv)).toThrow(sentence);
  });
});

describe('--listen', () => {
  it.each([
    ['4800', '127.0.0.1', 4800],
    ['0', '127.0.0.1', 0],
    ['0.0.0.0:1', '0.0.0.0', 1],
    ['localhost:65535', 'localhost', 65_535],
    ['[::1]:4700', '::1', 4700],
  ])('%s is %s and %d', (text, host, port) => {
    expect(read('--listen', text, ...URL_ARGS)).toMatchObject({ host, port });
  });

  it.each(['', 'here', ':80', '1.2.3.4', '::1:80', '127.0.0.1:65536', '[zz]:1'])('%j is an error', (text) => {
    expect(() => read(`--listen=${text}`, ...URL_ARGS)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('--no-auth', () => {
  it.each(['127.0.0.1:1', '127.9.9.9:1', 'localhost:1', '[::1]:1', '4700'])('is taken on %s', (text) => {
    expect(read('--no-auth', '--listen', text, ...URL_ARGS).auth).toBe(false);
  });

  it.each(['0.0.0.0:1', '[::]:1', '10.0.0.1:1', 'localhost.example.com:1', '127.0.0.1.example.com:1'])(
    'is refused on %s, where others can call',
    (text) => {
      expect(() => read('--no-auth', '--listen', text, ...URL_ARGS)).toThrow('for this machine only');
    },
  );

  it('asks for a token unless it is given', () => {
    expect(read(...URL_ARGS).auth).toBe(true);
    expect(() => read('--no-auth', '--token-file', 'x', ...URL_ARGS)).toThrow('exclude each other');
  });
});
