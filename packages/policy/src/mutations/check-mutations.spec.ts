import { AppError } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { PLATFORM_BASELINE } from '../templates/platform-baseline.js';
import { POLICY_TEMPLATES } from '../templates/templates.js';
import { checkMutations } from './check-mutations.js';

const SHIPPED = [
  ...POLICY_TEMPLATES.map(({ id, text }) => [id, text] as const),
  ['platform', PLATFORM_BASELINE] as const,
];

const POLICY = `version: 1
name: p
rules:
  - id: files-for-engineering
    match: { direction: request, servers: [files], principals: { groups: [engineering] } }
    effect: allow
  - id: no-etc
    match: { direction: request }
    when: has(args.path) && pathInside(args.path, "/etc")
    effect: deny
  - { id: tried-out, effect: deny, mode: warn }
pathZones:
  - { id: zone, match: { servers: [files] }, inside: [/srv, /etc], except: [/srv/secret] }
tests:
  - name: engineering reads
    given: { principal: { groups: [engineering] }, server: files, tool: read, args: { path: /srv/a }, roles: { /path: path } }
    expect: allow
  - name: others do not
    given: { server: files, tool: read }
    expect: deny
`;

const told = (text: string): string[] =>
  checkMutations(text).survivors.map(({ ruleId, line, description }) => `${line} ${ruleId}: ${description}`);

describe('changes no test notices', () => {
  it('are told with the rule and its line', () => {
    expect(told(POLICY)).toEqual([
      '4 files-for-engineering: "match.servers" was left out: it spoke of all servers.',
      '7 no-etc: The rule was taken out.',
      '7 no-etc: The effect became allow.',
      '13 zone: The rule was taken out.',
      '13 zone: "except" was left out.',
    ]);
  });

  it('are fewer with every test', () => {
    const more = `${POLICY}  - name: etc is closed
    given: { principal: { groups: [engineering] }, server: files, tool: read, args: { path: /etc/passwd } }
    expect: deny
    rules: [no-etc]
`;
    expect(told(more)).toEqual([
      '4 files-for-engineering: "match.servers" was left out: it spoke of all servers.',
      '13 zone: The rule was taken out.',
      '13 zone: "except" was left out.',
    ]);
  });

  it('are all of them where there are no tests', () => {
    const { tried, caught, survivors, partial } = checkMutations(POLICY.slice(0, POLICY.indexOf('tests:')));
    expect([tried, caught, survivors.length, partial]).toEqual([10, 0, 10, false]);
  });

  it.each(SHIPPED)('are few in %s', (_id, text) => {
    const { tried, caught } = checkMutations(text);
    // What a rule that only denies does not speak of is denied all the same: no test can tell.
    expect(caught / tried).toBeGreaterThanOrEqual(0.5);
  });

  it('are not looked for in a text with errors or with a failing test', () => {
    expect(() => checkMutations('rules: [')).toThrow(AppError);
    const failing = POLICY.replace('expect: allow', 'expect: approve');
    expect(() => checkMutations(failing)).toThrow(
      'Policy "p" has errors at line 15, column 5: this test fails as it is',
    );
  });

  it('are looked for until the work is done that may be', () => {
    const rules = Array.from(
      { length: 1500 },
      (_, index) => `  - { id: r${index}, effect: deny, match: { servers: [s${index}] } }`,
    );
    const started = process.cpuUsage();
    const report = checkMutations(
      `version: 1\nname: p\nrules:\n${rules.join('\n')}\ntests:\n  - { name: t, given: {}, expect: deny }\n`,
    );
    expect(report).toMatchObject({ partial: true, tried: 198 });
    expect(process.cpuUsage(started).user).toBeLessThan(20_000_000);
  });
});
