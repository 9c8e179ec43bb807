import { describe, expect, it } from 'vitest';
import { toolCall } from '../../test-support/inputs.js';
import { compileCondition } from '../condition.js';
import { Fault } from '../fault.js';
import { Run } from '../run.js';
import { rangeOfUrl } from './url-range.js';

const verdictOf = (condition: string, args: unknown): boolean | string => {
  const result = compileCondition(condition);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  const verdict = result.condition.evaluate(new Run(toolCall({ args, address: '10.1.2.3' })));
  return verdict instanceof Fault ? verdict.message : verdict;
};

// Whoever writes an address in a way that a rule does not read, and a client does, gets past the rule.
describe('urlRange', () => {
  it.each([
    ['https://example.com/x', 'name'],
    ['https://10.example.com', 'name'],
    ['https://8.8.8.8', 'public'],
    ['https://[2606:4700::1111]/', 'public'],
    ['http://127.0.0.1', 'loopback'],
    ['http://127.0.0.1.:80/', 'loopback'],
    ['http://2130706433/', 'loopback'],
    ['http://0x7f000001/', 'loopback'],
    ['http://0177.0.0.1/', 'loopback'],
    ['http://127.1/', 'loopback'],
    ['http://①②⑦.⓪.⓪.①/', 'loopback'],
    ['http://%31%32%37.0.0.1/', 'loopback'],
    ['http://user@127.0.0.1:8080/', 'loopback'],
    ['http:\\\\127.0.0.1\\x', 'loopback'],
    ['http://0/', 'loopback'],
    ['http://localhost:3000', 'loopback'],
    ['http://api.localhost./', 'loopback'],
    ['http://[::1]/', 'loopback'],
    ['http://[::]/', 'loopback'],
    ['http://[::ffff:127.0.0.1]/', 'loopback'],
    ['http://[::ffff:7f00:1]/', 'loopback'],
    ['http://[::127.0.0.1]/', 'loopback'],
    ['http://[64:ff9b::a00:1]/', 'private'],
    ['http://[2002:7f00:1::]/', 'loopback'],
    ['redis://0x7f.1:6379', 'loopback'],
    ['gopher://127.1/', 'loopback'],
    ['http://10.0.0.1', 'private'],
    ['http://172.31.255.255', 'private'],
    ['http://172.32.0.1', 'public'],
    ['http://192.168.1.1', 'private'],
    ['http://100.64.0.1', 'private'],
    ['http://[fd12::1]', 'private'],
    ['http://169.254.1.1', 'link-local'],
    ['http://[fe80::1]', 'link-local'],
    ['http://169.254.169.254/latest/meta-data', 'metadata'],
    ['http://2852039166/', 'metadata'],
    ['http://[::ffff:169.254.169.254]/', 'metadata'],
    ['http://[fd00:ec2::254]/', 'metadata'],
    ['http://metadata.google.internal/', 'metadata'],
    ['http://100.100.100.200/', 'metadata'],
    ['http://224.0.0.1', 'reserved'],
    ['http://255.255.255.255', 'reserved'],
    ['http://192.0.2.1', 'reserved'],
    ['http://[2001:db8::1]', 'reserved'],
    ['http://[ff02::1]', 'reserved'],
    ['http://0.1.2.3', 'reserved'],
    ['', 'invalid'],
    ['127.0.0.1', 'invalid'],
    ['file:///etc/passwd', 'invalid'],
    ['mailto:a@b.example', 'invalid'],
    ['http://256.1.1.1/', 'invalid'],
    [`http://a.example/${'x'.repeat(9000)}`, 'invalid'],
  ])('%s is %s', (url, range) => {
    expect(rangeOfUrl(url)).toBe(range);
  });

  it('is compared with its own answers only', () => {
    const result = compileCondition('urlRange(args.url) == "privat"');
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      'this is never "privat"; did you mean "private"? ("public", "private", "loopback", "link-local", "metadata", "reserved", "name", "invalid")',
    ]);
  });
});

describe('inCidr', () => {
  it.each([
    ['inCidr(address, "10.0.0.0/8")', true],
    ['inCidr(address, "10.1.2.3/32")', true],
    ['inCidr(address, "192.168.0.0/16")', false],
    ['inCidr(address, "::/0")', false],
    ['inCidr(args.mapped, "10.0.0.0/8")', true],
    ['inCidr(args.six, "fd00::/8")', true],
    ['inCidr(args.none, "0.0.0.0/0")', false],
    ['inCidr(args.name, "0.0.0.0/0")', 'inCidr() needs an IP address'],
    ['inCidr(args.list, "0.0.0.0/0")', 'inCidr() does not take list'],
  ])('%s is %s', (condition, expected) => {
    expect(
      verdictOf(condition, { mapped: '::ffff:10.0.0.1', six: 'fd00::1', none: '', name: 'example.com', list: [] }),
    ).toBe(expected);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'x/8', '10.0.0.0/'])(
    'refuses %s when the rule is saved',
    (block) => {
      const result = compileCondition(`inCidr(address, "${block}")`);
      expect(result.ok ? '' : result.problems[0]?.message).toBe(
        `"${block}" is no network; write it as "10.0.0.0/8" or "fd00::/8"`,
      );
    },
  );
});

describe('emailDomain', () => {
  it.each([
    ['ada@Acme.Example', true],
    ['Ada Okafor <ada@acme.example>', true],
    [' ada@acme.example. ', true],
    ['ada+tag@acme.example', true],
    ['ada@other.example', false],
    ['ada@acme.example@evil.example', 'emailDomain() needs one e-mail address'],
    ['ada@acme.example, eve@evil.example', 'emailDomain() needs one e-mail address'],
    ['<ada@acme.example> <eve@evil.example>', 'emailDomain() needs one e-mail address'],
    ['eve@evil.example <ada@acme.example>', true],
    ['acme.example', 'emailDomain() needs one e-mail address'],
    ['ada@acme.example/x', 'emailDomain() needs one e-mail address'],
    ['', 'emailDomain() needs one e-mail address'],
  ])('%s is %s', (to, expected) => {
    expect(verdictOf('emailDomain(args.to) == "acme.example"', { to })).toBe(expected);
  });

  it('writes names of other scripts as a mail server would', () => {
    expect(verdictOf('emailDomain(args.to) == "xn--mnchen-3ya.example"', { to: 'a@münchen.example' })).toBe(true);
  });
});
