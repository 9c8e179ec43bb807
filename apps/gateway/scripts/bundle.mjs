// Puts the compiled gateway and the parts of its dependencies that it uses into one file: beside the modules themselves it saves
// the memory of what nobody calls, and most of the time of a start.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const at = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));

const bundle = await rolldown({
  input: { main: at('main.js'), 'model-thread': at('opinions/model-thread.js') },
  platform: 'node',
  logLevel: 'warn',
});
await bundle.write({
  dir: at('bundle'),
  format: 'esm',
  cleanDir: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
});
await bundle.close();
