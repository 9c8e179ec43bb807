import { ANSWER_LIMITS, McpParseError, validateJson } from '@sallyport/mcp';

/** Whether a server's message is JSON as we take it: only then may places in it be looked up. */
export const isSound = (raw: Buffer): boolean => {
  try {
    validateJson(raw, ANSWER_LIMITS);
    return true;
  } catch (thrown) {
    if (thrown instanceof McpParseError) return false;
    throw thrown;
  }
};
