// The client under test, as the suite starts it: `node command.mjs <control url> <server url>`. It only says which scenario
// wants a client at which address, and waits: the clients, and the gateways they go through, are in the test's own process.
const [control, serverUrl] = process.argv.slice(2);
const { MCP_CONFORMANCE_SCENARIO, MCP_CONFORMANCE_PROTOCOL_VERSION, MCP_CONFORMANCE_CONTEXT } = process.env;

const answer = await fetch(control, {
  method: 'POST',
  body: JSON.stringify({
    serverUrl,
    scenario: MCP_CONFORMANCE_SCENARIO,
    protocolVersion: MCP_CONFORMANCE_PROTOCOL_VERSION ?? null,
    context: JSON.parse(MCP_CONFORMANCE_CONTEXT ?? '{}'),
  }),
});
const text = await answer.text();
if (!answer.ok) {
  process.stderr.write(text);
  process.exitCode = 1;
}
