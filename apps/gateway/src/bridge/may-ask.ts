import { findMethod, LATEST_VERSION } from '@sallyport/mcp';

/**
 * Whether a request may be answered with questions, which it is then repeated with the answers to.
 * @see MCP specification 2026-07-28, "Multi Round-Trip Requests: Supported Requests"
 */
export const mayAsk = (method: string | null): boolean => {
  const spec = findMethod(method ?? '', 'client_to_server', 'request', LATEST_VERSION);
  return spec !== undefined && spec.inputRequestsPointer !== null && spec.inputResponsesPointer !== null;
};
