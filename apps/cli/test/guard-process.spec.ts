import { describe, expect, it } from 'vitest';
import { callOf, environment, greeted, INITIALIZE, INITIALIZED, SERVERS, sallyport } from './support.js';

const SCRIPTED = SERVERS.scripted;

describe('stdout', () => {
  it('carries whole messages and nothing else, whatever the server writes elsewhere', async () => {
    const run = await greeted(['guard', '--verbose', '--records', 'stderr', '--', ...SCRIPTED]);
    run.write(callOf(2, 'echo', { text: 'a\nb' }));
    await run.saw('"id":2');
    run.process.stdin?.end();
    await run.ended;
    const messages = run.stdout().trimEnd().split('\n');
    expect(messages.map((line) => JSON.parse(line).id)).toEqual([1, 2]);
    expect(run.stderr()).toContain('"stage":"completed"');
  });

  it('answers a line that is no message, and one that is too long, and goes on', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.process.stdin?.write('{"jsonrpc": nonsense}\n');
    await run.saw('-32700');
    run.process.stdin?.write(`"${'x'.repeat(5 * 1024 * 1024)}"\n`);
    await run.saw('request.too_large');
    run.write(callOf(2, 'echo', { text: 'still here' }));
    await run.saw('still here');
  });

  it('answers messages that were all written before anything was answered', async () => {
    const run = sallyport(['guard', '--', ...SCRIPTED]);
    for (const message of [INITIALIZE, INITIALIZED, callOf(2, 'echo', { text: 'one' })]) run.write(message);
    run.process.stdin?.end();
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.stdout()).toContain('one');
  });
});

it("passes the server's stderr on, and its arguments and environment to it as they are", async () => {
  const env = environment({ SOME_SETTING: 'kept' });
  const run = await greeted(['guard', '--', ...SCRIPTED, '--policy', '{org}', '--help'], { env });
  await run.saw('argv ["--policy","{org}","--help"]');
  expect(run.stderr()).toContain('argv');
  run.write(callOf(2, 'environment', { name: 'SOME_SETTING' }));
  await run.saw('kept');
});

it('tells the server of a cancellation under the id the server knows', async () => {
  const run = await greeted(['guard', '--', ...SCRIPTED]);
  run.write(callOf('two' as never, 'wait', { ms: 60_000 }));
  run.write(callOf(3, 'echo', { text: 'meanwhile' }));
  await run.saw('meanwhile');
  run.write({ method: 'notifications/cancelled', params: { requestId: 'two', reason: 'enough' } });
  run.write(callOf(4, 'cancelled'));
  expect(await run.saw('"id":4')).toContain('{"type":"text","text":"1"}');
});

describe('the end', () => {
  it('of stdin ends the server and is 0', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.process.stdin?.end();
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('of stdin before anything was said ends the server and is 0', async () => {
    const run = sallyport(['guard', '--', ...SCRIPTED]);
    run.process.stdin?.end();
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('waits for the answers that are due', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.write(callOf(2, 'wait', { ms: 400 }));
    run.process.stdin?.end();
    expect((await run.ended).code).toBe(0);
    expect(run.stdout()).toContain('waited');
  });

  it('of the server, by itself, is its exit code, and calls it owed are answered', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.write(callOf(2, 'wait', { ms: 60_000 }));
    run.write(callOf(3, 'exit', { code: 7 }));
    expect(await run.ended).toEqual({ code: 7, signal: null });
    expect(run.stdout()).toMatch(/"id":2,"error".*upstream\.unavailable/);
  });

  it('of the server before anybody spoke to it is its exit code', async () => {
    const run = sallyport(['guard', '--', ...SCRIPTED, 'exit-at-once', '9']);
    expect(await run.ended).toEqual({ code: 9, signal: null });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s reaches the server', async (signal, code) => {
    const run = await greeted(['guard', '--', ...SCRIPTED]);
    run.process.kill(signal);
    expect(await run.ended).toEqual({ code, signal: null });
  });

  it('by a signal the server handles is what the server makes of it', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED, 'exit-on-sigterm']);
    run.process.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: 42, signal: null });
  });

  it('by a signal the server ignores comes with the second one', async () => {
    const run = await greeted(['guard', '--', ...SCRIPTED, 'ignore-sigterm']);
    run.process.kill('SIGTERM');
    await run.saw('not now');
    run.process.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: 143, signal: null });
  });
});
