import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SPAWNING = /\b(?:node:)?(?:child_process|cluster|vm)['"]|\bprocess\.binding\b|\beval\(|new Function\(|\beval: /;
/** Threads that work aside, and what they run: a module of ours beside the one that begins it. */
const THREADS: Readonly<Record<string, string>> = {
  'modules/policy-coverage/check-mutations-aside.ts': 'modules/policy-coverage/mutation-thread.js',
  'modules/policy-simulations/replay-pool.ts': 'modules/policy-simulations/replay-thread.js',
};

it('T-SPAWN: no code of the api can start a process or run a text, whatever a server definition says', () => {
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  expect(sources.length).toBeGreaterThan(50);
  const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
  expect(sources.filter((name) => SPAWNING.test(textOf(name)))).toEqual([]);
  const beginning = sources.filter((name) => /\bWorker\b[^;]*node:worker_threads/.test(textOf(name)));
  expect(beginning.sort()).toEqual(Object.keys(THREADS));
  for (const [name, thread] of Object.entries(THREADS)) {
    expect(textOf(name).match(/new Worker\([^,]*/g), name).toEqual(['new Worker(THREAD']);
    expect(textOf(name), name).toContain(`const THREAD = new URL('../../../dist/${thread}', import.meta.url)`);
  }
});
