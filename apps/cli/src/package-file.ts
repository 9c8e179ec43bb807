import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Path of a file that ships with this package. This module may stand at any depth of it: as compiled, or within a bundle.
 * @param path  from the root of the package
 */
export const packageFile = (path: string): string => fileURLToPath(new URL(path, ROOT));

const rootFrom = (folder: URL): URL => {
  const parent = new URL('..', folder);
  return existsSync(new URL('package.json', folder)) || parent.href === folder.href ? folder : rootFrom(parent);
};

const ROOT = rootFrom(new URL('.', import.meta.url));
