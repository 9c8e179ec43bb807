import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { applyToValue, editPolicy, type PolicyEdit } from './edit';
import { readSource } from './source';

const TEXT = `# Kept by the platform team
version: 1
name: acme   # short
rules:
  # Engineers first
  - id: engineering
    description: "Quoted: on purpose"
    match: { servers: [files,  memory], principals: { groups: [engineering] } } # odd spaces stay
    effect: allow

  # Then what nobody may do
  - id: no-shell
    match:
      # only the big ones
      tools:
        - shell   # the one
        - exec
    when: |
      has(args.command) &&
      args.command != ""
    effect: deny
    # mode: warn
tests:
  - { name: t, given: { server: files }, expect: allow }
`;

const set = (path: (string | number)[], value: unknown): PolicyEdit => ({ kind: 'set', path, value });

/** Lines that are in one text and not in the other. */
const difference = (before: string, after: string) => ({
  removed: before.split('\n').filter((line) => !after.split('\n').includes(line)),
  added: after.split('\n').filter((line) => !before.split('\n').includes(line)),
});

const change = (edit: PolicyEdit, text = TEXT) => difference(text, editPolicy(text, edit));

describe('editing a policy text by form', () => {
  it('changes the one value and leaves its line’s comment', () => {
    expect(change(set(['name'], 'acme-two'))).toEqual({
      removed: ['name: acme   # short'],
      added: ['name: acme-two   # short'],
    });
    expect(change(set(['rules', 0, 'effect'], 'approve'))).toEqual({
      removed: ['    effect: allow'],
      added: ['    effect: approve'],
    });
  });

  it('adds to a list written on one line without touching what is there', () => {
    expect(change(set(['rules', 0, 'match', 'servers'], ['files', 'memory', 'web'])).added).toEqual([
      '    match: { servers: [files,  memory,  web], principals: { groups: [engineering] } } # odd spaces stay',
    ]);
    expect(change(set(['rules', 0, 'match', 'servers'], ['memory'])).added).toEqual([
      '    match: { servers: [memory], principals: { groups: [engineering] } } # odd spaces stay',
    ]);
  });

  it('adds to and takes from a list of lines', () => {
    expect(change(set(['rules', 1, 'match', 'tools'], ['shell', 'run_*', 'exec']))).toEqual({
      removed: [],
      added: ['        - run_*'],
    });
    expect(change(set(['rules', 1, 'match', 'tools'], ['exec']))).toEqual({
      removed: ['        - shell   # the one'],
      added: [],
    });
  });

  it('puts new keys where the language has them', () => {
    const text = editPolicy(TEXT, set(['rules', 0, 'message'], 'Ask: them'));
    expect(text).toContain('    description: "Quoted: on purpose"\n    message: "Ask: them"\n    match:');
    expect(editPolicy(TEXT, set(['rules', 0, 'mode'], 'warn'))).toContain('    effect: allow\n    mode: warn\n\n');
    expect(editPolicy(TEXT, set(['rules', 0, 'match', 'tools'], ['*']))).toContain(
      'memory], tools: ["*"], principals: {',
    );
    expect(editPolicy(TEXT, set(['description'], 'What for'))).toContain(
      'name: acme   # short\ndescription: What for\n',
    );
  });

  it('writes conditions of several lines as such, and one line on one', () => {
    expect(editPolicy(TEXT, set(['rules', 0, 'when'], 'a &&\nb'))).toContain(
      '    when: |-\n      a &&\n      b\n    effect',
    );
    expect(editPolicy(TEXT, set(['rules', 1, 'when'], 'true'))).toContain('    when: "true"\n    effect: deny\n');
    expect(editPolicy(TEXT, set(['rules', 1, 'when'], 'has(args.a)'))).toContain(
      '    when: has(args.a)\n    effect: deny\n',
    );
  });

  it('makes what is missing on the way', () => {
    expect(editPolicy(TEXT, set(['rules', 0, 'obligations', 'stepUp', 'maxAge'], '30m'))).toContain(
      '    effect: allow\n    obligations: { stepUp: { maxAge: 30m } }\n',
    );
    expect(editPolicy(TEXT, set(['rules', 1, 'match', 'principals', 'groups'], ['ops']))).toContain(
      '        - exec\n      principals: { groups: [ops] }\n',
    );
  });

  it('takes keys out, and the last one with its mapping', () => {
    expect(change(set(['rules', 0, 'description'], undefined))).toEqual({
      removed: ['    description: "Quoted: on purpose"'],
      added: [],
    });
    expect(editPolicy(TEXT, set(['rules', 1, 'match'], undefined))).toContain('  - id: no-shell\n    when: |');
    expect(editPolicy('rules:\n  - id: a\n    effect: deny\n', set(['rules', 0, 'id'], undefined))).toBe(
      'rules:\n  - effect: deny\n',
    );
  });

  it('moves a rule together with its comments and keeps the blank lines between rules', () => {
    const text = editPolicy(TEXT, { kind: 'move', path: ['rules'], from: 1, to: 0 });
    expect(text.indexOf('# Then what nobody may do')).toBeLessThan(text.indexOf('id: no-shell'));
    expect(text).toContain('    # mode: warn\n\n  # Engineers first\n  - id: engineering');
    expect(text).toContain('    effect: allow\ntests:');
    expect(editPolicy(text, { kind: 'move', path: ['rules'], from: 0, to: 1 })).toBe(TEXT);
  });

  it('copies a rule as it is written, under its new name', () => {
    const text = editPolicy(TEXT, { kind: 'duplicate', path: ['rules'], index: 0, changes: { id: 'engineering-2' } });
    expect(text).toContain('\n\n  - id: engineering-2\n    description: "Quoted: on purpose"\n');
    expect(text.match(/odd spaces stay/g)).toHaveLength(2);
    expect(text).toContain('    effect: allow\n\n  # Then what nobody may do');
  });

  it('adds and removes rules', () => {
    const added = editPolicy(TEXT, {
      kind: 'insert',
      path: ['rules'],
      index: 2,
      value: { id: 'new-rule', match: { tools: ['*'] }, effect: 'deny' },
    });
    expect(added).toContain(
      '    # mode: warn\n\n  - id: new-rule\n    match: { tools: ["*"] }\n    effect: deny\ntests:',
    );
    expect(editPolicy(added, { kind: 'remove', path: ['rules'], index: 2 })).toBe(TEXT);
    expect(editPolicy(TEXT, { kind: 'remove', path: ['tests'], index: 0 })).toContain('tests:\n  []');
  });

  it('begins lists that are not there', () => {
    const value = { id: 'home', inside: ['~/work'] };
    expect(editPolicy(TEXT, { kind: 'insert', path: ['pathZones'], index: 0, value })).toContain(
      'pathZones:\n  - id: home\n    inside: [~/work]\ntests:',
    );
    expect(editPolicy('version: 1\nname: x\nrules: []\n', { kind: 'insert', path: ['rules'], index: 0, value })).toBe(
      'version: 1\nname: x\nrules:\n  - id: home\n    inside: [~/work]\n',
    );
  });

  it('writes JSON into JSON', () => {
    const json = JSON.stringify({ version: 1, name: 'x', rules: [{ id: 'a', effect: 'deny' }] }, null, 2);
    const more = editPolicy(json, { kind: 'insert', path: ['rules'], index: 1, value: { id: 'b', effect: 'allow' } });
    expect(JSON.parse(more).rules).toHaveLength(2);
    expect(JSON.parse(editPolicy(more, set(['rules', 0, 'when'], 'x == "y"'))).rules[0].when).toBe('x == "y"');
    expect(more.startsWith(json.slice(0, json.indexOf('deny') + 5))).toBe(true);
  });

  it('keeps Windows line ends', () => {
    const text = editPolicy(TEXT.replaceAll('\n', '\r\n'), set(['rules', 0, 'when'], 'a &&\nb'));
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(readSource(text).problem).toBeNull();
  });

  it('leaves a text that cannot be read alone', () => {
    expect(editPolicy('rules: [', set(['name'], 'x'))).toBe('rules: [');
  });
});

