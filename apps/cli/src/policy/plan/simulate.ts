import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, ResponseOf } from '@sallyport/api-client';
import { CliError, EXIT } from '../../cli-error.js';
import { ApiRefusal } from '../api/api-failure.js';
import type { OrgApi } from '../api/org-api.js';
import { printable } from '../report/printable.js';

export type Simulation = ResponseOf<'getPolicySimulation'>;
export type SimulationReport = NonNullable<Simulation['report']>;

export interface SimulationWishes {
  readonly text: string;
  /** The policy the text replaces; null adds it to those in force. */
  readonly policyId: string | null;
  readonly days: number;
}

const POLL_MS = 1_000;
/** Between attempts to start while another of the same account runs. */
const BUSY_MS = 3_000;
const BUSY_ATTEMPTS = 100;

/**
 * Has the api replay recorded calls with a text, and waits for the report. When the process is asked to end, so is the simulation.
 * @param onProgress  called with every state that is seen
 * @throws CliError when it fails or is cancelled by somebody else
 */
export const simulate = async (
  api: OrgApi,
  wishes: SimulationWishes,
  onProgress: (simulation: Simulation) => void,
): Promise<{ readonly simulation: Simulation; readonly report: SimulationReport }> => {
  let simulation = await start(api, wishes);
  const forget = onSignals(() => cancel(api, simulation.id));
  try {
    onProgress(simulation);
    while (simulation.state === 'queued' || simulation.state === 'running') {
      await sleep(POLL_MS);
      simulation = await read(api, simulation.id);
      onProgress(simulation);
    }
  } finally {
    forget();
  }
  const { state, report, problem } = simulation;
  if (state === 'done' && report !== null) return { simulation, report };
  const why = state === 'cancelled' ? 'was cancelled' : `failed: ${printable(problem ?? 'no reason was given')}`;
  throw new CliError(EXIT.failed, `The simulation ${simulation.id} ${why}.`);
};

/** One account runs one simulation at a time; pull requests share an account, so the next one waits. */
const start = async (api: OrgApi, wishes: SimulationWishes): Promise<Simulation> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await api.ask('createPolicySimulation', (client, org) => create(client, org, wishes));
    } catch (thrown) {
      const isBusy = thrown instanceof ApiRefusal && thrown.problem.code === 'simulation.already_running';
      if (!isBusy || attempt >= BUSY_ATTEMPTS) throw thrown;
      await sleep(BUSY_MS);
    }
  }
};

const create = (client: ApiClient, org: string, { text, policyId, days }: SimulationWishes) =>
  client.POST('/v1/orgs/{org}/policy-simulations', {
    params: { path: { org } },
    body: { text, days, ...(policyId === null ? {} : { policyId }) },
  });

const read = (api: OrgApi, simulationId: string): Promise<Simulation> =>
  api.ask('getPolicySimulation', (client, org) =>
    client.GET('/v1/orgs/{org}/policy-simulations/{simulationId}', { params: { path: { org, simulationId } } }),
  );

const cancel = (api: OrgApi, simulationId: string): Promise<Simulation> =>
  api.ask('cancelPolicySimulation', (client, org) =>
    client.POST('/v1/orgs/{org}/policy-simulations/{simulationId}/cancellation', {
      params: { path: { org, simulationId } },
    }),
  );

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;

/** Ends the process after the work; a second signal does not wait for it. @returns what stops listening */
const onSignals = (work: () => Promise<unknown>): (() => void) => {
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = (): never => process.exit(EXIT.signal + number);
    const listener = (): void => {
      process.once(signal, end);
      work().then(end, end);
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
};
