// Roles, migrations and seeding, through the product's own code, so that there is one way to do each.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from './plain-error.mjs';

/** @param {{ root: string, ownerUrl: string, passwords: { app: string, platform: string, queue: string } }} options */
export async function prepareDatabase({ root, ownerUrl, passwords }) {
  const { applyMigrations, ensureRoles } = await import(
    pathToFileURL(path.join(root, 'packages/db/dist/index.js')).href
  );
  await ensureRoles(ownerUrl, passwords);
  await applyMigrations(ownerUrl);
  const as = (user, password) => {
    const url = new URL(ownerUrl);
    url.username = user;
    url.password = password;
    return url.href;
  };
  return {
    ownerUrl,
    appUrl: as('sallyport_app', passwords.app),
    platformUrl: as('sallyport_platform', passwords.platform),
    queueUrl: as('sallyport_queue', passwords.queue),
    /** @param {Record<string, string>} env */
    seed: (env) => runSeed(path.join(root, 'apps/api/dist/cli/seed.js'), env),
  };
}

function runSeed(script, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, 'demo'], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve(undefined)
        : reject(new PlainError(`Seeding the demo organisation failed:\n${output.trimEnd().slice(-4000)}`)),
    );
  });
}
