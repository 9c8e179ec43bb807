import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/**
 * Loads the bundled command line. Beside it lies what V8 made of it after a run: with that nothing is parsed or compiled again,
 * which is a third of the time a start takes. Another release of Node does not take it, and then all is only slower.
 * Nothing but ASCII is in it, so a byte is a character.
 * @see scripts/bundle.mjs
 * @param {string} file
 */
export function loadBundle(file) {
  const cache = `${file}.cache`;
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    {
      filename: file,
      cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  return { main: module.exports.main, script };
}
