import { readFileSync } from 'node:fs';

/** Version of the package, in the OpenAPI document. */
export const API_VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
