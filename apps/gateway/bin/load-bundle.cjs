const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

/**
 * Runs the bundled gateway. Beside it lies what V8 made of it at build time: with that nothing is parsed twice, and what a start
 * needs is compiled already. Another release of Node, or other arguments for it, do not take it.
 * @see scripts/bundle.mjs
 * @param {string} file
 */
exports.loadBundle = (file) => {
  const cache = `${file}.cache`;
  // Nothing but ASCII is in it: a character takes one byte of memory, not two.
  const script = new vm.Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = new Module(file);
  module.filename = file;
  // Chunks that are loaded later ask for the bundle by its name.
  require.cache[file] = module;
  script.runInThisContext()(module.exports, Module.createRequire(file), module, file, path.dirname(file));
  return script;
};
