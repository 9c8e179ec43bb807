import type { CheckContext } from '@sallyport/policy';
import type { ReadOptions } from '../../args/read-args.js';
import { usageError } from '../../cli-error.js';
import { type API_OPTIONS, readApiSettings } from '../api/api-settings.js';
import { readToolsFile } from './tools-file.js';

interface ContextOptions extends ReadOptions<typeof API_OPTIONS> {
  readonly api?: true;
  readonly tools?: string;
}

/**
 * What a text is held against: the time, and what the organisation has, from a file or from the api. Without either, the checks that
 * need it are left out.
 * @throws CliError when both are asked for, or one cannot be read
 */
export const readCheckContext = async (
  command: string,
  options: ContextOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CheckContext> => {
  if (options.tools !== undefined && options.api) throw usageError('--tools and --api exclude each other.', command);
  const now = Date.now();
  if (options.tools !== undefined) return { now, ...(await readToolsFile(options.tools)) };
  if (!options.api) return { now };
  const settings = await readApiSettings(command, options, env);
  const [{ createOrgApi }, { readInventory }] = await Promise.all([
    import('../api/org-api.js'),
    import('../api/inventory.js'),
  ]);
  return { now, ...(await readInventory(createOrgApi(settings))) };
};
