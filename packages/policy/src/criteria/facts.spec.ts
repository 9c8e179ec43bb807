import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '../decision-input.js';
import { toolCall } from '../test-support/inputs.js';
import { compileMatch } from './criteria.js';
import type { RuleMatch } from './criterion.js';

const matches = (match: RuleMatch, overrides: Partial<DecisionInput> = {}): boolean =>
  compileMatch(match).every((test) => test(toolCall(overrides)));

const tool = { annotations: {}, state: 'drifted', capabilities: [], risk: 'high' } as const;

describe('risks and states', () => {
  it('are those of the tool', () => {
    expect(matches({ risks: ['high', 'critical'] }, { tool })).toBe(true);
    expect(matches({ risks: ['low'] }, { tool })).toBe(false);
    expect(matches({ states: ['drifted'] }, { tool })).toBe(true);
    expect(matches({ states: ['pinned', 'blocked'] }, { tool })).toBe(false);
  });

  it('are not there for what is no tool, or none that is known', () => {
    const all: RuleMatch = { risks: ['low', 'medium', 'high', 'critical'] };
    expect(matches(all, { tool: undefined })).toBe(false);
    expect(matches(all, { tool, target: { kind: 'none', name: '' } })).toBe(false);
    expect(matches({ states: ['pinned', 'drifted', 'blocked'] }, { tool: undefined })).toBe(false);
  });
});

it("labels are the server's, any of them, by pattern", () => {
  const server = { ...toolCall().server, labels: ['eu', 'production-2'] };
  expect(matches({ labels: ['production-*'] }, { server })).toBe(true);
  expect(matches({ labels: ['us', 'eu'] }, { server })).toBe(true);
  expect(matches({ labels: ['production'] }, { server })).toBe(false);
  expect(matches({ labels: ['*'] })).toBe(false);
});

describe('networks', () => {
  it.each<[string, string, boolean]>([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['192.168.1.128/25', '192.168.1.127', false],
    ['192.168.1.128/25', '192.168.1.128', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['203.0.113.7/32', '203.0.113.7', true],
    ['203.0.113.7/32', '203.0.113.6', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['::/0', '2001:db8::1', true],
    ['::/0', '10.1.2.3', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['0.0.0.0/0', '010.0.0.1', false],
    ['0.0.0.0/0', '1.2.3', false],
    ['0.0.0.0/0', '256.1.1.1', false],
    ['::/0', '1::2::3', false],
    ['::/0', '1:2:3', false],
    ['::/0', 'somewhere', false],
  ])('%s holds %s: %s', (network, address, expected) => {
    expect(matches({ networks: [network] }, { address })).toBe(expected);
  });

  it('hold nobody without an address', () => {
    expect(matches({ networks: ['0.0.0.0/0', '::/0'] }, { address: null })).toBe(false);
  });
});

describe('time', () => {
  const at = (time: NonNullable<RuleMatch['time']>, now: string): boolean =>
    matches({ time }, { now: Date.parse(now) });

  it('follows the clocks of its zone through the change to summer time', () => {
    const morning = { from: '08:00', to: '09:00', zone: 'Europe/Berlin' };
    expect(at(morning, '2026-03-28T07:30:00Z')).toBe(true);
    expect(at(morning, '2026-03-29T07:30:00Z')).toBe(false);
    expect(at(morning, '2026-03-29T06:30:00Z')).toBe(true);
  });

  it('takes the day from the zone too', () => {
    expect(at({ days: ['mon'], zone: 'Pacific/Auckland' }, '2026-01-04T12:00:00Z')).toBe(true);
    expect(at({ days: ['mon'] }, '2026-01-04T12:00:00Z')).toBe(false);
  });

  it('does not include its end', () => {
    expect(at({ to: '09:00' }, '2026-01-05T08:59:59.999Z')).toBe(true);
    expect(at({ to: '09:00' }, '2026-01-05T09:00:00Z')).toBe(false);
  });

  it('is not compiled for a zone there is none of', () => {
    expect(() => compileMatch({ time: { zone: 'Europe/Atlantis' } })).toThrow(
      expect.objectContaining({ code: 'policy.rule_invalid' }),
    );
  });
});

describe('principals', () => {
  const principal = { id: 'prn_1', kind: 'device', name: 'laptop-7', groups: ['sales'], role: 'developer' } as const;
  const by = (match: NonNullable<RuleMatch['principals']>, as: Partial<DecisionInput['principal']> = {}): boolean =>
    matches({ principals: match }, { principal: { ...principal, groups: ['sales'], ...as } });

  it('match devices by name or id, and nothing else that is called so', () => {
    expect(by({ devices: ['laptop-7'] })).toBe(true);
    expect(by({ devices: ['prn_1'] })).toBe(true);
    expect(by({ devices: ['laptop-8'] })).toBe(false);
    expect(by({ devices: ['laptop-7'] }, { kind: 'user' })).toBe(false);
  });

  it('match roles; who has none is in none', () => {
    expect(by({ roles: ['owner', 'developer'] })).toBe(true);
    expect(by({ roles: ['owner'] })).toBe(false);
    expect(by({ roles: ['developer'] }, { role: undefined })).toBe(false);
  });

  it('ask for all keys', () => {
    expect(by({ roles: ['developer'], groups: ['sales'] })).toBe(true);
    expect(by({ roles: ['developer'], groups: ['legal'] })).toBe(false);
  });
});
