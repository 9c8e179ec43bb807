import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, isAlive, textOf, until } from '../upstream-harness.js';
import { SCRIPT, scripted, start, tool } from './fixture.js';

const OWNER = fileURLToPath(new URL('../upstream-owner.child.mjs', import.meta.url));

describe('the end', () => {
  it('takes the process and the children of its children, also ones that ignore SIGTERM', async () => {
    const { upstream } = scripted();
    const { pid, grandchild } = JSON.parse(textOf(await call(upstream, tool(1, 'grandchild'))));
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([true, true]);
    const waiting = call(upstream, tool(2, 'silence'));
    await upstream.close();
    expect((await waiting).error?.code).toBe('upstream.unavailable');
    await until(() => !isAlive(pid) && !isAlive(grandchild), 'both to be gone');
    expect((await call(upstream, tool(3, 'nonce'))).error?.code).toBe('upstream.unavailable');
  });

  it('takes them too when the gateway is killed and can do nothing about it', async () => {
    const owner = spawn(process.execPath, [OWNER, SCRIPT], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => owner.stdout.once('data', (chunk) => resolve(String(chunk))));
    const { pid, grandchild } = JSON.parse(line);
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([true, true]);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid) && !isAlive(grandchild), 'both to be gone');
  });

  it('T-SPAWN: gives the process the environment of its launcher and nothing of ours', async () => {
    process.env.SALLYPORT_TEST_SECRET = 'secret';
    onTestFinished(() => void delete process.env.SALLYPORT_TEST_SECRET);
    const upstream = start({ args: [SCRIPT], env: { GIVEN: 'yes' } });
    expect(JSON.parse(textOf(await call(upstream, tool(1, 'env'))))).toEqual({ GIVEN: 'yes' });
  });
});
