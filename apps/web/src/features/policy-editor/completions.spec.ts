import { describe, expect, it } from 'vitest';
import { explainKey, NO_VOCABULARY, suggestFor } from './completions';
import { toCursorPlace } from './yaml-path';

const vocabulary = {
  ...NO_VOCABULARY,
  servers: ['files', 'memory'],
  tools: ['read_file', 'write_file'],
  groups: ['engineering'],
};

/** Labels offered at the `|` of a text. */
const suggestAt = (text: string): string[] => {
  const lines = text.slice(0, text.indexOf('|')).split('\n');
  return suggestFor(toCursorPlace(lines), vocabulary).map(({ label }) => label);
};

describe('completion in a policy', () => {
  it('offers the document keys at the left edge', () => {
    expect(suggestAt('version: 1\nna|')).toEqual([
      'version',
      'name',
      'description',
      'appliesTo',
      'lowerLevels',
      'rules',
      'pathZones',
      'exceptions',
      'tests',
    ]);
  });

  it('offers the keys of a rule in its first and its later lines', () => {
    expect(suggestAt('rules:\n  - i|')).toContain('effect');
    expect(suggestAt('rules:\n  - id: a\n    ef|')).toContain('effect');
    expect(suggestAt('rules:\n  - id: a\n    effect: allow\n  - id: b\n    |')).toContain('when');
  });

  it('offers the keys of match in block and in flow style', () => {
    expect(suggestAt('rules:\n  - id: a\n    match:\n      ser|')).toContain('servers');
    expect(suggestAt('rules:\n  - id: a\n    match: { ser|')).toContain('servers');
    expect(suggestAt('rules:\n  - id: a\n    match: { principals: { gr|')).toEqual([
      'users',
      'groups',
      'roles',
      'serviceAccounts',
      'devices',
    ]);
  });

  it('leaves match behind once the indentation does', () => {
    expect(suggestAt('rules:\n  - id: a\n    match:\n      servers: [files]\n    |')).toContain('effect');
  });

  it('offers the organisation’s own names as values', () => {
    expect(suggestAt('rules:\n  - id: a\n    match: { servers: [fi|')).toEqual(['files', 'memory']);
    expect(suggestAt('rules:\n  - id: a\n    match: { servers: [files], tools: ["re|')).toEqual([
      'read_file',
      'write_file',
    ]);
    expect(suggestAt('rules:\n  - id: a\n    match:\n      servers:\n        - |')).toEqual(['files', 'memory']);
    expect(suggestAt('tests:\n  - name: t\n    given: { server: |')).toEqual(['files', 'memory']);
  });

  it('offers the closed lists of the language', () => {
    expect(suggestAt('rules:\n  - id: a\n    effect: |')).toEqual(['allow', 'redact', 'approve', 'deny']);
    expect(suggestAt('rules:\n  - id: a\n    mode: o|')).toEqual(['observe', 'warn', 'enforce']);
    expect(suggestAt('rules:\n  - id: a\n    redact: { categories: [|')).toContain('secret');
  });

  it('knows stages, limits, zones and exceptions', () => {
    expect(suggestAt('rules:\n  - id: a\n    rollout:\n      - |')).toEqual(['percent', 'groups', 'mode']);
    expect(suggestAt('rules:\n  - id: a\n    rollout: [{ percent: 10, mode: |')).toEqual([
      'observe',
      'warn',
      'enforce',
    ]);
    expect(suggestAt('rules:\n  - id: a\n    obligations: { alert: |')).toContain('critical');
    expect(suggestAt('pathZones:\n  - id: a\n    |')).toContain('inside');
    expect(suggestAt('exceptions:\n  - id: a\n    |')).toContain('grantedBy');
  });

  it('explains keys where they stand', () => {
    expect(explainKey(['rules', '[]'], 'when')).toContain('CEL');
    expect(explainKey(['approvers'], 'expires')).toContain('waits');
    expect(explainKey(['rules', '[]'], 'nothing')).toBeNull();
  });

  it('stays silent where anything may be written', () => {
    expect(suggestAt('name: |')).toEqual([]);
    expect(suggestAt('rules:\n  - id: a\n    when: args.|')).toEqual([]);
  });
});
