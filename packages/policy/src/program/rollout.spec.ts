import { policyRuleSchema } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { compileRollout, shareOf } from './rollout.js';

const PEOPLE = Array.from({ length: 5_000 }, (_, index) => ({
  id: `prn_${index}`,
  kind: 'user' as const,
  name: `u${index}`,
  groups: index % 10 === 0 ? ['pilots'] : [],
}));

const modesOf = (rollout: object[], id = 'rule') => {
  const modeOf = compileRollout(policyRuleSchema.parse({ id, effect: 'deny', mode: 'observe', rollout }));
  if (modeOf === null) throw new Error('there is a roll-out');
  return new Map(PEOPLE.map((person) => [person.id, modeOf(person)]));
};
const enforcedBy = (rollout: object[], id?: string): Set<string> =>
  new Set([...modesOf(rollout, id)].filter(([, mode]) => mode === 'enforce').map(([person]) => person));

describe('a roll-out by percent', () => {
  it('grows without losing anyone', () => {
    let before = new Set<string>();
    for (const percent of [0, 0.5, 1, 10, 20, 50, 99, 100]) {
      const now = enforcedBy([{ percent, mode: 'enforce' }]);
      expect([...before].every((person) => now.has(person))).toBe(true);
      expect(Math.abs(now.size / PEOPLE.length - percent / 100)).toBeLessThan(0.03);
      before = now;
    }
    expect(before.size).toBe(PEOPLE.length);
  });

  it('is the same every time, in every gateway', () => {
    expect(shareOf('deny-prod', 'prn_1')).toBeCloseTo(29.311315, 5);
    expect(shareOf('deny-prod', 'prn_1')).toBe(shareOf('deny-prod', 'prn_1'));
  });

  it('takes other people for another rule', () => {
    const [one, other] = [
      enforcedBy([{ percent: 10, mode: 'enforce' }], 'a'),
      enforcedBy([{ percent: 10, mode: 'enforce' }], 'b'),
    ];
    expect([...one].filter((person) => other.has(person)).length).toBeLessThan(one.size / 3);
  });
});

describe('stages', () => {
  it('take in a group, or a share, and the first that does gives the mode', () => {
    const modes = modesOf([
      { groups: ['pilots'], mode: 'warn' },
      { percent: 100, mode: 'enforce' },
    ]);
    expect(PEOPLE.every(({ id, groups }) => modes.get(id) === (groups.length > 0 ? 'warn' : 'enforce'))).toBe(true);
  });

  it('leave the rule its own mode for everyone else', () => {
    expect(new Set(modesOf([{ mode: 'enforce' }]).values())).toEqual(new Set(['observe']));
    expect(new Set(modesOf([{ percent: 0, groups: ['nobody'], mode: 'enforce' }]).values())).toEqual(
      new Set(['observe']),
    );
  });
});
