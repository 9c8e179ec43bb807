import { AppError } from '@sallyport/contracts';
import { editObject, locate, splice } from '@sallyport/mcp';
import type { RequestStates } from '../sessions/request-state.js';
import { requestDigestOf } from '../sessions/request-state.js';
import type { Decided } from './exchange.js';
import { ownerOf } from './recognise.js';
import { parseAnswer } from './review-message.js';
import type { ServerMessageReviewer } from './review-server-message.js';

/** Questions in one answer; more cannot be meant for a person. */
const QUESTIONS_MAX = 32;
const MARK = '"input_required"';

/** Whether an answer may be an `InputRequiredResult`; looked at first because nearly none is. */
export const mayAskForInput = (raw: Buffer): boolean => raw.includes(MARK);

/**
 * Judges what a server asks of a modern client in place of a result: every question is a request of the server's of its own,
 * decided and recorded. What may be asked goes out with a request state that only this client can come back with.
 */
export class InputReviewer {
  private readonly states: Pick<RequestStates, 'seal'>;
  private readonly serverMessages: Pick<ServerMessageReviewer, 'reviewInput'>;

  constructor(states: Pick<RequestStates, 'seal'>, serverMessages: Pick<ServerMessageReviewer, 'reviewInput'>) {
    this.states = states;
    this.serverMessages = serverMessages;
  }

  /**
   * @param bytes  an answer with a result, judged as one
   * @returns the same when it asks for nothing
   * @throws AppError `policy.denied` when one of the questions may not be asked; `upstream.invalid`
   */
  review(exchange: Decided, bytes: Buffer): Buffer {
    const { result } = parseAnswer(bytes) as { result?: Readonly<Record<string, unknown>> };
    if (result?.resultType !== 'input_required') return bytes;
    const { message, spec } = exchange;
    if (message.kind !== 'request' || spec.inputResponsesPointer === null)
      throw invalid('It asks for input where none is due.');
    const { inputRequests = {}, requestState = null } = result;
    if (requestState !== null && typeof requestState !== 'string') throw invalid('Its request state is no text.');
    const asked = entriesOf(inputRequests).map(([key, request]) => ({
      key,
      ...this.serverMessages.reviewInput(exchange, key, request),
    }));
    const state = this.states.seal(ownerOf(exchange), requestDigestOf(message.method, message.params), {
      inner: requestState,
      questions: Object.fromEntries(asked.map(({ key, method, target }) => [key, { method, target: target.name }])),
    });
    const edits = asked.flatMap(({ key, replacement }) => {
      const span = replacement === null ? null : locate(bytes, `/result/inputRequests/${escaped(key)}`);
      return span === null || replacement === null ? [] : [{ ...span, replacement }];
    });
    return editObject(splice(bytes, edits), '/result', { set: { requestState: JSON.stringify(state) } });
  }
}

const entriesOf = (inputRequests: unknown): [string, unknown][] => {
  if (typeof inputRequests !== 'object' || inputRequests === null) throw invalid('Its input requests are no object.');
  const entries = Object.entries(inputRequests);
  if (entries.length > QUESTIONS_MAX) throw invalid('It asks too much at once.');
  return entries;
};

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const invalid = (detail: string): AppError =>
  new AppError('upstream.invalid', { detail: `The MCP server broke the protocol: ${detail}` });
