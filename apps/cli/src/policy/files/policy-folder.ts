import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePolicy } from '@sallyport/policy';
import { CliError, EXIT, systemCode } from '../../cli-error.js';
import type { PolicyFile } from './policy-file.js';

/** The policies in a folder, by the name each says it has. */
export interface FolderPolicies {
  /** @throws CliError when several files hold a policy of this name */
  find(name: string): PolicyFile | null;
  /** A path within the folder for a policy no file holds; no other file has it. */
  fileFor(name: string, text: string): string;
}

const POLICY_FILE = /\.(?:ya?ml|json)$/;

/** Reads the policy files of a folder, not of those in it; a folder that is not there holds none. */
export const readPolicyFolder = async (dir: string): Promise<FolderPolicies> => {
  const names = await filesIn(dir);
  const files = await Promise.all(
    names
      .filter((name) => POLICY_FILE.test(name))
      .map(async (name) => {
        const file = join(dir, name);
        const text = await readFile(file, 'utf8');
        const parsed = parsePolicy(text);
        return { file, text, policy: parsed.ok ? parsed.document.name : null };
      }),
  );
  const taken = new Set(names.map((name) => name.toLowerCase()));
  return {
    find: (name) => {
      const [first, second] = files.filter(({ policy }) => policy === name);
      if (first !== undefined && second !== undefined) {
        throw new CliError(EXIT.failed, `${first.file} and ${second.file} both hold the policy "${name}". Keep one.`);
      }
      return first ?? null;
    },
    fileFor: (name, text) => {
      const file = freeName(fileNameOf(name), isJson(text) ? 'json' : 'yaml', taken);
      taken.add(file.toLowerCase());
      return join(dir, file);
    },
  };
};

const filesIn = async (dir: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return [];
    throw new CliError(EXIT.failed, `The folder ${dir} cannot be read (${systemCode(cause)}).`, cause);
  }
};

/** A policy may have any name; its file has one that leads nowhere and is the same on every system. */
const fileNameOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80) || 'policy';

const freeName = (base: string, extension: string, taken: ReadonlySet<string>): string => {
  let file = `${base}.${extension}`;
  for (let number = 2; taken.has(file); number += 1) file = `${base}-${number}.${extension}`;
  return file;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
