import { BRACKET_OPEN } from '../json/bytes.js';
import { elementSpans, skipSpace } from '../json/locate.js';
import { type JsonLimits, validateJson } from '../json/parse.js';
import { McpMessageError } from './classify.js';

const MESSAGES_MAX = 100;

/**
 * The messages of a JSON-RPC batch, as views of its bytes, in order. They are whatever the array holds: each is classified by
 * itself. Only 2025-03-26 has batches, see {@link hasBatches}.
 * @returns null when the bytes are no array; they are not looked into then
 * @throws McpParseError when an array is not valid JSON within `limits`; McpMessageError when it is empty or holds more than
 *   100 items
 * @see MCP schema 2025-03-26, JSONRPCBatchRequest and JSONRPCBatchResponse
 */
export const splitBatch = (bytes: Buffer, limits?: JsonLimits): Buffer[] | null => {
  if (bytes[skipSpace(bytes, 0)] !== BRACKET_OPEN) return null;
  validateJson(bytes, limits);
  const spans = elementSpans(bytes, '');
  if (spans.length === 0 || spans.length > MESSAGES_MAX) {
    throw new McpMessageError(`a batch holds 1 to ${MESSAGES_MAX} messages`);
  }
  return spans.map(({ start, end }) => bytes.subarray(start, end));
};
