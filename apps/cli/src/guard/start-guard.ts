import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { createGateway, createUpstreamRegistry, type StdioFront } from '@sallyport/gateway/embed';
import { LOCAL_ORG } from '../local/local-names.js';
import { localPrincipal, toLocalSnapshot } from '../local/local-snapshot.js';
import { openRecords } from '../local/records.js';
import { allowedBy, loadCredentials, transportOf } from '../local/remote-upstream.js';
import { stateFolder } from '../local/state-folder.js';
import { loadPolicy } from '../policy/local-policy.js';
import type { Terminal } from '../terminal/terminal.js';
import { createTerminalLog } from '../terminal/terminal-log.js';
import { VERSION } from '../version.js';
import type { GuardOptions } from './guard-options.js';
import type { WrappedServer } from './wrapped-server.js';

export interface StartGuardOptions extends GuardOptions {
  /** The processes of a wrapped command; null for a server with an address. */
  readonly server: WrappedServer | null;
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
}

export interface RunningGuard {
  readonly front: StdioFront;
  /** Ends the server and keeps the last records. */
  close(): Promise<void>;
}

/**
 * Builds the gateway of one client and one server.
 * @throws CliError when the policy has problems or records cannot be written
 */
export const startGuard = async (options: StartGuardOptions): Promise<RunningGuard> => {
  const { server, upstream, terminal, serverSlug, input, output } = options;
  const logger = createTerminalLog(terminal, options.verbose ? 'debug' : 'warn');
  const policy = await loadPolicy(options.policyFile);
  for (const warning of policy.warnings) terminal.say(`sallyport: ${warning}`);
  const dataDir = options.dataDir ?? stateFolder(process.env);
  const credentials = upstream.kind === 'url' ? await loadCredentials(dataDir, options.clientId, terminal) : undefined;
  const records = await openRecords({
    dataDir,
    keep: options.records !== 'none',
    echo: options.records === 'stderr' ? process.stderr : null,
    logger,
  });
  const registry = createUpstreamRegistry({
    allow: allowedBy(upstream),
    launchers: {},
    env: {},
    logger,
    ...(credentials !== undefined && { credentials }),
    ...(server !== null && { ownCommand: server.launchCommand }),
  });
  const principal = localPrincipal();
  const gateway = createGateway({
    spool: records,
    registry,
    principal,
    snapshotAgeMs: () => 0,
    reportDefinitions: () => undefined,
    consoleUrl: null,
    sessionKey: randomBytes(32),
    allowedHosts: [],
    allowedOrigins: [],
    version: VERSION,
    // A listing of our own would start a second process beside the client's.
    listsAhead: server === null,
    // What it warns of besides, the client is told by the answers to its calls.
    logger: createTerminalLog(terminal, options.verbose ? 'debug' : 'error'),
  });
  const transport = transportOf(upstream);
  gateway.applySnapshot(toLocalSnapshot({ serverSlug, transport, policy, principal, tokenHash: null }));
  const front = gateway.serveStdio({ input, output, orgSlug: LOCAL_ORG, serverSlug });
  return {
    front,
    close: async () => {
      await front.close();
      await gateway.close(0);
      await registry.close();
      await records.close();
    },
  };
};
