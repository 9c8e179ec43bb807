import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, McpParseError, parseJson } from '@sallyport/mcp';

/** @throws AppError `upstream.invalid` */
export const parseAnswer = (raw: Buffer): unknown => {
  try {
    return parseJson(raw, ANSWER_LIMITS);
  } catch (thrown) {
    if (thrown instanceof McpParseError) throw new AppError('upstream.invalid', { cause: thrown });
    throw thrown;
  }
};
