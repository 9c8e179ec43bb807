import { randomBytes } from 'node:crypto';
import { createGateway, createUpstreamRegistry, type Gateway, type Listening } from '@sallyport/gateway/embed';
import { spawnServer } from '@sallyport/gateway/spawn-server';
import type { UpstreamChoice } from '../args/upstream-choice.js';
import { CliError, EXIT, systemCode } from '../cli-error.js';
import { DEFAULT_SERVER, LOCAL_ORG } from '../local/local-names.js';
import { localPrincipal, toLocalSnapshot } from '../local/local-snapshot.js';
import { openRecords } from '../local/records.js';
import { allowedBy, loadCredentials, transportOf } from '../local/remote-upstream.js';
import { stateFolder } from '../local/state-folder.js';
import { loadPolicy } from '../policy/local-policy.js';
import type { Terminal } from '../terminal/terminal.js';
import { createTerminalLog } from '../terminal/terminal-log.js';
import { VERSION } from '../version.js';
import { announce, watchUpstream } from './announce.js';
import { findToken, hashOf } from './bearer-token.js';
import type { GatewayCommandOptions } from './gateway-options.js';

export interface LocalGateway {
  readonly address: Listening;
  close(drainMs: number): Promise<void>;
}

/**
 * Builds the gateway of one person and one server and serves it: the product's own pipeline, with a snapshot made here.
 * @throws CliError when the policy has problems, the port is taken, or token or records cannot be had
 */
export const startLocalGateway = async (options: GatewayCommandOptions, terminal: Terminal): Promise<LocalGateway> => {
  const { upstream, host, port } = options;
  const logger = createTerminalLog(terminal, options.verbose ? 'debug' : 'warn');
  const policy = await loadPolicy(options.policyFile);
  for (const warning of policy.warnings) terminal.say(`sallyport: ${warning}`);
  const token = options.auth ? await findToken(options.tokenFile, process.env.SALLYPORT_TOKEN) : null;
  const dataDir = options.dataDir ?? stateFolder(process.env);
  const credentials = await loadCredentials(dataDir, options.clientId, terminal);
  const records = await openRecords({
    dataDir,
    keep: options.records !== 'none',
    echo: options.records === 'stdout' ? process.stdout : null,
    logger,
  });
  const registry = createUpstreamRegistry({
    allow: allowedBy(upstream),
    launchers: {},
    env: {},
    logger,
    credentials,
    ...(upstream.kind === 'command' && { ownCommand: commandOf(upstream) }),
  });
  const principal = localPrincipal();
  const gateway = createGateway({
    spool: records,
    registry,
    ...(token === null && { principal }),
    home: { orgSlug: LOCAL_ORG, serverSlug: DEFAULT_SERVER },
    snapshotAgeMs: () => 0,
    reportDefinitions: () => undefined,
    consoleUrl: null,
    sessionKey: randomBytes(32),
    allowedHosts: options.allowedHosts,
    allowedOrigins: options.allowedOrigins,
    version: VERSION,
    // Whether the upstream can be listed is told in words of our own.
    logger: createTerminalLog(terminal, options.verbose ? 'debug' : 'error'),
  });
  const close = async (drainMs: number): Promise<void> => {
    await gateway.close(drainMs);
    await registry.close();
    await records.close();
  };
  const address = await listen(gateway, host, port).catch(async (thrown: unknown) => {
    await close(0);
    throw thrown;
  });
  const transport = transportOf(upstream);
  const tokenHash = token === null ? null : hashOf(token.token);
  gateway.applySnapshot(toLocalSnapshot({ serverSlug: DEFAULT_SERVER, transport, policy, principal, tokenHash }));
  announce({ terminal, address, token, upstream, policy, records, options });
  const watch = watchUpstream(gateway, upstream, terminal);
  return {
    address,
    close: async (drainMs) => {
      clearInterval(watch);
      await close(drainMs);
    },
  };
};

const listen = async (gateway: Gateway, host: string, port: number): Promise<Listening> => {
  try {
    return await gateway.listen(host, port);
  } catch (cause) {
    const code = systemCode(cause);
    const why =
      code === 'EADDRINUSE'
        ? `Port ${port} on ${host} is taken. Stop what uses it, or choose another: --listen ${host}:0 takes a free one.`
        : code === 'EACCES'
          ? `Port ${port} needs more rights than you have. Choose one above 1023.`
          : `This machine cannot listen on ${host} (${code}). Use one of its own addresses, such as 127.0.0.1.`;
    throw new CliError(EXIT.listen, why, cause);
  }
};

/** The person at this terminal named the command, so it gets their environment and writes to their stderr. */
const commandOf = ({ command, args }: Extract<UpstreamChoice, { kind: 'command' }>) => {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  const server = { command, args, env, cwd: undefined };
  return { ...server, keeper: { spawn: () => spawnServer(server, 'inherit'), onEnded: () => undefined } };
};
