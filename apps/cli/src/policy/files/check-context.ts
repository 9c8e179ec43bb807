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
 * What the organisation has: from a file, from the api, or nothing, which leaves out the checks that need it.
 * @throws CliError when both are asked for, or one cannot be read
 */
export const readCheckContext = async (
  command: string,
  options: ContextOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CheckContext> => {
  if (options.tools !== undefined && options.api) throw usageError('--tools and --api exclude each other.', command);
  if (options.tools !== undefined) return readToolsFile(options.tools);
  if (!options.api) return {};
  const settings = await readApiSettings(command, options, env);
  const [{ createOrgApi }, { readInventory }] = await Promise.all([
    import('../api/org-api.js'),
    import('../api/inventory.js'),
  ]);
  return readInventory(createOrgApi(settings));
};
