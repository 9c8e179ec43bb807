import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScript } from './script.js';
import { parseShell } from './tokenize.js';

/** Words of every command, pipelines apart. */
const words = (script: string) =>
  parseShell(script).map((pipeline) => pipeline.map((command) => command.words.map(({ text }) => text)));

describe('shell words', () => {
  it.each([
    ['a b  c', [[['a', 'b', 'c']]]],
    [`c'u'r"l" \\x`, [[['curl', 'x']]]],
    ['a|b;c&&d||e & f', [[['a'], ['b']], [['c']], [['d']], [['e']], [['f']]]],
    ['a\nb # comment | c\nd', [[['a']], [['b']], [['d']]]],
    ["$'\\x63\\165rl\\n'", [[['curl\n']]]],
    ['x$\u007bIFS}y$IFS$9z', [[['x', 'y', 'z']]]],
    ['{a,b,c}', [[['a', 'b', 'c']]]],
    ['v=sh; $v x', [[['v=sh']], [['sh', 'x']]]],
    ['C:\\Users\\ada\\x.exe', [[['C:\\Users\\ada\\x.exe']]]],
    ['who$@am\\\ni', [[['whoami']]]],
    ['(a; b) | c', [[['a']], [['b']], [['a'], ['b'], ['c']]]],
    ['{ a; } | c', [[['a']], [['a'], ['c']]]],
    ["'open", [[['open']]]],
  ])('%s', (script, expected) => {
    expect(words(script)).toEqual(expected);
  });

  it('keeps redirections and their targets apart from words', () => {
    const [pipeline] = parseShell('cat <in 2>&1 >>"out file"');
    expect(pipeline?.[0]?.redirects.map(({ operator, target }) => [operator, target.text])).toEqual([
      ['<', 'in'],
      ['2>&', '1'],
      ['>>', 'out file'],
    ]);
  });

  it('keeps the bodies of substitutions, nested ones whole', () => {
    const [pipeline] = parseShell('echo "$(a $(b) c)" `d` <(e)');
    expect(pipeline?.[0]?.words.flatMap(({ substitutions }) => substitutions)).toEqual(['a $(b) c', 'd', 'e']);
  });

  it('ends on any text, and every command lies inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"`$(){}|&;<>\\\n#=^'), maxLength: 80 }), (script) => {
        for (const { start, end } of parseShell(script).flat()) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
        }
        readScript(script);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('programs', () => {
  const programs = (script: string) =>
    readScript(script)
      .pipelines.flat()
      .map(({ program }) => program);

  it('are seen behind wrappers, folders and assignments', () => {
    expect(programs('A=1 sudo -u root env B=2 timeout 5 nice -n 3 /usr/bin/Curl.exe x')).toEqual(['curl']);
  });

  it('are seen in the scripts given to shells, to find, ssh, eval and cmd', () => {
    expect(programs('bash -lc "a | b"')).toEqual(expect.arrayContaining(['bash', 'a', 'b']));
    expect(programs('find . -exec sh -c "a; b" \\;')).toEqual(expect.arrayContaining(['find', 'sh', 'a', 'b']));
    expect(programs('ssh -q host "a | b"')).toEqual(expect.arrayContaining(['ssh', 'a', 'b']));
    expect(programs('eval "a $(b)"')).toEqual(expect.arrayContaining(['eval', 'b']));
    expect(programs('cmd.exe /c a & b')).toEqual(expect.arrayContaining(['cmd', 'a', 'b']));
  });

  it('are not followed for ever', () => {
    expect(readScript(`${'sh -c "'.repeat(50)}x`).pipelines.length).toBeLessThan(20);
    expect(readScript('a;'.repeat(100_000)).pipelines.flat().length).toBeLessThanOrEqual(2000);
  });
});
