import { findProgram } from '../guard/find-program.js';
import { readPolicyText } from '../policy/local-policy.js';
import { createTerminal } from '../terminal/terminal.js';
import { type GatewayCommandOptions, readGatewayOptions } from './gateway-options.js';

/** Longest calls in flight may take to end when the process is asked to. */
const DRAIN_MS = 5_000;

/**
 * Serves one upstream over HTTP until the process is asked to end.
 * @returns what to exit with
 */
export const runGateway = async (argv: readonly string[]): Promise<number> => {
  const request = readGatewayOptions(argv);
  if (request.wants === 'policy') {
    process.stdout.write(await readPolicyText(request.policyFile));
    return 0;
  }
  const options = await withProgram(request.options);
  const { startLocalGateway } = await import('./start-local-gateway.js');
  const gateway = await startLocalGateway(options, createTerminal(process.stderr, process.env));
  await asked();
  await gateway.close(DRAIN_MS);
  return 0;
};

/** What cannot be started is told before anything listens. */
const withProgram = async (options: GatewayCommandOptions): Promise<GatewayCommandOptions> => {
  const { upstream } = options;
  if (upstream.kind === 'url') return options;
  return { ...options, upstream: { ...upstream, command: await findProgram(upstream.command, process.env.PATH) } };
};

/** Resolves at the first SIGINT or SIGTERM; who sends a second one does not want to wait. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    let before = false;
    const onSignal = (): void => {
      if (before) process.exit(1);
      before = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
