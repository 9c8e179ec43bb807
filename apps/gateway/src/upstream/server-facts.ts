import { ANSWER_LIMITS, parseJson } from '@sallyport/mcp';
import { z } from 'zod';
import type { UpstreamHealth } from './upstream.js';

export type ServerFacts = Pick<UpstreamHealth, 'protocolVersion' | 'serverInfo'>;

export const NO_FACTS: ServerFacts = { protocolVersion: null, serverInfo: null };

const initializeAnswerSchema = z.object({
  result: z.object({
    protocolVersion: z.string().max(20),
    serverInfo: z.object({ name: z.string(), version: z.string() }),
  }),
});

/** What a server says of itself in its answer to `initialize`; null when the answer is an error or not understood. */
export const readServerFacts = (raw: Buffer): ServerFacts | null => {
  try {
    const { result } = initializeAnswerSchema.parse(parseJson(raw, ANSWER_LIMITS));
    const { name, version } = result.serverInfo;
    return {
      protocolVersion: result.protocolVersion,
      serverInfo: { name: name.slice(0, 120), version: version.slice(0, 60) },
    };
  } catch {
    return null;
  }
};
