// The suite imports `globSync` of node:fs, which Node has from 22 on, for a command that no test uses. Registered with
// `--import`, this gives it one that refuses, and everything else of the suite runs on the Node the product runs on.
import * as fs from 'node:fs';
import { register } from 'node:module';

const module = (source) => `data:text/javascript,${encodeURIComponent(source)}`;

const fsWithGlob = module(`
export * from 'node:fs';
export { default } from 'node:fs';
export const globSync = () => { throw new Error('globSync needs Node 22'); };
`);

if (!('globSync' in fs)) {
  register(
    module(`
export const resolve = (specifier, context, next) =>
  specifier === 'fs' && context.parentURL.includes('/conformance/dist/')
    ? { url: ${JSON.stringify(fsWithGlob)}, format: 'module', shortCircuit: true }
    : next(specifier, context);
`),
  );
}
