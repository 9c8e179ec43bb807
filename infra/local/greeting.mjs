const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);

/** What a person reads when everything is up. @param {import('./stack/stack.mjs').Ready} ready */
export function greeting(ready) {
  const client = { mcpServers: { files: { url: ready.mcpUrl, headers: { Authorization: `Bearer ${ready.token}` } } } };
  return `
${bold('Sallyport is ready.')}

  Console    ${bold(ready.consoleUrl)}
  Sign in    ${ready.signIn.email}   password  ${ready.signIn.password}
  Gateway    ${ready.gatewayUrl}

Point an MCP client at it (Cursor: ~/.cursor/mcp.json; others: README):

${JSON.stringify(client, null, 2)}

Send one allowed and one blocked call, then look at them in the console:

  ${bold('npm run demo')}

Other people of the demo, same password:

  sam@acme.example   security admin        noor@acme.example    auditor
  dana@acme.example  developer             gil@globex.example   owner of another organisation

"npm stop" or Ctrl-C ends it all.

`;
}
