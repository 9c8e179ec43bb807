import { rmSync } from 'node:fs';
import { dataDirOf, stopRunning } from '../infra/local/running.mjs';
import { ROOT } from './install.mjs';

await stopRunning(ROOT);
rmSync(dataDirOf(ROOT), { recursive: true, force: true });
process.stdout.write('All local data is forgotten. "npm start" begins anew.\n');
