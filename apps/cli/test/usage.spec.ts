import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment, SERVERS, sallyport, scratchFolder } from './support.js';

const run = async (...args: string[]) => {
  const started = sallyport(args, { env: environment() });
  started.process.stdin?.end();
  const { code } = await started.ended;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
};

describe('help', () => {
  it.each([[[]], [['--help']], [['help', 'guard']], [['guard', '--help']], [['gateway', '-h']]])(
    '%j is text on stdout and 0',
    async (args) => {
      const { code, stdout, stderr } = await run(...args);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('sallyport g');
    },
  );

  it('names every option a command takes', async () => {
    const guard = (await run('guard', '--help')).stdout;
    const gateway = (await run('gateway', '--help')).stdout;
    for (const name of ['policy', 'name', 'records', 'data-dir', 'verbose']) expect(guard).toContain(`--${name}`);
    for (const name of ['upstream', 'listen', 'no-auth', 'token-file', 'allow-host', 'print-policy']) {
      expect(gateway).toContain(`--${name}`);
    }
  });

  it('says its version', async () => {
    expect((await run('--version')).stdout).toMatch(/^sallyport \d+\.\d+\.\d+\n$/);
  });
});

describe('a sentence and a code for', () => {
  it.each([
    [['gaurd'], 2, 'Did you mean "guard"?'],
    [['guard', '--polcy', 'x', '--', 'y'], 2, 'Did you mean --policy?'],
    [['guard'], 2, 'The upstream is missing'],
    [['guard', 'npx', 'x'], 2, 'sallyport guard -- npx x'],
    [['guard', '--', 'no-such-command-here'], 127, 'was not found in PATH'],
    [['guard', '--', './no/such/file'], 127, 'does not exist'],
    [['guard', '--', '/tmp'], 126, 'is a folder'],
    [['guard', '--policy', '/no/such.yaml', '--', ...SERVERS.scripted], 3, '/no/such.yaml does not exist'],
    [['gateway'], 2, 'The upstream is missing'],
    [['gateway', '--upstream', 'example'], 2, 'is not an http or https address'],
    [['gateway', '--no-auth', '--listen', '0.0.0.0:0', '--upstream', 'http://localhost:1'], 2, 'for this machine only'],
    [['gateway', '--listen', 'here', '--upstream', 'http://localhost:1'], 2, '--listen takes an address and a port'],
  ])('%j', async (args, code, sentence) => {
    const ended = await run(...args);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
  });

  it('a file that may not be executed', async () => {
    const folder = scratchFolder();
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'text');
    expect(await run('guard', '--', plain)).toMatchObject({ code: 126, stderr: expect.stringContaining('chmod +x') });
  });
});
