import { AppError } from '@sallyport/contracts';
import { editObject, locate, splice } from '@sallyport/mcp';
import type { RequestStates } from '../sessions/request-state.js';
import { requestDigestOf } from '../sessions/request-state.js';
import type { Decided } from './exchange.js';
import { parseAnswer } from './parse-answer.js';
import { ownerOf } from './recognise.js';
import type { ServerMessageReviewer } from './review-server-message.js';

/** Questions in one answer; more cannot be meant for a person. */
const QUESTIONS_MAX = 32;
const MARK = '"inputRequests"';
const STATE_MARK = '"input_required"';
/** What begins the only other spelling of a letter that JSON has. */
const ESCAPE = '\\u';

/** Whether an answer may ask for input; looked at first because nearly none does. */
export const mayAskForInput = (raw: Buffer): boolean =>
  raw.includes(MARK) || raw.includes(STATE_MARK) || raw.includes(ESCAPE);

/**
 * Judges what a server asks of a modern client in place of a result, or of a task: every question is a request of the
 * server's of its own, decided and recorded. What is asked in place of a result goes out with a request state that only this
 * client can come back with.
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
    const { message, spec } = exchange;
    const { result } = parseAnswer(bytes) as { result?: Readonly<Record<string, unknown>> };
    const inPlace = result?.resultType === 'input_required';
    if (message.kind !== 'request' || result === undefined || spec.inputRequestsPointer === null) {
      if (inPlace) throw invalid('It asks for input where none is due.');
      return bytes;
    }
    const { inputRequests = {}, requestState = null } = result;
    const asked = entriesOf(inputRequests).map(([key, request]) => ({
      key,
      ...this.serverMessages.reviewInput(exchange, key, request),
    }));
    const edits = asked.flatMap(({ key, replacement }) => {
      const span = replacement === null ? null : locate(bytes, `${spec.inputRequestsPointer}/${escaped(key)}`);
      return span === null || replacement === null ? [] : [{ ...span, replacement }];
    });
    const shown = splice(bytes, edits);
    if (!inPlace) return shown;
    if (requestState !== null && typeof requestState !== 'string') throw invalid('Its request state is no text.');
    const state = this.states.seal(ownerOf(exchange), requestDigestOf(message.method, message.params), {
      inner: requestState,
      questions: Object.fromEntries(asked.map(({ key, method }) => [key, [method]])),
      own: false,
    });
    return editObject(shown, '/result', { set: { requestState: JSON.stringify(state) } });
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