const word = fc.constantFrom(
  'files',
  'a b',
  'x: y',
  '*',
  'run_*',
  '# no',
  'true',
  '1',
  '',
  'é',
  '- a',
  "it's",
  '"q"',
  'a\nb',
);
const words = fc.array(word, { maxLength: 4 });
const ruleArbitrary = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c'),
    description: word,
    match: fc.record(
      { servers: words, tools: words, principals: fc.record({ groups: words }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    when: word,
    effect: fc.constantFrom('allow', 'deny'),
    rollout: fc.array(
      fc.record({ percent: fc.integer({ min: 0, max: 100 }), mode: fc.constantFrom('warn', 'observe') }),
      { maxLength: 2 },
    ),
    'not known': fc.constantFrom(1, true, null, { deep: ['x'] }),
  },
  { requiredKeys: ['id', 'effect'] },
);
const documentArbitrary = fc.record(
  {
    version: fc.constant(1),
    name: word,
    rules: fc.array(ruleArbitrary, { maxLength: 4 }),
    tests: fc.array(ruleArbitrary, { maxLength: 2 }),
  },
  { requiredKeys: ['version', 'rules'] },
);

const withComments = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => (/^\s*(?:- )?[a-z]+: [a-z]+$/i.test(line) && index % 3 === 0 ? `${line} # c${index}` : line))
    .join('\n');

