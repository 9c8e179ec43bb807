import { readFile } from 'node:fs/promises';
import { type BundleCheck, checkDetectorBundle } from '@sallyport/detect';
import { CliError, EXIT, systemCode, usageError } from '../cli-error.js';

/** A bundle as it stands in a file, checked. */
export interface BundleFile extends BundleCheck {
  readonly file: string;
}

/** @throws CliError when there is not one file, or it cannot be read */
export const readBundleFile = async (name: string, files: readonly string[]): Promise<BundleFile> => {
  const [file] = files;
  if (file === undefined || files.length > 1) throw usageError('Name one bundle file.', name);
  return { file, ...checkDetectorBundle(parseText(file, await readText(file))) };
};

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = systemCode(cause) === 'ENOENT' ? 'There is no such file.' : `It cannot be read (${systemCode(cause)}).`;
    throw new CliError(EXIT.failed, `${file}: ${why}`, cause);
  }
};

const parseText = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.policy, `${file}: It is no JSON: ${(cause as Error).message}`, cause);
  }
};

/** One line for each problem. */
export const problemLines = ({ file, problems }: BundleFile): string[] =>
  problems.map(({ pointer, message }) => `${file}: ${pointer || '/'}: ${message}`);
