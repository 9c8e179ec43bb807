import { AppError } from '@sallyport/contracts';
import { classify, type McpMessage, McpMessageError, McpParseError, parseJson } from '@sallyport/mcp';
import type { Parsed, Placed, Stage } from './exchange.js';
import { learn } from './learn.js';
import { assertNoLookAlikes } from './look-alikes.js';

/**
 * Reads the body and parses it, once, with the one strict parser. Comes after authentication, so that a stranger can make us
 * neither hold a body nor parse one.
 */
export const readMessage =
  (bodyBytesMax: number): Stage<Placed, Parsed> =>
  (next) =>
  async (exchange) => {
    const { readBody, evidence } = exchange;
    const body = await readBody(bodyBytesMax);
    const message = toMessage(body, (id) => {
      evidence.idJson = JSON.stringify(id);
    });
    if (message.kind === 'request') evidence.idJson = JSON.stringify(message.id);
    if (message.kind === 'request' || message.kind === 'notification') evidence.method = message.method;
    return next(learn(exchange, { body, message }));
  };

/**
 * @param onId  hears the id of a message that is refused although its id could be read
 * @throws AppError `request.unparseable` or `request.not_jsonrpc`
 */
const toMessage = (body: Buffer, onId: (id: string | number) => void): McpMessage => {
  try {
    const value = parseJson(body);
    assertNoLookAlikes(value);
    return classify(value);
  } catch (thrown) {
    if (thrown instanceof McpParseError) throw new AppError('request.unparseable', { cause: thrown });
    if (!(thrown instanceof McpMessageError)) throw thrown;
    if (thrown.id !== null) onId(thrown.id);
    throw new AppError('request.not_jsonrpc', { detail: sentence(thrown.message), cause: thrown });
  }
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
