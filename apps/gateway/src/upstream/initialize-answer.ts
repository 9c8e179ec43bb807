import {
  ANSWER_LIMITS,
  LATEST_LEGACY_VERSION,
  LEGACY_VERSIONS,
  negotiateLegacyVersion,
  parseJson,
} from '@sallyport/mcp';
import { z } from 'zod';
import type { ServerFacts } from './server-facts.js';

/** What a hosted server answered to our `initialize`, kept to answer those of clients. */
export interface InitializedServer {
  readonly facts: ServerFacts;
  readonly protocolVersion: string;
  readonly result: Readonly<Record<string, unknown>>;
}

const answerSchema = z.object({
  result: z.looseObject({
    protocolVersion: z.string().max(20),
    capabilities: z.looseObject({}),
    serverInfo: z.looseObject({ name: z.string(), version: z.string() }),
  }),
});

/** A request that asks for no version we know gets our newest, so a malformed one is treated alike. */
const requestSchema = z.object({ params: z.object({ protocolVersion: z.string() }).catch({ protocolVersion: '' }) });

/**
 * Reads a server's answer to `initialize`. The `logging` capability is taken out: one process serves many clients, and its log
 * messages cannot be told apart by client.
 * @returns null when it is an error or no InitializeResult
 */
export const readInitializeAnswer = (raw: Buffer): InitializedServer | null => {
  try {
    const { result } = answerSchema.parse(parseJson(raw, ANSWER_LIMITS));
    const { logging: _, ...capabilities } = result.capabilities;
    const { name, version } = result.serverInfo;
    return {
      facts: {
        protocolVersion: result.protocolVersion,
        serverInfo: { name: name.slice(0, 120), version: version.slice(0, 60) },
      },
      protocolVersion: result.protocolVersion,
      result: { ...result, capabilities },
    };
  } catch {
    return null;
  }
};

/**
 * The answer to a client's `initialize` by a server that was initialised before: in the version the client asked for when the
 * server speaks one as new, else in the server's. Versions are dates, so they compare as text.
 * @param body  the client's request, already parsed strictly
 */
export const answerInitialize = (body: Buffer, id: string | number, server: InitializedServer): Buffer => {
  const { protocolVersion: asked } = requestSchema.parse(parseJson(body)).params;
  const wanted = negotiateLegacyVersion(asked) ?? LATEST_LEGACY_VERSION;
  const spoken = LEGACY_VERSIONS.filter((version) => version <= server.protocolVersion).at(-1) ?? LEGACY_VERSIONS[0];
  const [protocolVersion] = [wanted, spoken].sort();
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, result: { ...server.result, protocolVersion } }));
};
