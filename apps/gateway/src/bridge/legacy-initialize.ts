import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, isLegacyVersion, LATEST_LEGACY_VERSION, parseJson } from '@sallyport/mcp';
import { z } from 'zod';
import { ownNotification, ownRequest } from '../upstream/own-call.js';
import type { Peer, Upstream, UpstreamSession } from '../upstream/upstream.js';
import { askServer } from './ask-server.js';
import { type Capabilities, toLegacyClient } from './capabilities.js';

/** A session with a legacy server, begun on behalf of a modern client. */
export interface InitializedSession {
  readonly peer: Peer;
  readonly session: UpstreamSession;
  readonly capabilities: Capabilities;
  /** `InitializeResult` as it came. */
  readonly result: Readonly<Record<string, unknown>>;
}

const answerSchema = z.object({
  result: z.looseObject({ protocolVersion: z.string(), capabilities: z.looseObject({}) }),
});

/** A server has to name the client it serves; one that named itself not is called this. */
const NAMELESS = { name: 'sallyport', version: '0' };

/**
 * Begins a session in the name of a modern client: its name and what of its capabilities a legacy server can use.
 * @throws AppError `upstream.*`
 */
export const initialize = async (legacy: Upstream, modern: Peer, key: string): Promise<InitializedSession> => {
  const capabilities = toLegacyClient(modern.capabilities);
  const asking: Peer = {
    era: 'legacy',
    protocolVersion: LATEST_LEGACY_VERSION,
    client: modern.client,
    principalId: modern.principalId,
    capabilities,
    key,
  };
  const answer = await askServer(
    legacy,
    ownRequest({
      peer: asking,
      session: null,
      timeoutMs: INITIALIZE_TIMEOUT_MS,
      id: 'initialize',
      method: 'initialize',
      params: { protocolVersion: LATEST_LEGACY_VERSION, capabilities, clientInfo: modern.client ?? NAMELESS },
    }),
  );
  const result = readResult(answer?.raw);
  const { protocolVersion } = result;
  if (!isLegacyVersion(protocolVersion)) throw refused('speaks no protocol version we support');
  const peer = { ...asking, protocolVersion };
  const session = { id: answer?.sessionId ?? null, protocolVersion };
  const message = { peer, session, timeoutMs: INITIALIZE_TIMEOUT_MS, params: undefined };
  await askServer(legacy, ownNotification({ ...message, method: 'notifications/initialized' }));
  return { peer, session, capabilities: result.capabilities, result };
};

const INITIALIZE_TIMEOUT_MS = 30_000;

const readResult = (raw: Buffer | undefined): z.infer<typeof answerSchema>['result'] => {
  try {
    return answerSchema.parse(parseJson(raw ?? Buffer.alloc(0), ANSWER_LIMITS)).result;
  } catch (cause) {
    throw refused('refused to begin a session', cause);
  }
};

const refused = (what: string, cause?: unknown): AppError =>
  new AppError('upstream.invalid', { detail: `The MCP server ${what}`, cause });
