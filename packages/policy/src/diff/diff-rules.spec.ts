import { AppError } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { diffRules } from './diff-rules.js';

const before = `version: 1
name: p
rules:
  - { id: kept, effect: deny, match: { direction: request } }
  - id: changed
    effect: allow
    match: { direction: request, servers: [files], tools: [a] }
    obligations: { alert: low }
  - { id: gone, effect: deny, description: Old }
exceptions:
  - { id: kept, server: files, tool: a, rule: kept, expires: "2027-01-01T00:00:00Z", grantedBy: Sam, reason: Testing }
tests:
  - { name: one, given: {}, expect: deny }
  - { name: two, given: {}, expect: deny }
`;

const after = `# moved about
name: p2
version: 1
lowerLevels: tighten
tests:
  - { name: two, given: { server: files }, expect: deny }
  - { name: three, given: {}, expect: deny }
rules:
  - id: changed
    match: { servers: [files, memory], direction: request }
    effect: approve
    when: tool.risk == "low"
  - { id: kept, effect: deny, match: { direction: request } }
pathZones:
  - { id: zone, inside: [/srv] }
exceptions:
  - { id: kept, server: files, tool: a, rule: kept, expires: "2027-02-01T00:00:00Z", grantedBy: Sam, reason: Testing }
`;

describe('the difference of two texts', () => {
  const diff = diffRules(before, after);

  it('names what is new, gone and changed, with its place', () => {
    expect(diff.added).toEqual([
      { kind: 'pathZone', ruleId: 'zone', effect: 'deny', mode: 'enforce', description: null, line: 15 },
    ]);
    expect(diff.removed).toEqual([
      { kind: 'rule', ruleId: 'gone', effect: 'deny', mode: 'enforce', description: 'Old', line: 9 },
    ]);
    expect(diff.changed.map(({ kind, ruleId, line }) => [kind, ruleId, line])).toEqual([
      ['rule', 'changed', 9],
      ['exception', 'kept', 17],
    ]);
  });

  it('names each field that is another now', () => {
    expect(diff.changed.map(({ fields }) => fields)).toEqual([
      [
        { field: 'effect', before: 'allow', after: 'approve' },
        { field: 'match.servers', before: ['files'], after: ['files', 'memory'] },
        { field: 'match.tools', before: ['a'], after: undefined },
        { field: 'obligations.alert', before: 'low', after: undefined },
        { field: 'when', before: undefined, after: 'tool.risk == "low"' },
      ],
      [{ field: 'expires', before: '2027-01-01T00:00:00Z', after: '2027-02-01T00:00:00Z' }],
    ]);
    expect(diff.settings).toEqual([
      { field: 'name', before: 'p', after: 'p2' },
      { field: 'lowerLevels', before: undefined, after: 'tighten' },
    ]);
    expect(diff.tests).toEqual({ added: ['three'], removed: ['one'], changed: ['two'] });
  });

  it('is empty for a text and itself in another layout', () => {
    const same = diffRules(before, before.replace('effect: allow\n', 'effect:   "allow"  # yes\n'));
    expect([same.added, same.removed, same.changed, same.settings]).toEqual([[], [], [], []]);
  });

  it('takes an empty text for no policy', () => {
    expect(diffRules('', before).added).toHaveLength(4);
    expect(diffRules(before, ' \n').removed).toHaveLength(4);
  });

  it('refuses a text with errors', () => {
    expect(() => diffRules(before, 'rules: [')).toThrow(AppError);
  });
});
