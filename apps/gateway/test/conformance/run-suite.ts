import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Releases of the official suite that are run: the newest stable one and the newest alpha. */
export const RELEASES = {
  stable: '@modelcontextprotocol/conformance-stable',
  alpha: '@modelcontextprotocol/conformance',
} as const;

export type Release = keyof typeof RELEASES;

export interface Check {
  readonly scenario: string;
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly message: string;
}

export interface SuiteRun {
  readonly checks: readonly Check[];
  readonly scenarios: readonly string[];
  /** What the suite printed, for when a check fails. */
  readonly output: string;
}

const manifestOf = (release: Release): string => require.resolve(`${RELEASES[release]}/package.json`);

export const versionOf = (release: Release): string => (require(manifestOf(release)) as { version: string }).version;

/**
 * Runs the suite's own command line and reads the results it wrote.
 * @param args     arguments without `--output-dir`, e.g. `['server', '--url', url, '--suite', 'all']`
 * @throws Error when the suite ended without results
 */
export const runSuite = async (release: Release, args: readonly string[]): Promise<SuiteRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-conformance-'));
  try {
    const { code, output } = await runCommand(release, [...args, '--output-dir', folder]);
    const scenarios = await readResults(folder);
    if (scenarios.size === 0) throw new Error(`The suite ended with ${code} and no results:\n${output}`);
    return { checks: [...scenarios.values()].flat(), scenarios: [...scenarios.keys()], output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Names of all scenarios of a side, as the suite lists them. */
export const listScenarios = async (release: Release, side: 'server' | 'client'): Promise<string[]> => {
  const { output } = await runCommand(release, ['list', `--${side}`]);
  return [...output.matchAll(/^ {2}- (\S+)/gm)].map(([, name = '']) => name);
};

const runCommand = (release: Release, args: readonly string[]) =>
  new Promise<{ code: number; output: string }>((resolve, reject) => {
    const shim = pathToFileURL(join(import.meta.dirname, 'node20-shim.mjs')).href;
    const entry = join(dirname(manifestOf(release)), 'dist/index.js');
    const child = spawn(process.execPath, ['--import', shim, entry, ...args], {
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

const RESULT_FOLDER = /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/** Folders are named `<scenario>-<time>`; a scenario whose name has a slash lies one folder deeper. */
const readResults = async (folder: string, prefix = ''): Promise<Map<string, Check[]>> => {
  const found = new Map<string, Check[]>();
  for (const { name } of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const [, scenario] = RESULT_FOLDER.exec(name) ?? [];
    const path = join(folder, name);
    if (scenario === undefined) {
      const inner = name.replace(/^server-/, '');
      for (const [key, checks] of await readResults(path, `${prefix}${inner}/`)) found.set(key, checks);
      continue;
    }
    found.set(`${prefix}${scenario}`, await readChecks(path, `${prefix}${scenario}`));
  }
  return found;
};

interface WrittenCheck {
  readonly id: string;
  readonly status: Check['status'];
  readonly errorMessage?: string;
  readonly description?: string;
}

/** A scenario without a file of results threw; the suite counts that as a failure of its own and so does this. */
const readChecks = async (folder: string, scenario: string): Promise<Check[]> => {
  const text = await readFile(join(folder, 'checks.json'), 'utf8').catch(() => null);
  if (text === null) return [{ scenario, id: scenario, status: 'FAILURE', message: 'The scenario threw.' }];
  return (JSON.parse(text) as WrittenCheck[]).map(({ id, status, errorMessage, description }) => ({
    scenario,
    id,
    status,
    message: errorMessage ?? description ?? '',
  }));
};
