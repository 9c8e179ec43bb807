import { ANSWER_LIMITS, MCP_ERRORS, parseJson } from '@sallyport/mcp';
import { z } from 'zod';
import { type Capabilities, refusalOf } from './capabilities.js';
import { inputRequired } from './legacy-answers.js';
import { bytesAt, errorMessage, RPC, resultMessage } from './rpc.js';

const elicitationSchema = z.object({ message: z.string(), url: z.string() });
const errorSchema = z.object({
  error: z.object({ data: z.object({ elicitations: z.array(elicitationSchema).min(1).max(32) }) }),
});

/** Marks the keys of these questions: the request they belong to is over, so nothing else tells a retry of it. */
const KEY = 'visit-';

/**
 * What a modern client gets in place of a legacy server's demand to visit pages first (−32042): questions in URL mode. The call
 * itself is over; when the client has agreed it repeats its request, which is then a new call at the server.
 * @param raw  the error, strictly parsed
 * @param id   JSON text
 * @see MCP specification 2025-11-25, "Elicitation: URL Elicitation Required Error"
 */
export const urlQuestions = (raw: Buffer, id: string, capabilities: Capabilities): Buffer => {
  const parsed = errorSchema.safeParse(parseJson(raw, ANSWER_LIMITS));
  if (!parsed.success) return errorMessage(id, RPC.internal, 'The server asks for a visit without saying where');
  if (refusalOf(capabilities, 'elicitation/create', { mode: 'url' }) !== null) {
    return errorMessage(id, MCP_ERRORS.missingRequiredClientCapability, 'Missing required client capability', {
      requiredCapabilities: { elicitation: { url: {} } },
    });
  }
  const { elicitations } = parsed.data.error.data;
  const requests = elicitations.map(({ message, url }, index): [string, Buffer] => [
    `${KEY}${index + 1}`,
    Buffer.from(JSON.stringify({ method: 'elicitation/create', params: { mode: 'url', message, url } })),
  ]);
  return resultMessage(id, inputRequired(new Map(requests), null));
};

/** Whether a repeated request says that its client would not visit a page it was asked to. */
export const refusesUrl = (body: Buffer): boolean => {
  const responses = bytesAt(body, '/params/inputResponses');
  if (responses === null) return false;
  const entries = Object.entries(parseJson(responses) ?? {}) as [string, { action?: unknown } | null][];
  return entries.some(([key, response]) => key.startsWith(KEY) && response?.action !== 'accept');
};
