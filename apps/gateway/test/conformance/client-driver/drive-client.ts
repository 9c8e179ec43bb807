import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { LocalCredentials, type LocalCredentialsOptions } from '../../../src/upstream/local-credentials.js';
import { startGatewayInFront } from '../gateway-in-front.js';
import { behaviourOf } from './behaviours.js';
import type { Assignment } from './driver.js';

export type ClientEra = 'legacy' | 'modern';

const MODERN_REVISION = '2026-07-28';

/** The address the suite expects of clients that identify themselves by a metadata document; nobody fetches it. */
const CLIENT_METADATA_URL = 'https://conformance-test.local/client-metadata.json';

export const eraOf = ({ protocolVersion }: Assignment): ClientEra =>
  protocolVersion === MODERN_REVISION ? 'modern' : 'legacy';

/** An official client of an era does at `url` what the scenario asks for. */
export const driveClient = async (assignment: Assignment, url: string, era: ClientEra): Promise<void> => {
  const { capabilities = {}, prepare, act } = behaviourOf(assignment.scenario);
  const client = new Client(
    { name: 'conformance-client', version: '1.0.0' },
    { capabilities, versionNegotiation: { mode: era === 'legacy' ? 'legacy' : { pin: MODERN_REVISION } } },
  );
  prepare?.(client);
  const transport = new StreamableHTTPClientTransport(new URL(url));
  // The SDK's transport type is stricter about undefined members than this project's compiler settings.
  await client.connect(transport as unknown as Parameters<Client['connect']>[0]);
  try {
    await act(client, assignment);
  } finally {
    await client.close();
  }
};

/**
 * The same through a gateway of its own: the suite then judges how the gateway is a client. Where a server wants to know who
 * calls, the credentials are those of a standalone gateway, and its person says yes to everything.
 */
export const driveThroughGateway = async (assignment: Assignment, era: ClientEra): Promise<void> => {
  const { serverUrl: url, context } = assignment;
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-conformance-credentials-'));
  try {
    const credentials = await LocalCredentials.load({
      file: join(folder, 'credentials.json'),
      open: sayYes,
      clientMetadataUrl: CLIENT_METADATA_URL,
      ...preregistered(context),
    });
    const front = await startGatewayInFront({ url, address: new URL(url).host, credentials });
    await driveClient(assignment, front.url, era).finally(() => front.close());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The suite's sign-in pages agree by themselves and send the browser on. */
const sayYes = async (authorizeUrl: string): Promise<void> => {
  await fetch(authorizeUrl);
};

const preregistered = ({
  client_id: clientId,
  client_secret: clientSecret,
}: Assignment['context']): Pick<LocalCredentialsOptions, 'preregistered'> => {
  if (typeof clientId !== 'string') return {};
  return { preregistered: { clientId, clientSecret: typeof clientSecret === 'string' ? clientSecret : null } };
};
