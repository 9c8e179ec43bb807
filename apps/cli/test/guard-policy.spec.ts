import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callOf, environment, greeted, SERVERS, sallyport, scratchFolder } from './support.js';

const SCRIPTED = SERVERS.scripted;

describe('T-MATRIX: the built-in policy, over stdio', () => {
  it('stops a path to credentials with a sentence, and lets the rest pass', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.write(callOf(2, 'echo', { path: '/home/ada/.aws/credentials' }));
    const seen = await run.saw('"id":2');
    expect(seen).toContain('"code":4031');
    expect(seen).toContain('This path leads to files that agents may not read.');
    expect(seen).not.toContain('http');
    run.write(callOf(3, 'echo', { text: 'fine' }));
    await run.saw('fine');
  });

  it('blacks out a cloud credential in a result', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.write(callOf(2, 'secret'));
    const seen = await run.saw('"id":2');
    expect(seen).toContain('key [');
    expect(seen).not.toContain('Q3EGRZ7WKJHFYX5M');
  });
});

it('enforces the policy it was given, under the name it was given', async () => {
  const file = join(scratchFolder(), 'policy.yaml');
  writeFileSync(
    file,
    `version: 1
name: own
rules:
  - { id: lists, match: { direction: request, servers: [mine], tools: [echo] }, effect: allow }
  - { id: quiet, match: { direction: request, tools: [echo] }, when: args.text == "loud", effect: deny, message: Not so loud. }
`,
  );
  const run = await greeted(['guard', '--policy', file, '--name', 'mine', '--', ...SCRIPTED]);
  run.write(callOf(2, 'echo', { text: 'hush' }));
  await run.saw('hush');
  run.write(callOf(3, 'echo', { text: 'loud' }));
  await run.saw('Not so loud.');
  run.write(callOf(4, 'environment', { name: 'PATH' }));
  expect(await run.saw('"id":4')).toMatch(/"id":4,"error":\{"code":4031/);
});

it('names every problem of a policy with its place, and ends with 3', async () => {
  const file = join(scratchFolder(), 'bad.yaml');
  writeFileSync(file, 'version: 1\nname: bad\nrules:\n  - id: a\n    effect: denny\n    whenn: x\n');
  const run = sallyport(['guard', '--policy', file, '--', ...SCRIPTED]);
  expect((await run.ended).code).toBe(3);
  expect(run.stderr()).toContain('2 problems in the policy');
  expect(run.stderr()).toMatch(new RegExp(`^${file}:5:\\d+: .*did you mean "deny"`, 'm'));
  expect(run.stderr()).toMatch(new RegExp(`^${file}:6:\\d+: .*did you mean "when"`, 'm'));
  expect(run.stderr()).not.toMatch(/\bat .*\.js:\d+/);
});

it('refuses a policy whose own tests fail', async () => {
  const file = join(scratchFolder(), 'untrue.yaml');
  const rule = '{ id: a, match: { direction: request }, effect: allow }';
  writeFileSync(
    file,
    `version: 1\nname: x\nrules:\n  - ${rule}\ntests:\n  - { name: closed, given: { server: s, tool: t }, expect: deny }\n`,
  );
  const run = sallyport(['guard', '--policy', file, '--', ...SCRIPTED]);
  expect((await run.ended).code).toBe(3);
  expect(run.stderr()).toContain('test "closed" fails');
});

describe('records', () => {
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.seg'));

  it('go to a folder of each guard alone, which nobody else may read', async () => {
    const env = environment();
    const runs = await Promise.all([1, 2, 3].map(() => greeted(['guard', '--', ...SCRIPTED], { env })));
    for (const run of runs) run.write(callOf(2, 'echo', { text: 'recorded' }));
    for (const run of runs) await run.saw('recorded');
    for (const run of runs) run.process.stdin?.end();
    for (const run of runs) expect((await run.ended).code).toBe(0);
    const root = join(env.XDG_STATE_HOME ?? '', 'sallyport/records');
    expect(readdirSync(root)).toHaveLength(3);
    expect(filesBelow(root)).toHaveLength(3);
    for (const name of readdirSync(root)) expect(statSync(join(root, name)).mode & 0o777).toBe(0o700);
  });

  it('are not kept when none are wanted, nor is a folder where nothing happened', async () => {
    const env = environment();
    const quiet = await greeted(['guard', '--records', 'none', '--', ...SCRIPTED], { env });
    quiet.process.stdin?.end();
    await quiet.ended;
    expect(readdirSync(env.XDG_STATE_HOME ?? '')).toEqual([]);
    const idle = sallyport(['guard', '--', ...SCRIPTED], { env });
    idle.process.stdin?.end();
    await idle.ended;
    expect(readdirSync(join(env.XDG_STATE_HOME ?? '', 'sallyport/records'))).toEqual([]);
  });
});