const writings: readonly ((value: unknown) => string)[] = [
  (value) => stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }),
  (value) => withComments(stringify(value, { aliasDuplicateObjects: false, lineWidth: 0, indentSeq: false })),
  (value) => withComments(stringify(value, { aliasDuplicateObjects: false, indent: 4, collectionStyle: 'any' })),
  (value) => stringify(value, { aliasDuplicateObjects: false, collectionStyle: 'flow' }),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value),
];

const index = fc.nat({ max: 3 });
const editArbitrary: fc.Arbitrary<PolicyEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    path: fc.tuple(fc.constant('rules'), index, fc.constantFrom('description', 'when', 'mode')),
    value: fc.option(word, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    path: fc.tuple(fc.constant('rules'), index, fc.constant('match'), fc.constantFrom('servers', 'tools')),
    value: fc.option(words, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('set' as const), path: fc.tuple(fc.constant('rules'), index), value: ruleArbitrary }),
  fc.record({
    kind: fc.constant('insert' as const),
    path: fc.constantFrom(['rules'], ['pathZones']),
    index,
    value: ruleArbitrary,
  }),
  fc.record({ kind: fc.constant('move' as const), path: fc.constant(['rules']), from: index, to: index }),
  fc.record({ kind: fc.constant('remove' as const), path: fc.constant(['rules']), index }),
  fc.record({
    kind: fc.constant('duplicate' as const),
    path: fc.constant(['rules']),
    index,
    changes: fc.record({ id: word }),
  }),
);

/** Edits a form can make: of what is there. */
const isPossible = (value: { readonly rules: readonly unknown[] }, edit: PolicyEdit): boolean => {
  const count = value.rules.length;
  if (edit.kind === 'set') return Number(edit.path[1]) < count;
  if (edit.kind === 'insert') return edit.path[0] !== 'rules' || edit.index <= count;
  if (edit.kind === 'move') return edit.from < count && edit.to < count;
  return edit.index < count;
};

const runs = { numRuns: Number(process.env.SALLYPORT_PROPERTY_RUNS ?? 150) };

describe('any edit of any policy in any writing', () => {
  it('says what was meant, and loses no comment that spoke of what is still there', () => {
    fc.assert(
      fc.property(
        documentArbitrary,
        fc.constantFrom(...writings),
        fc.array(editArbitrary, { minLength: 1, maxLength: 4 }),
        (value, write, edits) => {
          let text = write(value);
          for (const edit of edits) {
            const before = readSource(text);
            expect(before.problem).toBeNull();
            if (!isPossible(before.value as typeof value, edit)) continue;
            const after = editPolicy(text, edit);
            expect(readSource(after).value).toEqual(applyToValue(before.value, edit));
            text = after;
          }
        },
      ),
      runs,
    );
  });

  it('changes no byte when nothing changes', () => {
    fc.assert(
      fc.property(documentArbitrary, fc.constantFrom(...writings), (value, write) => {
        const text = write(value);
        expect(
          editPolicy(text, set(['rules'], readSource(text).value && (readSource(text).value as typeof value).rules)),
        ).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});
