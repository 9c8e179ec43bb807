import { join } from 'node:path';
import type { ServerTransport } from '@sallyport/contracts';
import { LocalCredentials } from '@sallyport/gateway/embed';
import type { UpstreamChoice } from '../args/upstream-choice.js';
import { CliError, EXIT } from '../cli-error.js';
import type { Terminal } from '../terminal/terminal.js';
import { LOCAL_ORG } from './local-names.js';

/** Of upstreams that want somebody to sign in. The address is shown and not opened: the browser may be on another machine. */
export const loadCredentials = async (
  dataDir: string,
  clientId: string | undefined,
  terminal: Terminal,
): Promise<LocalCredentials> => {
  const file = join(dataDir, 'credentials.json');
  const clientSecret = process.env.SALLYPORT_CLIENT_SECRET ?? null;
  try {
    return await LocalCredentials.load({
      file,
      open: (url) => terminal.say(`sallyport: the upstream wants you to sign in. Open this address:\n\n  ${url}\n`),
      ...(clientId !== undefined && { preregistered: { clientId, clientSecret } }),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(
      EXIT.failed,
      `The kept credentials cannot be used: ${why}. Put ${file} right, or delete it.`,
      cause,
    );
  }
};

export const transportOf = (upstream: UpstreamChoice): ServerTransport =>
  upstream.kind === 'url'
    ? { kind: 'streamable-http', url: upstream.url.href }
    : { kind: 'stdio', launcher: LOCAL_ORG, args: [], env: {} };

/** Whoever names an address wants it reached, also on a private network: `host:port` of it. */
export const allowedBy = (upstream: UpstreamChoice): string[] =>
  upstream.kind === 'url' ? [hostAndPort(upstream.url)] : [];

const hostAndPort = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port !== '' ? port : protocol === 'https:' ? '443' : '80'}`;
