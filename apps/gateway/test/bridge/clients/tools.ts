import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const run = promisify(execFile);

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** The command of `mcp-remote`: a stdio server that is a client of the address. */
export const mcpRemote = (
  url: string,
  token: string,
  folder: string,
): { command: string; args: string[]; env: Record<string, string> } => ({
  command: process.execPath,
  args: [
    join(packageFolder('mcp-remote'), 'dist/proxy.js'),
    url,
    '--allow-http',
    '--header',
    `Authorization: Bearer ${token}`,
  ],
  env: { PATH: process.env.PATH ?? '', HOME: folder, MCP_REMOTE_CONFIG_DIR: folder },
});

/** What `mcp-inspector --cli` prints. @param target  an address, or a command and its arguments */
export const inspect = async (
  [target = '', ...args]: readonly string[],
  options: readonly string[],
  env: Record<string, string> = { PATH: process.env.PATH ?? '' },
): Promise<Record<string, unknown>> => {
  const cli = join(packageFolder('@modelcontextprotocol/inspector'), 'cli/build/cli.js');
  // It takes one "--" away at each of its two stages; what stands behind the second is the command's own.
  const own = args.length === 0 ? [] : ['--', '--', ...args];
  const { stdout } = await run(process.execPath, [cli, '--cli', target, ...options, ...own], { env, timeout: 30_000 });
  return JSON.parse(stdout) as Record<string, unknown>;
};
