import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pickFreePorts } from '../stack/ports.mjs';
import { startTimeOf } from '../stack/processes.mjs';
import { makeDataDir, ROOT } from './support.mjs';

describe('npm start, stop and reset', () => {
  let dataDir;
  let env;
  beforeAll(async () => {
    dataDir = makeDataDir();
    const ports = await pickFreePorts();
    env = {
      ...process.env,
      SALLYPORT_DATA_DIR: dataDir,
      ...Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [`SALLYPORT_${name.toUpperCase()}_PORT`, String(port)]),
      ),
    };
  });
  afterAll(async () => {
    await run('stop.mjs');
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (script, args = [], extra = {}) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(ROOT, 'scripts', script), ...args], {
        cwd: ROOT,
        env: { ...env, ...extra },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
      child.once('exit', (code) => resolve({ code, output }));
    });
  const ready = () => JSON.parse(readFileSync(path.join(dataDir, 'ready.json'), 'utf8'));
  const children = () => JSON.parse(readFileSync(path.join(dataDir, 'run', 'children.json'), 'utf8'));

  it('names the port that is taken and the setting that moves it', async () => {
    const taken = net.createServer();
    await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address();
    const { code, output } = await run('start.mjs', [], { SALLYPORT_API_PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} (api) is taken`);
    expect(output).toContain('SALLYPORT_API_PORT=');
    expect(output).not.toContain('    at ');
  });

  it('refuses an option it does not know, with its help', async () => {
    const { code, output } = await run('start.mjs', ['--frobnicate']);
    expect(code).toBe(1);
    expect(output).toContain('"--frobnicate" is not an option');
    expect(output).toContain('npm start -- --detach');
  });

  it('runs in the background, is idempotent, answers, and stops without leaving a process', async () => {
    const started = await run('start.mjs', ['--detach']);
    expect(started.output).toContain('Sallyport is ready.');
    expect(started.code).toBe(0);
    expect(ready()).toMatchObject({
      consoleUrl: expect.stringContaining('http://'),
      apiUrl: expect.any(String),
      gatewayUrl: expect.any(String),
      mcpUrl: expect.any(String),
      token: expect.stringMatching(/^sp_sa_/),
      signIn: { email: expect.any(String), password: expect.any(String) },
    });
    expect((await fetch(ready().consoleUrl)).status).toBeLessThan(400);

    const again = await run('start.mjs', ['--detach']);
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('already running') });

    const pids = [...children(), { pid: ready().pid }].map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThanOrEqual(8);
    const stopped = await run('stop.mjs');
    expect(stopped).toMatchObject({ code: 0, output: expect.stringContaining('has stopped') });
    expect(pids.filter((pid) => startTimeOf(pid) !== null)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'ready.json'))).toBe(false);
  });

  it('starts again in under 20 s with its data, after its supervisor was killed', async () => {
    const token = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')).demoToken;
    await run('start.mjs', ['--detach']);
    process.kill(ready().pid, 'SIGKILL');
    const orphans = children().map(({ pid }) => pid);
    const startedAt = Date.now();
    const again = await run('start.mjs', ['--detach']);
    expect(again.output).toContain('Sallyport is ready.');
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    expect(ready().token).toBe(token);
    const current = new Set(children().map(({ pid }) => pid));
    expect(orphans.filter((pid) => !current.has(pid) && startTimeOf(pid) !== null)).toEqual([]);
    await run('stop.mjs');
  });

  it('forgets everything on reset', async () => {
    const { code } = await run('reset.mjs');
    expect(code).toBe(0);
    expect(existsSync(dataDir)).toBe(false);
  });
});
