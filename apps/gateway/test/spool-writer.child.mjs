// Appends records as fast as it can, every third durably, and tells its parent which are durable. Ends when it is killed.
import { writeSync } from 'node:fs';
import { openSpool } from '../dist/spool/spool.js';

const [dataDir, template] = process.argv.slice(2);
const logger = { info() {}, warn() {}, error: console.error };
const spool = await openSpool({ dataDir, logger });
const record = JSON.parse(template);
const { epoch } = spool.status;
const recordOf = (n) => ({ ...record, callId: `call_${String(n).padStart(26, '0')}` });
writeSync(1, `epoch ${epoch}\n`);

for (let n = 1; ; n += 1) {
  if (n % 3 === 0) void spool.appendDurable(recordOf(n)).then(() => writeSync(1, `durable ${n}\n`));
  else spool.append(recordOf(n));
  if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
}
