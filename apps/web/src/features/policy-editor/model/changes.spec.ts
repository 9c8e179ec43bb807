import { describe, expect, it } from 'vitest';
import { actOnAllAtOnce, listChanges } from './changes';

const BEFORE = `version: 1
name: x
rules:
  - { id: a, effect: allow }
  - { id: b, effect: deny, match: { tools: [x] } }
  - { id: c, effect: deny }
`;

describe('what a publication changes', () => {
  it('is told by rule, whatever its place and its writing', () => {
    const after = `version: 1
name: x
rules:
  - id: b
    match: { tools: [x] }
    effect: deny
    mode: warn
  - { effect: allow, id: a }
  - { id: d, effect: deny }
pathZones:
  - { id: home, inside: [/home] }
`;
    expect(listChanges(BEFORE, after).map(({ kind, list, id, keys }) => [kind, list, id, keys])).toEqual([
      ['changed', 'rules', 'b', ['mode']],
      ['added', 'rules', 'd', []],
      ['removed', 'rules', 'c', []],
      ['added', 'pathZones', 'home', []],
    ]);
  });

  it('is everything when there was nothing before, and nothing for texts that cannot be read', () => {
    expect(listChanges('', BEFORE).map(({ kind }) => kind)).toEqual(['added', 'added', 'added']);
    expect(listChanges(BEFORE, 'rules: [')).toEqual([]);
  });
});

describe('rules that would act on everybody at once', () => {
  it('are new or changed ones that stop calls, without stages and in force', () => {
    const after = `version: 1
name: x
rules:
  - { id: a, effect: allow }
  - { id: b, effect: deny, match: { tools: [x, y] } }
  - { id: c, effect: deny }
  - { id: quiet, effect: deny, mode: warn }
  - { id: staged, effect: approve, rollout: [{ percent: 10, mode: warn }] }
  - { id: loud, effect: approve }
`;
    expect(actOnAllAtOnce(BEFORE, after)).toEqual(['b', 'loud']);
    expect(actOnAllAtOnce(BEFORE, BEFORE)).toEqual([]);
  });
});
