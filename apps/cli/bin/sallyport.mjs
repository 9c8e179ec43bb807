#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/main.js', import.meta.url);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Sallyport needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node.`);
} else if (!existsSync(main)) {
  stop('The command line is not built yet. Run "npm start" or "pnpm build:ts" in the repository once.');
} else {
  const { main: run } = await import(main.href);
  await run(process.argv.slice(2));
}

function stop(sentence) {
  process.stderr.write(`sallyport: ${sentence}\n`);
  process.exitCode = 1;
}
