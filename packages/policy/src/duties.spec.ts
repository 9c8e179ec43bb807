import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';
import { decide } from './decide.js';
import { type Decision, type DecisionInput, NO_OBLIGATIONS } from './decision-input.js';
import { finding, toolCall } from './test-support/inputs.js';

const decideBy = (rules: object[], overrides: Partial<DecisionInput> = {}, more: object = {}): Decision =>
  decide(
    compile([{ id: 'pol_1', name: 'p', version: 1, text: JSON.stringify({ version: 1, name: 'p', rules, ...more }) }]),
    toolCall(overrides),
  );
const dutiesOf = (...rules: object[]): Decision['obligations'] => decideBy(rules).obligations;

const ALL = { id: 'all', effect: 'allow' };
const WANTED = {
  alert: 'high',
  capture: 'arguments',
  label: ['export'],
  limits: [{ max: 5, every: '1m' }],
  stepUp: { maxAge: '10m' },
};

describe('obligations', () => {
  it('bind where a rule that is in force lets the message go on', () => {
    expect(dutiesOf({ ...ALL, obligations: WANTED })).toEqual({
      alert: 'high',
      capture: { arguments: true, result: false },
      labels: ['export'],
      limits: [{ policyId: 'pol_1', ruleId: 'all', limit: { of: 'requests', max: 5, every: '1m' }, key: '' }],
      stepUp: { maxAgeMs: 600_000 },
    });
  });

  it('of what is denied come to nothing but an alert', () => {
    const denied = dutiesOf(
      { ...ALL, obligations: WANTED },
      { id: 'no', effect: 'deny', obligations: { alert: 'high' } },
    );
    expect(denied).toEqual({ ...NO_OBLIGATIONS, alert: 'high' });
  });

  it('of rules that only warn come to an alert, of rules that observe to nothing', () => {
    expect(dutiesOf(ALL, { id: 'w', effect: 'allow', mode: 'warn', obligations: WANTED })).toEqual({
      ...NO_OBLIGATIONS,
      alert: 'high',
    });
    expect(dutiesOf(ALL, { id: 'o', effect: 'allow', mode: 'observe', obligations: WANTED })).toEqual(NO_OBLIGATIONS);
  });

  it('do not come from rules whose condition is false', () => {
    expect(dutiesOf(ALL, { id: 'no', effect: 'allow', when: 'has(args.x)', obligations: WANTED })).toEqual(
      NO_OBLIGATIONS,
    );
  });

  it('of several rules add up to the strictest', () => {
    const more = { alert: 'critical', capture: 'result', label: ['a', 'export'], stepUp: { maxAge: '5m' } };
    const both = dutiesOf({ ...ALL, obligations: WANTED }, { id: 'more', effect: 'allow', obligations: more });
    expect(both).toMatchObject({
      alert: 'critical',
      capture: { arguments: true, result: true },
      labels: ['a', 'export'],
      stepUp: { maxAgeMs: 300_000 },
    });
  });

  it('count apart what the rule says to count apart', () => {
    const keysOf = (per: string[], groups: string[], named?: string[]): string[] => {
      const match = named === undefined ? {} : { principals: { groups: named } };
      const rule = { ...ALL, match, obligations: { limits: [{ max: 1, every: '1h', per }] } };
      const principal = { id: 'prn_1', kind: 'user' as const, name: 'ada', groups };
      return decideBy([rule], { principal }).obligations.limits.map(({ key }) => key);
    };
    expect(keysOf(['principal', 'tool'], [])).toEqual(['principal=prn_1&tool=srv_files%2Ftool%2Fread_file']);
    expect(keysOf(['server'], ['a', 'b'])).toEqual(['server=srv_files']);
    expect(keysOf(['group'], ['b', 'a&c', 'b'])).toEqual(['group=a%26c', 'group=b']);
    expect(keysOf(['group', 'server'], ['a', 'b', 'c'], ['c', 'b'])).toEqual([
      'group=b&server=srv_files',
      'group=c&server=srv_files',
    ]);
    expect(keysOf(['group'], [])).toEqual(['group=']);
  });
});

