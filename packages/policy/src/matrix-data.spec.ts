import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.js';
import type { DecisionInput } from './decision-input.js';
import type { Program } from './program/program.js';
import { finding, toolCall } from './test-support/inputs.js';
import { programOf } from './test-support/programs.js';
import type { ReferencePolicy, ReferenceRule } from './test-support/reference.js';

/*
 * Decisions as data: `fixtures/matrix.tsv`, written by `scripts/generate-matrix.mjs` from tables of the semantics. Here stands
 * only what document and message a line means.
 */

type Facts = Readonly<Record<string, unknown>>;
type Level = ReferencePolicy['level'];

interface Case {
  readonly program: Program;
  readonly input: DecisionInput;
}

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const ALL = { id: 'all', effect: 'allow', match: { direction: 'request' } } as const satisfies ReferenceRule;
const organisation = (...rules: ReferenceRule[]): ReferencePolicy => ({ level: 'organisation', rules });

/** Conditions that are true, fail, and depend on arguments nobody knows, whatever the message. */
const CONDITIONS: Readonly<Record<string, ReferenceRule['when']>> = {
  E: { kind: 'broken' },
  U: { kind: 'has-argument', name: 'x' },
};

const effects = (facts: Facts): Case => {
  const rules = (['deny', 'approve', 'redact', 'allow'] as const).flatMap((effect): ReferenceRule[] => {
    const state = String(facts[effect]);
    if (state === '-') return [];
    const when = CONDITIONS[state];
    // Without a direction an approve rule does not ask twice.
    const match = effect === 'approve' && facts.phase === 'response' ? { direction: 'response' as const } : {};
    return [{ id: effect, effect, match, ...(when === undefined ? {} : { when }) }];
  });
  const silent: ReferenceRule = { id: 'silent', effect: 'deny', match: { servers: ['elsewhere'] } };
  const method = facts.phase === 'server_request' ? 'sampling/createMessage' : 'tools/call';
  return {
    program: programOf([organisation(silent, ...rules)]),
    input: toolCall({
      direction: facts.phase === 'request' ? 'request' : 'response',
      method,
      args: undefined,
      inspected: true,
      findings: [finding()],
    }),
  };
};

const placed = (level: Level): Pick<ReferencePolicy, 'level' | 'group'> =>
  level === 'group' ? { level, group: 'sales' } : { level };

const saying = (level: Level, word: unknown): ReferencePolicy => ({
  level,
  rules: [{ id: 'silent', effect: 'deny', match: { servers: ['elsewhere'] } }],
  ...(word === 'allow' || word === 'tighten' ? { lowerLevels: word } : {}),
});

const levels = ({ level, platform, organisation: said, effect, allowedByPlatform, member }: Facts): Case => ({
  program: programOf([
    saying('platform', platform),
    saying('organisation', said),
    { ...placed(level as Level), rules: [{ id: 'rule', effect: effect as ReferenceRule['effect'] }] },
    ...(allowedByPlatform === true ? [{ level: 'platform' as const, rules: [ALL] }] : []),
  ]),
  input: toolCall({
    principal: { id: 'prn_1', kind: 'user', name: 'ada', groups: member === true ? ['sales'] : [] },
    findings: [finding()],
  }),
});

const exceptions = (facts: Facts): Case => {
  const { about, rule, exception, overridable, server, tool, principal, place, expired } = facts;
  const what =
    about === 'rule'
      ? { rule: place === true ? 'denies' : 'another' }
      : { detector: 'secret.aws-access-key', argument: place === true ? '/path' : '/pat' };
  return {
    program: programOf([
      { level: 'platform', rules: [ALL] },
      {
        ...placed(rule as Level),
        rules: [
          {
            id: 'denies',
            effect: 'deny',
            overridable: overridable === true,
            when: { kind: 'finding', value: 'secret' },
          },
        ],
      },
      {
        ...placed(exception as Level),
        rules: [{ id: 'silent', effect: 'deny', match: { servers: ['elsewhere'] } }],
        exceptions: [
          {
            id: 'exception',
            server: server === true ? 'files' : 'memory',
            tool: tool === true ? 'read_file' : 'read',
            principals: { users: [principal === true ? 'ada' : 'sam'] },
            expires: new Date(expired === true ? NOW : NOW + 1).toISOString(),
            grantedBy: 'sam',
            reason: 'a reason',
            ...what,
          },
        ],
      },
    ]),
    input: toolCall({
      principal: { id: 'prn_1', kind: 'user', name: 'ada', groups: ['sales'] },
      findings: [finding()],
      now: NOW,
    }),
  };
};

const time = ({ window, now }: Facts): Case => ({
  program: programOf([
    organisation({
      id: 'open',
      effect: 'allow',
      match: { time: window as NonNullable<ReferenceRule['match']>['time'] },
    }),
  ]),
  input: toolCall({ now: Number(now) }),
});

type Mode = NonNullable<ReferenceRule['mode']>;
const stageOf = (mode: unknown, group: string) => (mode === '-' ? [] : [{ groups: [group], mode: mode as Mode }]);

const modes = ({ mode, stage, second, inFirst, inSecond }: Facts): Case => {
  const rollout = [...stageOf(stage, 'first'), ...stageOf(second, 'second')];
  const staged = rollout.length === 0 ? {} : { rollout };
  const groups = [...(inSecond === true ? ['second'] : []), ...(inFirst === true ? ['first'] : [])];
  return {
    program: programOf([organisation(ALL, { id: 'staged', effect: 'deny', mode: mode as Mode, ...staged })]),
    input: toolCall({ principal: { id: 'prn_1', kind: 'user', name: 'ada', groups } }),
  };
};

const zones = ({ path, role, writes, known }: Facts): Case => ({
  program: programOf([
    {
      ...organisation(ALL),
      pathZones: [
        { id: 'zone', match: {}, inside: ['/srv'], readOnly: ['/srv/ro'], except: ['/srv/keys'], mode: 'enforce' },
      ],
    },
  ]),
  input: toolCall({
    args: known === true ? { path } : undefined,
    argumentRoles: { '/path': role === 'path' ? 'path' : 'free_text' },
    tool: {
      annotations: {},
      state: 'pinned',
      capabilities: writes === true ? ['read', 'write'] : ['read'],
      risk: 'low',
    },
  }),
});

const FAMILIES: Readonly<Record<string, (facts: Facts) => Case>> = { effects, levels, exceptions, time, modes, zones };

const lines = readFileSync(new URL('../fixtures/matrix.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));

describe('decisions as data', { timeout: 120_000 }, () => {
  it('are thousands', () => {
    expect(lines.length).toBeGreaterThan(3_000);
    expect(new Set(lines.map(([family]) => family))).toEqual(new Set(Object.keys(FAMILIES)));
  });

  it.each(Object.entries(FAMILIES))('%s', (family, caseOf) => {
    const wrong = lines
      .filter(([name]) => name === family)
      .flatMap(([, facts = '', effect, certainty]) => {
        const { program, input } = caseOf(JSON.parse(facts));
        const found = decide(program, input);
        const shown = `${found.effect} ${found.unknown ? 'unknown' : 'known'}`;
        return shown === `${effect} ${certainty}` ? [] : [`${facts}: ${shown}, not ${effect} ${certainty}`];
      });
    expect(wrong).toEqual([]);
  });
});
