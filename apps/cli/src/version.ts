import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.js';

const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };

/** Version of this package. */
export const VERSION = manifest.version;
