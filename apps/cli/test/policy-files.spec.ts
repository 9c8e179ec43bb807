import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { environment, SALLYPORT, sallyport, scratchFolder } from './support.js';

const run = async (args: readonly string[], cwd = scratchFolder()) => {
  const started = sallyport(['policy', ...args], { env: environment(), cwd });
  const { code } = await started.ended;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
};

const GOOD = `version: 1
name: good
rules:
  - { id: reads, match: { direction: request, servers: [files], tools: ["read_*"] }, effect: allow }
tests:
  - { name: people read, given: { server: files, tool: read_file }, expect: allow, rules: [reads] }
  - { name: people do not write, given: { server: files, tool: write_file }, expect: deny }
`;

const holding = (files: Readonly<Record<string, string>>): string => {
  const folder = scratchFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe('policy check', () => {
  it('is quiet about files without problems, and ends with 0', async () => {
    const folder = holding({ 'a.yaml': GOOD, 'b.yaml': GOOD.replace('good', 'other') });
    expect(await run(['check', 'a.yaml', 'b.yaml'], folder)).toEqual({
      code: 0,
      stdout: '2 files, 2 rules, 4 tests: no problems\n',
      stderr: '',
    });
  });

  it('shows every problem with its place, the line and a caret, and ends with 3', async () => {
    const text = `version: 1\nname: bad\nrules:\n  - id: a\n    effect: deny\n    when: tool.nme == "x"\n`;
    const { code, stdout } = await run(['check', 'bad.yaml'], holding({ 'bad.yaml': text }));
    expect(code).toBe(3);
    expect(stdout).toMatch(/^bad\.yaml:6:16: error: tool has no field "nme"; did you mean "name"\?/);
    expect(stdout).toContain(`
    6 |     when: tool.nme == "x"
      |                ^^^

1 file, 1 rule, 0 tests: 1 error
`);
  });

  it('counts a failing test as an error at what it expects', async () => {
    const text = GOOD.replace('tool: read_file }, expect: allow', 'tool: read_file }, expect: deny');
    const { code, stdout } = await run(['check', 'a.yaml'], holding({ 'a.yaml': text }));
    expect(code).toBe(3);
    expect(stdout).toContain(
      'a.yaml:6:77: error: test "people read" fails: expected deny, got allow, decided by reads\n',
    );
  });

  it('knows the tools of a file: names nothing has are warnings, which --strict counts', async () => {
    const tools = JSON.stringify({ servers: { files: { tools: [{ name: 'list_files' }] } } });
    const folder = holding({ 'a.yaml': GOOD, 'tools.json': tools });
    const lenient = await run(['check', '--tools', 'tools.json', 'a.yaml'], folder);
    expect(lenient.stdout).toMatch(/a\.yaml:4:\d+: warning: no tool of these servers is called "read_\*"/);
    expect(lenient.code).toBe(0);
    expect((await run(['check', '--strict', '--tools', 'tools.json', 'a.yaml'], folder)).code).toBe(3);
  });

  it('gives JSON, and annotations for a workflow', async () => {
    const folder = holding({ 'bad.yaml': GOOD.replace('allow }\n', 'alow }\n') });
    const { ok, files } = JSON.parse((await run(['check', '--json', 'bad.yaml'], folder)).stdout);
    expect(ok).toBe(false);
    expect(files).toMatchObject([{ file: 'bad.yaml', diagnostics: [{ severity: 'error', line: 4 }] }]);
    const { stdout } = await run(['check', '--format', 'github', 'bad.yaml'], folder);
    expect(stdout).toMatch(/^::error file=bad\.yaml,line=4,endLine=4,col=\d+,endColumn=\d+,title=Sallyport policy::/);
  });

  it('loads neither the gateway nor the client of the api', () => {
    const folder = holding({ 'a.yaml': GOOD });
    const main = pathToFileURL(join(SALLYPORT, '../../dist/main.js')).href;
    const script = `import(${JSON.stringify(main)}).then(({ main }) => main(['policy', 'check', 'a.yaml']))`;
    const coverage = scratchFolder();
    execFileSync(process.execPath, ['-e', script], {
      cwd: folder,
      env: { ...environment(), NODE_V8_COVERAGE: coverage },
    });
    const loaded = readdirSync(coverage)
      .map((name) => readFileSync(join(coverage, name), 'utf8'))
      .join('');
    expect(loaded).toContain('/packages/policy/');
    for (const part of ['/apps/gateway/', '/packages/api-client/', '/pino/']) expect(loaded).not.toContain(part);
  });
});

describe('policy test', () => {
  it('names each test with the rules that decided', async () => {
    const { code, stdout } = await run(['test', 'a.yaml'], holding({ 'a.yaml': GOOD }));
    expect([code, stdout]).toEqual([
      0,
      `a.yaml
  ✓ people read allow, decided by reads
  ✓ people do not write deny, no rule applied (default-denied)

2 tests: 2 passed, 0 failed
`,
    ]);
  });

  it('says what was expected and what came, in text, JSON and the report of a CI server', async () => {
    const folder = holding({ 'a.yaml': GOOD.replace('expect: deny', 'expect: allow') });
    const { code, stdout } = await run(['test', '--junit', 'report.xml', 'a.yaml'], folder);
    expect(code).toBe(3);
    expect(stdout).toContain('✗ people do not write\n      expected allow, got deny, no rule applied (default-denied)');
    expect(stdout).toContain('2 tests: 1 passed, 1 failed');
    expect(readFileSync(join(folder, 'report.xml'), 'utf8')).toContain('<failure message="expected allow, got deny">');
    const json = JSON.parse((await run(['test', '--json', 'a.yaml'], folder)).stdout);
    expect(json).toMatchObject({
      ok: false,
      files: [{ policy: 'good', tests: [{ passed: true }, { passed: false }] }],
    });
  });

  it('shows errors in place of tests that cannot run', async () => {
    const folder = holding({ 'bad.yaml': 'rules: [' });
    const { code, stdout } = await run(['test', '--junit', 'report.xml', 'bad.yaml'], folder);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^bad\.yaml:1:\d+: error: /);
    expect(readFileSync(join(folder, 'report.xml'), 'utf8')).toContain('<error message="the policy has errors">');
  });
});

