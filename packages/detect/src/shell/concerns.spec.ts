import { describe, expect, it } from 'vitest';
import { concernedBy, KIND } from './concerns.js';
import { effectsOf } from './rules.js';
import { readScript } from './script.js';

const RULES = effectsOf([
  { programs: 'frob', when: /--hard/, confidence: 0.5 },
  { programs: '*', when: /quux:\/\//, confidence: 0.5 },
]);
const byRule = concernedBy({ rules: RULES });
const byPrograms = concernedBy({ programs: [['fetcher'], ['runner', KIND.placed]] });
const byBoth = concernedBy({ programs: [['runner']], patterns: [/\bsecretfile\b/i] });
const byKind = concernedBy({ programs: [[KIND.disguised]] }, { programs: [[KIND.unread]] });

const asks = (script: string) => {
  const read = readScript(script);
  return {
    rule: byRule(script, read),
    programs: byPrograms(script, read),
    both: byBoth(script, read),
    kind: byKind(script, read),
  };
};
const NOBODY = { rule: false, programs: false, both: false, kind: false };

describe('what in a script concerns whom', () => {
  it.each<[string, Partial<typeof NOBODY>]>([
    ['ls -l && frob --soft', {}],
    ['frob --hard', { rule: true }],
    ['sudo /usr/bin/frob -x --hard', { rule: true }],
    ["sh -c 'frob --hard'", { rule: true }],
    ['anything "qu""ux://x"', { rule: true }],
    ['fetcher a', {}],
    ['fetcher a; runner b', { programs: true }],
    ['fetcher a | ./b', { programs: true }],
    ['runner a', {}],
    ['runner SecretFile', { both: true }],
    ['x=Secret; runner $x"file"', { both: true }],
    ['other SecretFile', {}],
    ["f'r'ob", { kind: true }],
    ['('.repeat(60), { kind: true }],
  ])('%s', (script, expected) => {
    expect(asks(script)).toEqual({ ...NOBODY, ...expected });
  });
});
