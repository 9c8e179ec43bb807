import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../document/parse-policy.js';
import { PLATFORM_BASELINE } from '../templates/platform-baseline.js';
import { POLICY_TEMPLATES } from '../templates/templates.js';
import { formatPolicy } from './format-policy.js';

const documentOf = (text: string): unknown => {
  const parsed = parsePolicy(text);
  return parsed.ok ? parsed.document : parsed.diagnostics;
};

const MESSY = `# Policy of Acme
version:   1
name:    "acme"   # the company


rules:
- id: one     # first

  # who
  match: {servers: [ files,memory ], tools:   ["*"]}   
  when: >-
      tool.name == "x" &&
        args.a == 1 &&

      args.b == 2
  effect:   deny


-   id: two
    effect: allow
    match:
        direction:    request
        servers: [everything, files, memory, postgres-prod, github, slack, jira, confluence, notion, linear, stripe]
    message: 'It''s fine'
# the end
`;

const NEAT = `# Policy of Acme
version: 1
name: "acme" # the company

rules:
  - id: one # first

    # who
    match: { servers: [files, memory], tools: ["*"] }
    when: >-
      tool.name == "x" &&
        args.a == 1 &&

      args.b == 2
    effect: deny

  - id: two
    effect: allow
    match:
      direction: request
      servers: [everything, files, memory, postgres-prod, github, slack, jira, confluence, notion, linear, stripe]
    message: 'It''s fine'

# the end
`;

describe('formatting', () => {
  it('lays a text out and keeps comments, order, quotes and lines of conditions', () => {
    expect(formatPolicy(MESSY)).toBe(NEAT);
    expect(documentOf(NEAT)).toEqual(documentOf(MESSY));
  });

  it('does the same to Windows line ends', () => {
    expect(formatPolicy(MESSY.replaceAll('\n', '\r\n'))).toBe(NEAT);
  });

  const texts: readonly (readonly [string, string])[] = [
    ['seed', readFileSync(new URL('../../fixtures/baseline.yaml', import.meta.url), 'utf8')],
    ['platform', PLATFORM_BASELINE],
    ...POLICY_TEMPLATES.map(({ id, text }) => [id, text] as const),
    ['json', JSON.stringify({ version: 1, name: 'p', rules: [{ id: 'a', effect: 'deny', when: 'tool.name == "x"' }] })],
    ['indented json', JSON.stringify({ version: 1, name: 'p', rules: [{ id: 'a', effect: 'deny' }] }, null, 4)],
    [
      'literal',
      'version: 1\nname: p\nrules:\n  - id: a\n    effect: deny\n    when: |\n      true ||\n\n        false\n',
    ],
    [
      'kept folds',
      'version: 1\nname: p\nrules:\n  - id: a\n    effect: deny\n    when: >+\n      true\n\n\n  - {id: b, effect: deny}\n',
    ],
  ];
  it.each(texts)('of %s changes nothing but the layout, once', (_name, text) => {
    const once = formatPolicy(text);
    expect(documentOf(once)).toEqual(documentOf(text));
    expect(formatPolicy(once)).toBe(once);
  });

  it.each(['', 'rules: [', 'version: 2', 'a: &x 1\nb: *x', 'null'])('leaves %j alone', (text) => {
    expect(formatPolicy(text)).toBe(text);
  });

  it('never changes what a text means, however it is cut up', () => {
    const lines = MESSY.split('\n');
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 10 }), fc.nat(40), (some, width) => {
        const text = some.map((line) => (line.length === width ? `${line} # note` : line)).join('\n');
        const once = formatPolicy(text);
        expect(documentOf(once)).toEqual(parsePolicy(text).ok ? documentOf(text) : documentOf(once));
        expect(formatPolicy(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});