describe('a grant that may be used again', () => {
  const approve = (id: string, approvers: object) => ({ id, effect: 'approve', approvers });

  it('is one only when every rule that asks says so, for the shortest of their times', () => {
    const once = approve('once', { count: 1 });
    const day = approve('day', { count: 2, reuse: '1d' });
    const hour = approve('hour', { count: 1, reuse: '2h' });
    expect(decideBy([day]).approval).toEqual({ count: 2, expires: '30m', reuse: '1d' });
    expect(decideBy([day, hour]).approval).toEqual({ count: 2, expires: '30m', reuse: '2h' });
    expect(decideBy([day, once]).approval).toEqual({ count: 2, expires: '30m' });
  });
});

describe('exceptions', () => {
  const noKeys = { id: 'no-keys', effect: 'deny', when: 'hasFinding("secret")' };
  const exception = (about: object) => ({
    exceptions: [
      {
        id: 'ticket-7',
        server: 'files',
        tool: 'read_file',
        expires: '2027-01-01T00:00:00Z',
        grantedBy: 'sam',
        reason: 'a fixture',
        ...about,
      },
    ],
  });
  const byDetector = exception({ detector: 'secret.aws-access-key', argument: '/path' });

  it('are named when the decision needed them, and only then', () => {
    const needed = decideBy([ALL, noKeys], { findings: [finding()] }, byDetector);
    expect(needed).toMatchObject({ effect: 'allow', exceptions: ['ticket-7'] });
    const other = decideBy(
      [ALL, noKeys],
      { findings: [finding(), finding({ pointer: '/params/arguments/b' })] },
      byDetector,
    );
    expect(other).toMatchObject({ effect: 'deny', exceptions: [] });
    expect(decideBy([ALL, noKeys], {}, byDetector).exceptions).toEqual([]);
    expect(decideBy([ALL], { findings: [finding()] }, byDetector).exceptions).toEqual([]);
  });

  it('from a rule count where it would have taken part', () => {
    const byRule = exception({ rule: 'no-keys' });
    expect(decideBy([ALL, noKeys], { findings: [finding()] }, byRule)).toMatchObject({
      effect: 'allow',
      rules: [{ ruleId: 'all' }],
      exceptions: ['ticket-7'],
    });
    expect(decideBy([ALL, noKeys], {}, byRule)).toMatchObject({ effect: 'allow', exceptions: [] });
  });

  it('do not show what they hide: excepted text stays masked in explanations', () => {
    const path = 'AKIAIOSFODNN7EXAMPLE';
    const shows = { id: 'shows', effect: 'allow', when: 'args.path != "" && !hasFinding("secret")' };
    const [rule] = decideBy([shows], { args: { path }, findings: [finding()] }, byDetector).rules;
    expect(rule?.because).toEqual(['args.path = (masked, 20 characters)']);
  });

  it('say nothing of results: what a detector sees there is not in an argument', () => {
    const answer = { direction: 'response' as const, findings: [finding({ pointer: '/result/content/0/text' })] };
    expect(decideBy([noKeys], answer, byDetector)).toMatchObject({ effect: 'deny', exceptions: [] });
  });

  it('bring back nothing of an allow that is excepted', () => {
    expect(decideBy([ALL], {}, exception({ rule: 'all' }))).toMatchObject({
      effect: 'deny',
      reasons: ['default-denied'],
      exceptions: ['ticket-7'],
    });
  });
});

describe('path zones below home', () => {
  const zone = { pathZones: [{ id: 'home', inside: ['~/code'], except: ['~/code/.git'] }] };
  const reach = (path: string): string =>
    decideBy([ALL], { args: { path }, argumentRoles: { '/path': 'path' } }, zone).effect;

  it.each([
    ['~/code/a.txt', 'allow'],
    ['~/code', 'allow'],
    ['~/codebook', 'deny'],
    ['~/code/.git/config', 'deny'],
    ['~/code/../.ssh/id', 'deny'],
    ['~/../etc/passwd', 'deny'],
    ['~/code/%2e%2e/%2e%2e/etc', 'deny'],
    ['~root/code', 'deny'],
    ['~', 'deny'],
    ['/home/ada/code/a.txt', 'deny'],
    ['code/a.txt', 'deny'],
  ])('%s: %s', (path, effect) => {
    expect(reach(path)).toBe(effect);
  });
});
