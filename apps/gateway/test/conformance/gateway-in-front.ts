import { freePort } from '@sallyport/testkit';
import type { CredentialProvider } from '../../src/upstream/credentials.js';
import { type GatewayHarness, type HarnessOptions, startGateway } from '../harness/gateway-harness.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';

interface Behind {
  readonly url: string;
  /** `host:port`. */
  readonly address: string;
  /** What Ada shows the server if it wants to know who she is. */
  readonly credentials?: CredentialProvider;
  /** Whether pages of the gateway's own origin may call it, as the suite's own do. */
  readonly forOwnPages?: boolean;
}

export interface GatewayInFront {
  readonly url: string;
  readonly gateway: GatewayHarness;
  close(): Promise<void>;
}

/** A gateway in front of one server. The suite cannot send a token, so every request is Ada's. */
export const startGatewayInFront = async (behind: Behind): Promise<GatewayInFront> => {
  const { url, address, credentials, forOwnPages = false } = behind;
  const ada = newPrincipal('ada');
  const gateway = await startGateway({
    principal: ada.principal,
    allow: [address],
    orgs: [{ slug: 'acme', servers: [httpServer('upstream', url)], principals: [ada] }],
    ...(credentials === undefined ? {} : { credentials }),
    ...(forOwnPages ? await ownPages() : {}),
  });
  return { url: gateway.endpoint('acme', 'upstream'), gateway, close: () => gateway.close() };
};

const ownPages = async (): Promise<Pick<HarnessOptions, 'port' | 'allowedOrigins'>> => {
  const port = await freePort();
  return { port, allowedOrigins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`] };
};
