// `npm test`: everything that is tested, the same on a laptop and in CI. Ends with "N passed, N failed".
//   npm test                 all stages
//   npm test -- unit db      only the named ones: static, unit, db, api, gateway, cli, conformance, system, browser
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { failuresOfPlaywright, failuresOfVitest } from './failures.mjs';
import { checkMachine, install, ROOT, stopWith } from './install.mjs';
import { createProgress } from './progress.mjs';

const VITEST_STAGES = ['unit', 'db', 'api', 'gateway', 'cli', 'conformance', 'system'];
const STAGES = ['static', ...VITEST_STAGES, 'browser'];

checkMachine();
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !STAGES.includes(name));
if (unknown) stopWith(`"${unknown}" is not a stage. Stages: ${STAGES.join(', ')}.`);
const stages = wanted.length > 0 ? STAGES.filter((name) => wanted.includes(name)) : STAGES;
const totals = { passed: 0, failed: 0, skipped: 0 };
/** Named once more at the end: the output of so many tests is long, and some readers see its end alone. */
const failures = [];
const progress = createProgress({ isTTY: false, write: (text) => process.stdout.write(text) });
const scratch = mkdtempSync(path.join(os.tmpdir(), 'sallyport-test-'));

try {
  await install(progress.step);
  const { build } = await import('../infra/local/stack/build.mjs');
  await build({ root: ROOT, onStep: progress.step });
  for (const stage of stages) await runStage(stage);
} catch (err) {
  count(0, 1);
  failures.push(err instanceof Error ? err.message : String(err));
} finally {
  progress.end();
  rmSync(scratch, { recursive: true, force: true });
}
for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`);
process.stdout.write(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}\n`,
);
process.exit(totals.failed > 0 ? 1 : 0);

async function runStage(stage) {
  progress.step(`stage ${stage}`);
  if (stage === 'static') return runStatic();
  if (stage === 'browser') return runBrowser();
  return runVitest(stage);
}

/** Format, lint, import boundaries, types of the console, and that generated files are current: a test each. */
async function runStatic() {
  const node = process.execPath;
  const bin = (file) => path.join(ROOT, 'node_modules', file);
  const checks = [
    ['format and lint', node, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
    [
      'import boundaries and cycles',
      node,
      [
        bin('dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'apps',
        'packages',
        'infra',
      ],
    ],
    ['types of the tests', node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json']],
    ['generated API client is current', node, ['packages/api-client/scripts/generate.mjs', '--check']],
    ['vocabulary of the editor is current', node, ['apps/web/scripts/generate-condition-vocabulary.mjs', '--check']],
    ['everyday messages are as their script makes them', node, ['packages/detect/scripts/everyday.mjs', '--check']],
    ['quality of inspection has not become worse', node, ['packages/detect/scripts/eval.mjs', '--check']],
  ];
  for (const [title, command, args] of checks) {
    const { code, output } = await run(command, args);
    count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
    process.stdout.write(`  ${code === 0 ? '✓' : '✗'} ${title}\n`);
    // A check may pass and still have left something out, which nobody may overlook.
    const warnings = output.split('\n').filter((line) => line.startsWith('!!!'));
    if (code !== 0) {
      failures.push(`static: ${title}`);
      process.stdout.write(`${output}\n`);
    } else process.stdout.write(warnings.map((line) => `${line}\n`).join(''));
  }
}

async function runVitest(project) {
  const report = path.join(scratch, `${project}.json`);
  const args = [
    path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code } = await run(process.execPath, args, { show: true });
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = readReport(report);
  count(numPassedTests, numFailedTests, numPendingTests);
  failures.push(...failuresOfVitest(testResults).map((failure) => `${project}: ${failure}`));
  // A suite that failed to load has no failed test of its own, and an error outside a test only shows in the exit code.
  if (code !== 0 && numFailedTests === 0) count(0, Math.max(1, numFailedTestSuites));
}

async function runBrowser() {
  const chromium = findChromium(progress.step);
  if (!chromium) {
    process.stdout.write(
      '\n!!! No Chromium was found or could be installed: THE BROWSER TESTS DID NOT RUN. Set CHROMIUM_PATH.\n',
    );
    return count(0, 0, 1);
  }
  const { startStack } = await import('../infra/local/stack/stack.mjs');
  const { pickFreePorts } = await import('../infra/local/stack/ports.mjs');
  // For an MCP server and its authorization server that a journey brings along.
  const { console: mcpPort, api: issuerPort } = await pickFreePorts();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'sallyport-browser-'));
  chmodSync(dataDir, 0o711); // The embedded Postgres may run as another user.
  const stack = await startStack({
    root: ROOT,
    dataDir,
    ports: await pickFreePorts(),
    upstreamAllow: `127.0.0.1:${mcpPort},127.0.0.1:${issuerPort}`,
    postgresFlags: { fsync: 'off' },
    onStep: progress.step,
    onRestart: (name, tail) => process.stdout.write(`\nThe ${name} ended by itself:\n${tail}\n`),
    onGivenUp: (name, tail) => process.stdout.write(`\nThe ${name} keeps ending:\n${tail}\n`),
  });
  try {
    const report = path.join(scratch, 'browser.json');
    mkdirSync(scratch, { recursive: true });
    const env = {
      SALLYPORT_READY: path.join(dataDir, 'ready.json'),
      CHROMIUM_PATH: chromium,
      SALLYPORT_E2E_OAUTH_PORTS: `${mcpPort},${issuerPort}`,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    };
    const cli = path.join(ROOT, 'apps/web/node_modules/@playwright/test/cli.js');
    const { code } = await run(process.execPath, [cli, 'test', '--reporter=list,json'], {
      show: true,
      env,
      cwd: path.join(ROOT, 'apps/web'),
    });
    const { stats, errors, suites } = readReport(report);
    count(stats.expected, stats.unexpected + stats.flaky + errors.length, stats.skipped);
    failures.push(...failuresOfPlaywright(suites).map((failure) => `browser: ${failure}`));
    if (code !== 0 && stats.unexpected + stats.flaky + errors.length === 0) count(0, 1);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function count(passed, failed, skipped = 0) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`The test runner wrote no report (${path.basename(file)}): it ended before its tests did.`);
  }
}

function run(command, args, { show = false, env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}
