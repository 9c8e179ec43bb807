import { DETECTOR_PAGES } from './detectors/detectors-help.js';
import { INSPECT } from './inspect/inspect-help.js';
import { type Page, POLICY_PAGES } from './policy/policy-help.js';
import type { Terminal } from './terminal/terminal.js';

const EXIT_CODES = [
  '0     ended as asked',
  '1     something failed; the sentence on stderr says what to do',
  '2     the command line is not understood',
  '3     the policy has problems',
];

const MAIN: Page = [
  [
    'Sallyport: the checkpoint between an agent and an MCP server, on one machine, and policies as code.',
    [
      'sallyport guard -- npx -y @modelcontextprotocol/server-filesystem ~/project',
      'sallyport gateway --upstream https://mcp.example.com/mcp',
      'sallyport inspect .mcp.json',
      'sallyport policy check policies/*.yaml',
    ],
  ],
  [
    'Commands',
    [
      "guard      one server for one client, over stdin and stdout; put it where a client has the server's command",
      'gateway    serves one server over HTTP, for clients that take an address',
      'inspect    says what is wrong with client configurations, tool lists, calls and answers, without running anything',
      'detectors  checks and signs bundles of detectors',
      'policy     checks, tests, plans and publishes the policies of an organisation from files',
    ],
  ],
  ['More', ['sallyport <command> --help', 'sallyport --version', 'docs/guides/cli.md, docs/guides/policy-as-code.md']],
];

const GUARD: Page = [
  [
    'sallyport guard: stands between a client and one MCP server, over stdin and stdout, with a policy and a record of every call.',
    [
      'sallyport guard -- npx -y @modelcontextprotocol/server-filesystem ~/project',
      'sallyport guard --policy ./policy.yaml --name files -- node server.js',
      'sallyport guard --upstream https://mcp.example.com/mcp',
      '',
      "In a client's configuration, put it before what is there:",
      '  "command": "sallyport", "args": ["guard", "--", "npx", "-y", "some-server"]',
    ],
  ],
  ['Usage', ['sallyport guard [options] -- command [arguments]', 'sallyport guard [options] --upstream URL']],
  [
    'Options',
    [
      '--upstream URL      a server with an address, for clients that only start commands',
      '--policy FILE       what is allowed; without it, the built-in policy: sallyport gateway --print-policy',
      '--client-id ID      a client registered by hand, for an upstream that wants you to sign in',
      '--name NAME         how policies and records call the server (default)',
      '--records WHERE     spool: on disk, the default; stderr: there too, a JSON object a line; none',
      '--data-dir DIR      where records are kept ($XDG_STATE_HOME/sallyport, or ~/.local/state/sallyport)',
      '--verbose           say more on stderr',
    ],
  ],
  [
    'Exit codes',
    [
      ...EXIT_CODES,
      '126   the command may not be executed',
      '127   the command was not found',
      '128+n ended by signal n',
      "When the server ends by itself, its code is the guard's.",
    ],
  ],
];

const GATEWAY: Page = [
  [
    'sallyport gateway: serves one MCP server over HTTP, with a policy and a record of every call.',
    [
      'sallyport gateway --upstream https://mcp.example.com/mcp',
      'sallyport gateway --listen 127.0.0.1:4700 -- npx -y @modelcontextprotocol/server-everything',
      'sallyport gateway --print-policy > policy.yaml',
    ],
  ],
  ['Usage', ['sallyport gateway [options] --upstream URL', 'sallyport gateway [options] -- command [arguments]']],
  [
    'Options',
    [
      '--upstream URL         the server, when it has an address; it need not run yet',
      '--listen [HOST:]PORT   where to serve (127.0.0.1:4700); port 0 takes a free one',
      '--policy FILE          what is allowed; without it, the built-in policy',
      '--print-policy         print the policy that would be enforced, and end',
      '--token-file FILE      the token clients have to send; made when the file is not there',
      '--no-auth              ask for no token; on 127.0.0.1 only',
      '--client-id ID         a client registered by hand, for an upstream that wants you to sign in',
      '--allow-host H:P       a name clients reach this gateway by, besides the one it listens on; may be repeated',
      '--allow-origin URL     a web page that may call from a browser; may be repeated',
      '--records WHERE        spool: on disk, the default; stdout: there too, a JSON object a line; none',
      '--data-dir DIR         where records and credentials are kept ($XDG_STATE_HOME/sallyport, or ~/.local/state/sallyport)',
      '--verbose              say more on stderr',
    ],
  ],
  [
    'Environment',
    [
      'SALLYPORT_TOKEN          the token clients have to send; without it and --token-file, one is made and shown once',
      'SALLYPORT_CLIENT_SECRET  secret of --client-id',
      'NO_COLOR                 no colours',
    ],
  ],
  [
    'Exit codes',
    [
      ...EXIT_CODES,
      '4     it cannot listen there',
      '126   the command may not be executed',
      '127   the command was not found',
    ],
  ],
];

const PAGES: Readonly<Record<string, Page>> = {
  guard: GUARD,
  gateway: GATEWAY,
  inspect: INSPECT,
  ...DETECTOR_PAGES,
  ...POLICY_PAGES,
};

/** The page of the command that words of a command line begin with, such as `policy check`; of the program without one. */
export const helpFor = (words: readonly string[], { bold }: Pick<Terminal, 'bold'>): string => {
  const [command = '', subcommand = ''] = words;
  const name = [`${command} ${subcommand}`, command].find((known) => Object.hasOwn(PAGES, known));
  const page = (name === undefined ? undefined : PAGES[name]) ?? MAIN;
  return `${page.map(([title, lines]) => `${bold(title)}\n\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`).join('\n')}`;
};
