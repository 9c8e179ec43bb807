// Puts the compiled command line and everything it imports into a few files: hundreds of small modules cost more time to find
// than to run, and the guard starts as often as its server does. bin/sallyport.mjs says when the result is used.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const bundle = await rolldown({ input: { main: at('dist/main.js') }, platform: 'node', logLevel: 'warn' });
const { output } = await bundle.write({
  dir: at('dist/bundle'),
  format: 'esm',
  cleanDir: true,
  chunkFileNames: '[name].js',
});
await bundle.close();

const sources = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const projects = new Set(sources.flatMap((id) => /^(.*\/(?:apps|packages)\/[^/]+)\/dist\//.exec(id)?.[1] ?? []));
// Written last: a bundle without it is not complete.
writeFileSync(
  at('dist/bundle/made-from.json'),
  JSON.stringify([...projects].map((project) => relative(at('dist'), project)).sort()),
);
