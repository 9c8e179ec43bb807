import { describe, expect, it } from 'vitest';
import { ruleChanges, ruleLines } from './rule-changes.js';

const before = `version: 1
name: p
lowerLevels: tighten
rules:
  - { id: reads, match: { servers: [files], tools: ["read_*"] }, effect: allow }
  - { id: old, effect: deny }
  - { id: writes, match: { tools: ["write_*"] }, effect: approve, mode: warn }
exceptions:
  - { id: ada, server: files, tool: read, rule: old, expires: "2027-01-01T00:00:00Z", grantedBy: Sam, reason: audit }
`;

const lines = (old: string | null, now: string): string[] =>
  ruleLines(ruleChanges(old, now)).map(({ sign, text }) => `${sign} ${text}`);

describe('ruleChanges', () => {
  it('tells what was added, removed and changed, and how', () => {
    const after = before
      .replace('[files], tools', '[files, memory], tools')
      .replace('  - { id: old, effect: deny }\n', '  - { id: fresh, effect: deny, mode: observe }\n')
      .replace('effect: approve, mode: warn', `effect: deny, when: 'args.path.startsWith("${'x'.repeat(60)}")'`)
      .replace('lowerLevels: tighten\n', '')
      .replace('2027-01-01', '2027-02-01');
    expect(lines(before, after)).toEqual([
      '- setting lowerLevels',
      '! reads: match.servers: ["files"] → ["files","memory"]',
      '+ fresh: deny (observe)',
      '! writes: effect: approve → deny; mode: warn → enforce; when',
      '- old: deny',
      '! exception ada: expires: 2027-01-01T00:00:00Z → 2027-02-01T00:00:00Z',
    ]);
  });

  it('finds nothing in comments, order and defaults that are written out', () => {
    const after = `# a comment\n${before.replace('effect: deny }', 'mode: enforce, effect: deny, match: {} }')}`;
    expect(lines(before, after)).toEqual([]);
  });

  it('takes all of a new policy for added', () => {
    expect(lines(null, before)).toEqual([
      '+ setting lowerLevels',
      '+ reads: allow',
      '+ old: deny',
      '+ writes: approve (warn)',
      '+ exception ada',
    ]);
  });
});
