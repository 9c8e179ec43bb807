import { AppError } from '@sallyport/contracts';
import { classify, type McpMessage, McpMessageError, McpParseError, parseJson } from '@sallyport/mcp';
import type { Parsed, Placed, Read, Stage } from './exchange.js';
import { withMessage } from './learn.js';
import { assertNoLookAlikes } from './look-alikes.js';

/** Parses the body, once, with the one strict parser. */
export const readMessage: Stage<Read, Parsed> = (next) => (exchange) => {
  const { evidence, body } = exchange;
  const message = toMessage(body, evidence);
  if (message.kind === 'request') evidence.idJson = idText(message.id);
  if (message.kind === 'request' || message.kind === 'notification') evidence.method = message.method;
  return next(withMessage(exchange, message));
};

const idText = (id: string | number): string => (typeof id === 'number' ? String(id) : JSON.stringify(id));

/**
 * @param evidence  learns the id of a message that is refused although its id could be read
 * @throws AppError `request.unparseable` or `request.not_jsonrpc`
 */
const toMessage = (body: Buffer, evidence: Placed['evidence']): McpMessage => {
  try {
    const value = parseJson(body);
    assertNoLookAlikes(value);
    return classify(value);
  } catch (thrown) {
    if (thrown instanceof McpParseError) throw new AppError('request.unparseable', { cause: thrown });
    if (!(thrown instanceof McpMessageError)) throw thrown;
    if (thrown.id !== null) evidence.idJson = JSON.stringify(thrown.id);
    throw new AppError('request.not_jsonrpc', { detail: sentence(thrown.message), cause: thrown });
  }
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
