import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from './invocation.js';
import { readScript } from './script.js';

/** Commands in the order in which they are read, words joined by `·`. */
const commands = (script: string) =>
  readScript(script).invocations.map(({ program, args }) => [program, ...args.map(({ text }) => text)].join('·'));
const programs = (script: string) => readScript(script).invocations.map(({ program }) => program);
const disguised = (script: string) => readScript(script).invocations.some((invocation) => invocation.disguised);

describe('a shell script', () => {
  it.each([
    ['a b  c', ['a·b·c']],
    [`c'u'r"l" \\x`, ['curl·x']],
    ['a|b;c&&d||e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a\nb # comment | c\nd', ['a', 'b', 'd']],
    ["$'\\x63\\165rl' x", ['curl·x']],
    ['x$\u007bIFS}y$IFS$9z', ['x·y·z']],
    ['{a,b,c}', ['a·b·c']],
    ['v=sh; $v x', ['', 'sh·x']],
    ["X=$'uname\\x20-a'&&$X", ['', 'uname·-a']],
    ['who$@am\\\ni', ['whoami']],
    ['who$(echo am)i', ['echo·am', 'whoami']],
    ['cat $(printf "\\x2fetc\\057passwd")', ['printf·\\x2fetc\\057passwd', 'cat·/etc/passwd']],
    ['cat $\u007bHOME:0:1}etc$\u007bHOME:0:1}passwd', ['cat·/etc/passwd']],
    ['t=/eXXtc; cat $\u007bt//XX/}', ['', 'cat·/etc']],
    ['if a; then b; fi; for x in c; do d; done', ['a', 'b', 'd']],
    ['f() { a | b; }; f', ['a', 'b', 'f']],
    ["'open", ['open']],
    ['sh <<EOF\na b\nEOF', ['sh', 'a·b']],
    ['echo "a b" | sh', ['echo·a b', 'sh', 'a·b']],
    ['A=1 sudo -u root env B=2 timeout 5 nice -n 3 /usr/bin/Curl.exe x', ['curl·x']],
  ])('%s', (script, expected) => {
    expect(commands(script)).toEqual(expect.arrayContaining(expected));
  });

  it('keeps redirections and their targets apart from words', () => {
    const [first] = readScript('cat <in 2>&1 >>"out file"').invocations;
    expect(first?.args).toEqual([]);
    expect(first?.redirects.map(({ operator, target }) => [operator, target.text])).toEqual([
      ['<', 'in'],
      ['>&', '1'],
      ['>>', 'out file'],
    ]);
  });

  it('joins what is piped out of a group with the group', () => {
    const piped = (script: string) =>
      readScript(script).pipelines.map((pipeline) => pipeline.map(({ program }) => program));
    expect(piped('(a; b) | c')).toContainEqual(['a', 'b', 'c']);
    expect(piped('{ a; } | c')).toContainEqual(['a', 'c']);
  });

  it.each([
    ['bash -lc "a | b"', ['bash', 'a', 'b']],
    ['find . -exec sh -c "a; b" \\;', ['find', 'sh', 'a', 'b']],
    ['ssh -q host "a | b"', ['ssh', 'a', 'b']],
    ['eval "a $(b)"', ['eval', 'b']],
    ['cmd.exe /c a & b', ['cmd', 'a', 'b']],
    ['kubectl exec -it pod -- a b', ['kubectl', 'a']],
    ['docker exec x bash -c "a | b"', ['docker', 'a', 'b']],
    ['git -c core.pager="a b" log', ['git', 'a']],
    ['tar cf x --checkpoint-action=exec="a b" y', ['tar', 'a']],
    [`python3 -c 'import os; os.system("a b")'`, ['python3', 'a']],
    ['powershell -nop -c "a; b c"', ['powershell', 'a', 'b']],
  ])('is read where it is handed to another program: %s', (script, expected) => {
    expect(programs(script)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['po^wer^shell -c whoami', ['powershell', 'whoami']],
    ['I`E`X $x', ['iex']],
    ["& ('inv'+'oke-expression') $x", ['invoke-expression']],
    ['C:\\Windows\\System32\\reg.exe add HKCU\\X /v a', ['reg']],
    ['$x = Get-Item a | Remove-Item', ['get-item', 'remove-item']],
    ['(New-Object Net.WebClient).DownloadString("x")', ['new-object']],
    ['if (Test-Path a) { Stop-Service b }', ['test-path', 'stop-service']],
    ['Start-Process -WindowStyle Hidden -FilePath C:\\x\\evil.exe', ['evil']],
  ])('is read as a Windows one where it looks like one: %s', (script, expected) => {
    expect(programs(script)).toEqual(expect.arrayContaining(expected));
  });

  it.each([`w'h'oami`, 'wh""oami', 'who$@ami', 'wh``oami', 'wh\\oami', '/???/c?t /x', "$'\\x63url' x"])(
    'shows that a program is disguised: %s',
    (script) => expect(disguised(script)).toBe(true),
  );

  it.each(['"$HOME"/bin/x a', '\\ls', '"C:\\Program Files\\x.exe" a', './run.sh "a"\'b\'', '[ -f x ]', '$CMD x'])(
    'does not take ordinary quoting for a disguise: %s',
    (script) => expect(disguised(script)).toBe(false),
  );
});

describe('a hostile script', () => {
  it.each([
    ['brackets', '('],
    ['substitutions', '$('],
    ['defaults', '$\u007ba:-'],
    ['replacements', '$\u007ba/'],
    ['quoted substitutions', '"$('],
    ['here-documents', 'cat <<A\n'],
    ['waiting here-documents', '<<A '],
    ['coprocesses', 'coproc '],
    ['conditions', 'if '],
    ['back-ticks', '`'],
    ['back-slashes', '\\'],
    ['words', 'a '],
    ['commands', 'a;'],
    ['pipes', 'a|'],
    ['nested shells', 'sh -c "'],
    ['brace lists', '{a,b}'],
    ['carets', '^'],
    ['assignments', 'a=$a$a;'],
    ['single quotes', "'+'"],
  ])('of %s is read in bounded time', (_, piece) => {
    const script = piece.repeat(Math.ceil(65_536 / piece.length));
    const startedMs = performance.now();
    expect(readScript(script).invocations.length).toBeLessThanOrEqual(2000);
    expect(performance.now() - startedMs).toBeLessThan(1500);
  });

  it('nested deeper than anyone writes is reported as not read', () => {
    expect(readScript('echo '.concat('$('.repeat(60))).unread).toHaveLength(1);
    expect(readScript('echo $(a $(b $(c)))').unread).toEqual([]);
  });

  it('that breaks off behind a backslash ends where its text does', () => {
    expect(Math.max(...readScript('${`\\').invocations.map(({ end }) => end))).toBe(4);
  });

  it('of any kind ends, and every command lies inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"`$(){}|&;<>\\\n#=^-/%'), maxLength: 80 }), (script) => {
        for (const invocation of readScript(script).invocations) {
          expect(invocation.start).toBeGreaterThanOrEqual(0);
          expect(invocation.end).toBeGreaterThanOrEqual(invocation.start);
          expect(invocation.end).toBeLessThanOrEqual(script.length);
          lineOf(invocation);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
