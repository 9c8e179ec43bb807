import {
  ANSWER_LIMITS,
  classify,
  isModernError,
  isModernVersion,
  McpMessageError,
  McpParseError,
  META_KEYS,
  parseJson,
  supportedVersionsOf,
} from '@sallyport/mcp';
import { z } from 'zod';
import { NO_FACTS, type ServerFacts } from './server-facts.js';

const infoSchema = z.object({ name: z.string(), version: z.string() });
const resultSchema = z.object({
  supportedVersions: z.array(z.string().max(64)).max(64),
  _meta: z
    .object({ [META_KEYS.serverInfo]: infoSchema })
    .optional()
    .catch(undefined),
});

/**
 * What an answer to `server/discover` tells: facts of a server with which we share a modern revision, null for every other. An
 * error only a modern server has is as good as a result.
 * @see MCP specification 2026-07-28, "stdio: Backward Compatibility" and "Streamable HTTP: Backward Compatibility"
 */
export const readDiscoverAnswer = (raw: Buffer): ServerFacts | null => {
  try {
    const message = classify(parseJson(raw, ANSWER_LIMITS));
    if (message.kind === 'response') return readResult(message.result);
    if (message.kind !== 'error' || !isModernError(message.error)) return null;
    const versions = supportedVersionsOf(message.error);
    return versions.length === 0 || versions.some(isModernVersion) ? NO_FACTS : null;
  } catch (thrown) {
    if (thrown instanceof McpParseError || thrown instanceof McpMessageError) return null;
    throw thrown;
  }
};

const readResult = (result: unknown): ServerFacts | null => {
  const { data } = resultSchema.safeParse(result);
  const protocolVersion = data?.supportedVersions.filter(isModernVersion).sort().at(-1);
  if (protocolVersion === undefined) return null;
  const info = data?._meta?.[META_KEYS.serverInfo];
  const serverInfo = info === undefined ? null : { name: info.name.slice(0, 120), version: info.version.slice(0, 60) };
  return { protocolVersion, serverInfo };
};
