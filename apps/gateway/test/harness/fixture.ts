import { afterAll, beforeAll } from 'vitest';
import { type GatewayHarness, type HarnessOptions, startGateway } from './gateway-harness.js';
import { openSession, type RawSession } from './raw-client.js';
import { type ScriptedServer, startScriptedServer, tool } from './scripted-server.js';
import { httpServer, newPrincipal, type OrgSpec, type TestPrincipal } from './snapshots.js';

export interface Fixture {
  readonly gateway: GatewayHarness;
  readonly upstream: ScriptedServer;
  readonly ada: TestPrincipal;
  readonly bob: TestPrincipal;
  readonly url: string;
  /** A session of Ada's. */
  session(protocolVersion?: string): Promise<RawSession>;
  readonly org: OrgSpec;
}

export interface FixtureOptions extends Partial<Omit<HarnessOptions, 'orgs'>> {
  readonly policy?: string;
  readonly tools?: readonly Record<string, unknown>[];
  readonly settings?: OrgSpec['settings'];
  readonly server?: Parameters<typeof httpServer>[2];
  /** Makes the server what it is before the gateway meets it. */
  readonly prepare?: (server: ScriptedServer) => void;
}

/** One organisation `acme` with Ada and Bob, one scripted server `up`, and a gateway, for every test of the file. */
export const useFixture = (options: FixtureOptions = {}): Fixture => {
  const ada = newPrincipal('ada');
  const bob = newPrincipal('bob');
  const state: { gateway?: GatewayHarness; upstream?: ScriptedServer; org?: OrgSpec } = {};
  const need = <K extends keyof typeof state>(key: K): NonNullable<(typeof state)[K]> => {
    const value = state[key];
    if (value === undefined) throw new Error(`${key} is not there yet`);
    return value;
  };
  beforeAll(async () => {
    const { policy, settings, server } = options;
    state.upstream = await startScriptedServer(options.tools ?? [tool('echo'), tool('fetch'), tool('other')]);
    options.prepare?.(state.upstream);
    state.org = {
      slug: 'acme',
      servers: [httpServer('up', state.upstream.url, server)],
      principals: [ada, bob],
      ...(policy === undefined ? {} : { policy }),
      ...(settings === undefined ? {} : { settings }),
    };
    state.gateway = await startGateway({ allow: [state.upstream.address], ...options, orgs: [state.org] });
  });
  afterAll(async () => {
    await state.gateway?.close();
    await state.upstream?.close();
  });
  return {
    get gateway() {
      return need('gateway');
    },
    get upstream() {
      return need('upstream');
    },
    get org() {
      return need('org');
    },
    get url() {
      return need('gateway').endpoint('acme', 'up');
    },
    ada,
    bob,
    session: (protocolVersion) => openSession(need('gateway').endpoint('acme', 'up'), ada.token, protocolVersion),
  };
};
