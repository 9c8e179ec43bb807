import { fileURLToPath } from 'node:url';
import type { McpScript } from './script.js';

/** How to run a scripted MCP server over stdio: for `spawn`, or for a launcher of the gateway. Needs no environment. */
export function stdioMcpServer(script: McpScript): { command: string; args: string[] } {
  const program = fileURLToPath(new URL('./stdio-server.js', import.meta.url));
  return { command: process.execPath, args: [program, JSON.stringify(script)] };
}
