import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Address, Command } from '../peers/servers.js';

const require = createRequire(import.meta.url);
const run = promisify(execFile);

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** The command of `mcp-remote`: a stdio server that is a client of the address. @param folder  where it may keep files */
export const mcpRemote = (url: string, token: string, folder: string): Required<Command> => {
  const proxy = join(packageFolder('mcp-remote'), 'dist/proxy.js');
  return {
    command: process.execPath,
    args: [proxy, url, '--allow-http', '--header', `Authorization: Bearer ${token}`],
    env: { MCP_REMOTE_CONFIG_DIR: folder },
  };
};

/** What `mcp-inspector --cli` prints. @param target  an address, or a command and its arguments */
export const inspect = async (target: Address, options: readonly string[]): Promise<Record<string, unknown>> => {
  const cli = join(packageFolder('@modelcontextprotocol/inspector'), 'cli/build/cli.js');
  // It takes one "--" away at each of its two stages; what stands behind the second is the command's own.
  const [first, ...rest] = 'url' in target ? [target.url] : [target.command, '--', '--', ...target.args];
  const env = { PATH: process.env.PATH ?? '', ...('url' in target ? {} : target.env) };
  const { stdout } = await run(process.execPath, [cli, '--cli', first, ...options, ...rest], { env, timeout: 30_000 });
  return JSON.parse(stdout) as Record<string, unknown>;
};
