import type { Gateway, Listening } from '@sallyport/gateway/embed';
import type { UpstreamChoice } from '../args/upstream-choice.js';
import type { LocalRecords } from '../local/records.js';
import { DEFAULT_POLICY, type LocalPolicy } from '../policy/local-policy.js';
import type { Terminal } from '../terminal/terminal.js';
import type { BearerToken } from './bearer-token.js';
import type { GatewayCommandOptions } from './gateway-options.js';

export interface Announcement {
  readonly terminal: Terminal;
  readonly address: Listening;
  readonly token: BearerToken | null;
  readonly upstream: UpstreamChoice;
  readonly policy: LocalPolicy;
  readonly records: Pick<LocalRecords, 'folder'>;
  readonly options: Pick<GatewayCommandOptions, 'policyFile' | 'tokenFile' | 'records'>;
}

/** Says where the gateway is, how to get in, and what it does. */
export const announce = ({ terminal, address, token, upstream, policy, records, options }: Announcement): void => {
  const { bold, dim } = terminal;
  const kept = records.folder ?? 'none are kept';
  const lines: [string, string][] = [
    ['Endpoint', bold(`http://${forUrl(address.host)}:${address.port}/mcp`)],
    ['Token', tokenLine(token, options.tokenFile, terminal)],
    ['Upstream', nameOf(upstream)],
    [
      'Policy',
      options.policyFile ?? `${DEFAULT_POLICY} ${dim('(built in; sallyport gateway --print-policy shows it)')}`,
    ],
    ['Records', options.records === 'stdout' ? `${kept}, and on stdout` : kept],
  ];
  if (options.policyFile !== undefined && policy.name !== '')
    lines[3] = ['Policy', `${policy.name} (${options.policyFile})`];
  terminal.say(
    `\n${lines.map(([name, value]) => `  ${name.padEnd(9)} ${value}`).join('\n')}\n\n  ${dim('Ctrl+C ends it.')}\n`,
  );
};

const tokenLine = (token: BearerToken | null, file: string | undefined, { bold, dim }: Terminal): string => {
  switch (token?.source) {
    case undefined:
      return 'none is asked for: every program on this machine may call';
    case 'made':
      return `${bold(token?.token ?? '')} ${dim('(shown once; clients send "Authorization: Bearer <token>")')}`;
    case 'made-file':
      return `made, in ${file}`;
    case 'file':
      return `of ${file}`;
    case 'environment':
      return 'of SALLYPORT_TOKEN';
  }
};

const WATCH_INTERVAL_MS = 200;

/** Tells whether the upstream answers, whenever that changes. The gateway serves either way: who starts first should not matter. */
export const watchUpstream = (
  gateway: Pick<Gateway, 'serverStates'>,
  upstream: UpstreamChoice,
  terminal: Terminal,
): NodeJS.Timeout => {
  let told: 'up' | 'down' | null = null;
  return setInterval(() => {
    const [server] = gateway.serverStates();
    if (server === undefined || server.state === told) return;
    if (server.state === 'up' && server.serverInfo !== null) {
      const { name, version } = server.serverInfo;
      terminal.say(`sallyport: the upstream answers: ${name} ${version}, MCP ${server.protocolVersion}`);
    } else if (server.state === 'down') {
      const what = terminal.yellow(`the upstream does not answer: ${server.detail}.`);
      terminal.say(
        `sallyport: ${what} Calls to ${nameOf(upstream)} fail until it does; the gateway need not be restarted.`,
      );
    } else {
      return;
    }
    told = server.state;
  }, WATCH_INTERVAL_MS).unref();
};

/** What it is called on the screen: of an address, never the query, where some servers have their key. */
const nameOf = (upstream: UpstreamChoice): string =>
  upstream.kind === 'url'
    ? `${upstream.url.origin}${upstream.url.pathname}`
    : [upstream.command, ...upstream.args].join(' ');

const forUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);
