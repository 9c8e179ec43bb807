import { describe, expect, it } from 'vitest';
import { compile, type PolicySource } from './compile.js';
import { decide } from './decide.js';
import { toolCall } from './test-support/inputs.js';

const source = (id: string, effect: 'allow' | 'deny', over: Partial<PolicySource> = {}): PolicySource => ({
  id,
  name: id,
  version: 1,
  text: `version: 1\nname: ${id}\nrules:\n  - { id: r-${id}, effect: ${effect}, match: { direction: request } }\n`,
  ...over,
});

describe('compiling after a program that is in force', () => {
  const before = compile([source('one', 'allow'), source('two', 'deny')]);

  it('takes over what did not change, and nothing else', () => {
    const conditionsOf = (program: typeof before) => program.rules.map(({ ref }) => ref);
    const [same] = compile([source('one', 'allow')], before).rules;
    expect(conditionsOf(before)).toContain(same?.ref);
    const [fresh] = compile([source('one', 'allow')]).rules;
    expect(conditionsOf(before)).not.toContain(fresh?.ref);
    for (const over of [{ version: 2 }, { name: 'renamed' }, { level: 'platform' as const }]) {
      const [changed] = compile([source('one', 'allow', over)], before).rules;
      expect(conditionsOf(before)).not.toContain(changed?.ref);
    }
  });

  it('decides as if everything had been compiled again', () => {
    const now = [source('one', 'allow'), source('two', 'allow', { version: 2 })];
    expect(decide(before, toolCall()).effect).toBe('deny');
    expect(decide(compile(now, before), toolCall())).toEqual(decide(compile(now), toolCall()));
    expect(decide(compile(now, before), toolCall()).effect).toBe('allow');
  });
});
