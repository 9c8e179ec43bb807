// Regenerates what is derived from the contracts: the OpenAPI document and the types of the API client.
// `--check` writes nothing and exits 1 when a committed file is not current.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

const check = process.argv.includes('--check');
const clientDir = new URL('../', import.meta.url);

const { buildOpenApi, OPERATIONS } = await import('../../contracts/dist/index.js');
const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));

const document = buildOpenApi(Object.values(OPERATIONS), version);
const types = astToString(await openapiTypescript(structuredClone(document)));
const notice = '// Generated from the OpenAPI document by `pnpm generate`. Do not edit.\n\n';

const outputs = [
  [new URL('openapi.json', clientDir), `${JSON.stringify(document, null, 2)}\n`],
  [new URL('src/generated/schema.ts', clientDir), notice + types],
];

let stale = 0;
for (const [url, text] of outputs) {
  const current = await readFile(url, 'utf8').catch(() => '');
  if (current === text) continue;
  stale += 1;
  if (check) process.stderr.write(`${fileURLToPath(url)} is not current: run "pnpm generate" and commit the result.\n`);
  else await writeFile(url, text);
}
process.exitCode = check && stale > 0 ? 1 : 0;
