// Program: a scripted MCP server on stdin and stdout. Its only argument is the script as JSON; see stdioMcpServer().
import { createInterface } from 'node:readline';
import { ScriptedServer, type Wire } from './scripted-server.js';

const server = new ScriptedServer(JSON.parse(process.argv[2] ?? '{}'));
const wire: Wire = {
  send: (message) => void process.stdout.write(`${JSON.stringify(message)}\n`),
  write: (text) => void process.stdout.write(`${text}\n`),
  drop: () => process.exit(1),
};

for await (const line of createInterface({ input: process.stdin })) {
  // Not awaited: many calls are in flight at once.
  if (line !== '') void server.receive(JSON.parse(line), wire);
}
