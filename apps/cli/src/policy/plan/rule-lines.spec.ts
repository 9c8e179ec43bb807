import { diffRules } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { ruleLines } from './rule-lines.js';

const before = `version: 1
name: p
lowerLevels: tighten
rules:
  - { id: reads, match: { direction: request, servers: [files], tools: ["read_*"] }, effect: allow }
  - { id: old, effect: deny }
  - { id: writes, match: { tools: ["write_*"] }, effect: approve, mode: warn }
exceptions:
  - { id: ada, server: files, tool: read, rule: old, expires: "2027-01-01T00:00:00Z", grantedBy: Sam, reason: audit }
tests:
  - { name: nothing else, given: { server: x, tool: y }, expect: deny }
`;

const lines = (old: string, now: string): string[] =>
  ruleLines(diffRules(old, now)).map(({ sign, text }) => `${sign} ${text}`);

describe('ruleLines', () => {
  it('tells what was added, removed and changed, and how where that is short', () => {
    const after = before
      .replace('[files], tools', '[files, memory], tools')
      .replace('effect: deny }\n', 'effect: deny }\n  - { id: fresh, effect: deny, mode: observe }\n')
      .replace('effect: approve, mode: warn', `effect: deny, when: 'tool.name.startsWith("${'x'.repeat(60)}")'`)
      .replace('lowerLevels: tighten\n', '')
      .replace('2027-01-01', '2027-02-01')
      .replace('nothing else', 'nothing');
    expect(lines(before, after)).toEqual([
      '! lowerLevels: tighten → none',
      '! reads: match.servers: ["files"] → ["files","memory"]',
      '! writes: effect: approve → deny; mode: warn → enforce; when',
      '! exception ada: expires: 2027-01-01T00:00:00Z → 2027-02-01T00:00:00Z',
      '+ fresh: deny (observe)',
      '+ test nothing',
      '- test nothing else',
    ]);
  });

  it('takes all of a new policy for added', () => {
    expect(lines('', before)).toContain('+ writes: approve (warn)');
    expect(lines('', before)).toContain('+ exception ada');
  });
});
