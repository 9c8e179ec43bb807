import type { Page } from '../policy/policy-help.js';

/** What `sallyport inspect --help` says. */
export const INSPECT: Page = [
  [
    'sallyport inspect: what inspection and policy make of files and payloads. Runs nothing, asks nobody.',
    [
      'sallyport inspect .mcp.json ~/.cursor/mcp.json',
      'sallyport inspect tools.json --sarif tools.sarif --fail-on high',
      'sallyport inspect < records.jsonl',
    ],
  ],
  ['Usage', ['sallyport inspect [options] file…', 'sallyport inspect [options] < records']],
  [
    'Files',
    [
      'Configurations of MCP clients (Claude, Cursor, VS Code, Windsurf and others with "mcpServers" or "servers"),',
      'lists of tools (an answer to tools/list, or an array of tools), and records in files that end in .jsonl.',
    ],
  ],
  [
    'Records',
    [
      'A JSON object a line: {"id","surface","payload"}, with surface one of tool_definition, tool_args, tool_result,',
      'session, server_name, secret. Each is answered with a line, in order:',
      '{"id","verdict":"allow|flag|block","score":0..1,"findings":[…]}, or {"id","error":{"code","line","message"}}.',
    ],
  ],
  [
    'Options',
    [
      '--policy FILE        decide by this policy; without it, by the built-in one',
      '--known-names FILE   genuine names of servers and packages, one a line, to find what imitates them',
      '--fail-on SEVERITY   end with 1 on a finding of info, low, medium, high or critical, or worse',
      '--json               of files: one JSON document on stdout',
      '--sarif FILE         of files: write SARIF 2.1.0 as well, for code scanning',
    ],
  ],
  [
    'Exit codes',
    [
      '0     everything was inspected, whatever was found',
      '1     a finding that --fail-on names, or with --fail-on a line that could not be inspected; or something failed',
      '2     the command line is not understood',
      '3     the policy has problems',
    ],
  ],
];
