// `npm run demo`: a real MCP client makes one call that policy allows and one that it blocks.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { findReady } from './running.mjs';

const ready = findReady(process.cwd());
if (!ready) {
  process.stderr.write('Sallyport is not running here: run "npm start" first, in another terminal.\n');
  process.exit(1);
}

const client = new Client({ name: 'sallyport-demo', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL(ready.mcpUrl), {
    requestInit: { headers: { Authorization: `Bearer ${ready.token}` } },
  }),
);
await attempt('Reading welcome.txt', { path: 'welcome.txt' });
await attempt('Reading ../../../etc/shadow', { path: '../../../etc/shadow' });
await client.close();
process.stdout.write(`Both are in the console: ${ready.consoleUrl}/acme/calls\n`);

async function attempt(title, args) {
  process.stdout.write(`${title}\n`);
  try {
    const result = await client.callTool({ name: 'read_text_file', arguments: args });
    const text = result.content?.[0]?.text ?? '';
    process.stdout.write(`  ${result.isError ? 'the tool failed' : 'allowed'}: ${text.split('\n')[0]}\n\n`);
  } catch (err) {
    process.stdout.write(`  blocked (code ${err.code}): ${err.message}\n\n`);
  }
}
