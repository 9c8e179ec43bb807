import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SPAWNING =
  /\b(?:node:)?(?:child_process|cluster|worker_threads|vm)['"]|\bprocess\.binding\b|\beval\(|new Function\(/;

it('T-SPAWN: no code of the api can start a process or run a text, whatever a server definition says', () => {
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  expect(sources.length).toBeGreaterThan(50);
  const spawning = sources.filter((name) => SPAWNING.test(readFileSync(new URL(name, import.meta.url), 'utf8')));
  expect(spawning).toEqual([]);
});
