import { freePort } from '@sallyport/testkit';
import { type GatewayHarness, startGateway } from '../harness/gateway-harness.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';

export interface GatewayInFront {
  readonly url: string;
  readonly gateway: GatewayHarness;
  close(): Promise<void>;
}

/**
 * A gateway in front of one server. The suite cannot send a token, so every request is Ada's; and its pages may come from the
 * gateway's own origin, which a gateway that answers without tokens must be told.
 */
export const startGatewayInFront = async (server: { url: string; address: string }): Promise<GatewayInFront> => {
  const ada = newPrincipal('ada');
  const port = await freePort();
  const gateway = await startGateway({
    port,
    principal: ada.principal,
    allow: [server.address],
    allowedOrigins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
    orgs: [{ slug: 'acme', servers: [httpServer('upstream', server.url)], principals: [ada] }],
  });
  return { url: gateway.endpoint('acme', 'upstream'), gateway, close: () => gateway.close() };
};
