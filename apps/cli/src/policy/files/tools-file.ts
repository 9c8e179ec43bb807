import { readFile } from 'node:fs/promises';
import type { CheckContext } from '@sallyport/policy';
import { z } from 'zod';
import { CliError, EXIT } from '../../cli-error.js';
import { unreadable } from './policy-file.js';

/** A tool as MCP servers list it; what else they say of it is left out. */
const toolSchema = z.object({
  name: z.string().min(1),
  inputSchema: z.record(z.string(), z.unknown()).optional(),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
});
/** For each server, by its name in addresses, what it answers to `tools/list`. */
const toolsFileSchema = z.object({
  servers: z.record(z.string(), z.object({ tools: z.array(toolSchema) })),
});

export type Inventory = Required<Pick<CheckContext, 'servers' | 'tools'>>;

/**
 * The organisation's servers and tools as `sallyport policy pull --tools` writes them.
 * @throws CliError when the file cannot be read or holds something else
 */
export const readToolsFile = async (file: string): Promise<Inventory> => {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw cause instanceof SyntaxError ? notTools(file, 'is not JSON', cause) : unreadable(file, cause);
  }
  const parsed = toolsFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw notTools(file, `is not as it should be at /${issue?.path.join('/') ?? ''}`, parsed.error);
  }
  const servers = Object.entries(parsed.data.servers);
  return {
    servers: servers.map(([slug]) => ({ slug })),
    tools: servers.flatMap(([server, { tools }]) => tools.map((tool) => ({ server, ...tool }))),
  };
};

/** The text of such a file, the same for the same inventory, whatever order the api gave. */
export const toolsFileText = ({ servers, tools }: Inventory): string => {
  const entries = [...servers]
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
    .map(({ slug }): [string, object] => {
      const own = tools.filter(({ server }) => server === slug).map(({ server: _, ...tool }) => tool);
      return [slug, { tools: own.sort((one, other) => (one.name < other.name ? -1 : 1)) }];
    });
  return `${JSON.stringify({ servers: Object.fromEntries(entries) }, null, 2)}\n`;
};

const notTools = (file: string, why: string, cause: unknown): CliError => {
  const shape = '{ "servers": { "<name>": { "tools": [ … ] } } }, each list as the server answers tools/list';
  return new CliError(
    EXIT.failed,
    `${file} ${why}. It holds ${shape}; sallyport policy pull --tools writes one.`,
    cause,
  );
};
