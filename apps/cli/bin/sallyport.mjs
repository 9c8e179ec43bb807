#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const at = (path) => new URL(`../dist/${path}`, import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Sallyport needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node.`);
} else if (!existsSync(at('main.js'))) {
  stop('The command line is not built yet. Run "npm start" in the repository once, or "pnpm build:ts".');
} else {
  const { main } = isBundleCurrent() ? await bundled() : await import(at('main.js').href);
  await main(process.argv.slice(2));
}

async function bundled() {
  const { loadBundle } = await import('./load-bundle.mjs');
  return loadBundle(fileURLToPath(at('bundle/main.cjs')));
}

/** Whether nothing that went into the bundle was compiled again since; where nothing can be, as in a release, it is. */
function isBundleCurrent() {
  try {
    const made = at('bundle/made-from.json');
    const { mtimeMs } = statSync(made);
    return JSON.parse(readFileSync(made, 'utf8')).every((project) => {
      const compiled = statSync(at(`${project}/dist/.tsbuildinfo`), { throwIfNoEntry: false });
      return compiled === undefined || compiled.mtimeMs < mtimeMs;
    });
  } catch {
    return false;
  }
}

function stop(sentence) {
  process.stderr.write(`sallyport: ${sentence}\n`);
  process.exitCode = 1;
}
