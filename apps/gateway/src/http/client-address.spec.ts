import { describe, expect, it } from 'vitest';
import { ClientAddresses, isNetwork } from './client-address.js';

describe('ClientAddresses', () => {
  const behind = new ClientAddresses(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

  it.each([
    ['203.0.113.9', null, '203.0.113.9'],
    ['::ffff:203.0.113.9', null, '203.0.113.9'],
    ['fe80::1%eth0', null, 'fe80::1'],
    ['2001:DB8::1', null, '2001:db8::1'],
    [undefined, null, null],
    [undefined, '203.0.113.9', null],
    // A stranger may say what it likes.
    ['203.0.113.9', '10.1.1.1', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['fd00::1', '2001:db8::5', '2001:db8::5'],
    // From the nearest on: what a client put in front is not looked at.
    ['10.0.0.1', '198.51.100.1, 203.0.113.9, 192.0.2.7', '203.0.113.9'],
    ['10.0.0.1', '10.9.9.9,10.0.0.2', '10.9.9.9'],
    // What cannot be read ends the way back, at the last address one of ours vouched for.
    ['10.0.0.1', 'unknown, 192.0.2.7', '192.0.2.7'],
    ['10.0.0.1', '', '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9:4711', '10.0.0.1'],
    ['10.0.0.1', `203.0.113.9, ${'10.0.0.2, '.repeat(40)}10.0.0.3`, '10.0.0.2'],
  ])('from %s with "%s" it is %s', (remote, forwarded, expected) => {
    expect(behind.of(remote, forwarded)).toBe(expected);
  });

  it('believes nobody when no proxy is named', () => {
    expect(new ClientAddresses([]).of('10.0.0.1', '203.0.113.9')).toBe('10.0.0.1');
  });

  it.each(['example.com', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/8/8', '', '10.0.0', '::/129'])('refuses %s', (text) => {
    expect(isNetwork(text)).toBe(false);
    expect(() => new ClientAddresses([text])).toThrow();
  });
});
