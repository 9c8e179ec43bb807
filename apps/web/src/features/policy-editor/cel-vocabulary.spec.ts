import { describe, expect, it } from 'vitest';
import { explainCel, suggestCel } from './cel-vocabulary';

/** Labels offered at the end of a condition. */
const labels = (before: string) => suggestCel(before).suggestions.map(({ label }) => label);

describe('completion in a condition', () => {
  it('offers variables and functions', () => {
    expect(labels('')).toEqual(expect.arrayContaining(['principal.groups', 'args', 'pathInside', 'has']));
    expect(labels('has(args.a) && too')).toContain('tool.annotations.readOnlyHint');
  });

  it('offers fields behind a dot, and what can be called there', () => {
    expect(labels('tool.')).toEqual(expect.arrayContaining(['tool.state', 'tool.startsWith']));
    expect(labels('tool.')).not.toContain('server.slug');
    expect(labels('args.items[0].')).toContain('matches');
    expect(suggestCel('1 < tool.st').from).toBe(4);
  });

  it('knows that the variable of findings.exists is a finding', () => {
    expect(labels('findings.exists(f, f.')).toEqual(expect.arrayContaining(['f.category', 'f.confidence']));
    expect(labels('findings.exists(f, f.category == "')).toContain('secret');
    expect(labels('f.')).not.toContain('f.category');
  });

  it('offers the values a field can have, inside quotes only', () => {
    expect(labels('server.tier == "')).toEqual(['standard', 'sensitive']);
    expect(labels('server.tier in ["standard", "s')).toEqual(['standard', 'sensitive']);
    expect(suggestCel('server.tier == "sen').from).toBe(16);
    expect(labels('args.path == "')).toEqual([]);
    expect(labels('"too')).toEqual([]);
  });
});

describe('help in a condition', () => {
  it('explains variables and functions where the pointer is', () => {
    expect(explainCel('tool.state == "pinned"', 7)?.entry.name).toBe('tool.state');
    expect(explainCel('args.a.matches("x")', 10)?.entry.name).toMatch(/^string\.matches/);
    expect(explainCel('findings.exists(f, f.severity == "high")', 24)?.entry.name).toBe('findings[].severity');
    expect(explainCel('1 == 2', 3)).toBeNull();
  });
});