describe('a sentence and a code for', () => {
  it.each([
    [[], 2, 'Say what to do with the policies: check, test, plan, push, pull.'],
    [['chek'], 2, 'Did you mean "check"?'],
    [['check'], 2, 'Name a policy file: sallyport policy check policy.yaml'],
    [['check', '--format', 'xml', 'a.yaml'], 2, '--format is one of text, json, github.'],
    [['check', '--tools', 't.json', '--api', '/dev/null'], 2, '--tools and --api exclude each other.'],
    [['check', '/no/such.yaml'], 1, '/no/such.yaml does not exist.'],
    [['check', '/'], 1, '/ is a folder; name the files in it.'],
    [['test', '--junit', '/dev/null/report.xml', '/dev/null'], 1, 'report.xml cannot be written ('],
    [['pull'], 2, 'SALLYPORT_API_URL (or --api-url)'],
    [['pull', '--token', 'x'], 2, 'There is no option --token. Did you mean --token-file?'],
    [['pull', 'x.yaml'], 2, 'Name a policy with --policy.'],
    [['plan', '--days', '91', 'x'], 2, '--days is a number from 1 to 90.'],
    [['plan', '--fail-on', 'newly', 'x'], 2, '--fail-on is one of newly-allowed,'],
    [['push', '--draft', '--schedule', '2030-01-01T00:00:00Z', 'x'], 2, '--draft and --schedule exclude each other'],
    [['push', '--schedule', 'tomorrow', 'x'], 2, '"tomorrow" is none'],
    [['push', '--schedule', '2020-01-01T00:00:00Z', 'x'], 2, 'is past'],
    [['push', '--base-version', '0', 'x'], 2, '--base-version takes the number of a version.'],
  ])('%j', async (args, code, sentence) => {
    const ended = await run(args);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(code);
  });
});

const sourceOf = (path: string): string => readFileSync(new URL(`../src/policy/${path}.ts`, import.meta.url), 'utf8');

/** Names in the tables of options of a module. */
const optionsIn = (path: string): string[] =>
  Array.from(sourceOf(path).matchAll(/[{\s]'?([\w-]+)'?: '(?:flag|values?)'/g), ([, name = '']) => name);

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  check: [...optionsIn('check-command'), ...optionsIn('api/api-settings')],
  test: optionsIn('test-command'),
  plan: [...optionsIn('plan/plan-options'), ...optionsIn('api/api-settings')],
  push: [...optionsIn('push/push-options'), ...optionsIn('source/policy-source'), ...optionsIn('api/api-settings')],
  pull: [...optionsIn('pull-command'), ...optionsIn('api/api-settings')],
};

it.each(Object.entries(COMMANDS))('policy %s --help names every option', async (name, options) => {
  const { code, stdout } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(options.length).toBeGreaterThan(1);
  for (const option of options) expect(stdout).toContain(`--${option}`);
  expect(stdout).toContain('Exit codes');
});

it('the guide and the workflow use commands and options there are', () => {
  const docs = ['guides/policy-as-code.md', 'examples/policy-as-code/policies.yml'].map((path) =>
    readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8'),
  );
  const lines = docs.join('\n').match(/sallyport policy [a-z].*/g) ?? [];
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const name = /policy ([a-z]+)/.exec(line)?.[1] ?? '';
    const options = Array.from(line.split(/[`|"]/)[0]?.matchAll(/ --([a-z-]+)/g) ?? [], ([, option]) => option);
    for (const option of options) expect(COMMANDS[name], line).toContain(option);
  }
});
