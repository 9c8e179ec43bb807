import { randomUUID } from 'node:crypto';
import { AppError, minutes, toAppError } from '@sallyport/contracts';
import { editObject } from '@sallyport/mcp';
import type { Upstream, UpstreamCall, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { BridgedCaller } from './bridged-caller.js';
import { type Asked, ClientQuestions } from './client-questions.js';
import { mayAsk } from './may-ask.js';
import type { QuestionBoard } from './question-board.js';
import { bytesAt, readServerMessage, type ServerMessage, stringAt, textAt, withId } from './rpc.js';

/** Rounds of one call; a server that has not had enough by then never will. */
const ROUNDS_MAX = 16;
const PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 10_000;

export interface RoundTripOptions {
  readonly modern: Upstream;
  readonly board: QuestionBoard;
  readonly asked: Asked;
  /** How long the client has for the questions of one round. */
  readonly questionMs: number | undefined;
  /** The request as the modern server gets it first. */
  readonly prepare: () => Promise<UpstreamCall>;
  /** The final response, under the client's id, as the client gets it. @throws AppError when it cannot be told */
  readonly translate: (response: ServerMessage, raw: Buffer) => Buffer;
}

/**
 * One request of a legacy client at a modern server. When the server answers that it needs input, the client is asked on the
 * stream of its request, and the request is sent again with what it said, until there is a result.
 */
export class RoundTripCall implements UpstreamExchange {
  private readonly method: string | null;
  private readonly caller: BridgedCaller;
  private readonly options: RoundTripOptions;
  private readonly agreed = new Set<string>();
  private exchange: UpstreamExchange | null = null;
  private questions: ClientQuestions | null = null;
  private pause: NodeJS.Timeout | null = null;
  private round = 0;
  private pauses = 0;

  constructor(call: UpstreamCall, sink: UpstreamSink, options: RoundTripOptions) {
    this.method = call.method;
    this.options = options;
    // Every round has the time of a call; waiting for a person has its own.
    this.caller = new BridgedCaller({ ...call, timeoutMs: null }, sink, {
      onResume: () => this.exchange?.resume(),
      onTimeout: () => undefined,
    });
  }

  start(): this {
    this.options.prepare().then(
      (call) => {
        if (!this.caller.isOver) this.send(call, call);
      },
      (thrown: unknown) => this.caller.fail(toAppError(thrown)),
    );
    return this;
  }

  resume(): void {
    this.caller.resume();
  }

  cancel(reason: string): void {
    this.caller.close();
    this.stop(reason);
  }

  /** @param first  the request of the first round, of which the others are repetitions */
  private send(first: UpstreamCall, call: UpstreamCall): void {
    this.round += 1;
    let answered = false;
    this.exchange = this.options.modern.send(call, {
      onHead: ({ stream, status }) => {
        if (stream) this.caller.begin(true, status);
      },
      onMessage: (raw) => {
        if (answered) return true;
        const message = readServerMessage(raw);
        if (message === null) {
          answered = true;
          this.giveUp(new AppError('upstream.invalid'));
        } else if (message.method !== null) {
          this.aside(message);
        } else {
          answered = true;
          this.respond(first, message);
        }
        return !this.caller.isBehind;
      },
      onEnd: () => {
        if (!answered) this.caller.fail(new AppError('upstream.invalid'));
      },
      onError: (error) => {
        if (!answered) this.caller.fail(error);
      },
    });
  }

  /** Modern servers send nothing but notifications beside an answer. */
  private aside({ raw, envelope }: ServerMessage): void {
    if (envelope.id !== null) return;
    this.caller.tell(raw);
    if (this.caller.isOver) this.stop('The client reads too slowly');
  }

  private respond(first: UpstreamCall, message: ServerMessage): void {
    try {
      const { raw } = message;
      if (message.envelope.error !== null || stringAt(raw, '/result/resultType') !== 'input_required') {
        this.caller.finish(this.options.translate(message, withId(message, this.caller.id)));
      } else if (!mayAsk(this.method) || this.round >= ROUNDS_MAX) {
        throw new AppError('upstream.invalid', { detail: 'The MCP server asks where it may not, or without end' });
      } else {
        this.ask(first, raw);
      }
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.caller.fail(thrown);
    }
  }

  private ask(first: UpstreamCall, raw: Buffer): void {
    const requestState = textAt(raw, '/result/requestState');
    const questions = new ClientQuestions(this.options.board, this.options.asked, this.agreed, {
      onAsk: (message) => this.caller.tell(message),
      onAnswered: (responses, asked) =>
        this.again(first, { inputResponses: responses === '{}' ? null : responses, requestState }, asked),
      onFailed: (error) => this.caller.fail(error),
    });
    this.questions = questions;
    questions.ask(bytesAt(raw, '/result/inputRequests') ?? NO_REQUESTS, this.options.questionMs ?? QUESTION_MS);
  }

  /** Sends the request again, at once when the client has just said something, else after a while: the server waits too. */
  private again(first: UpstreamCall, answers: Answers, asked: boolean): void {
    this.questions = null;
    const next = retryOf(first, answers);
    if (asked) {
      this.send(first, next);
      return;
    }
    this.pause = setTimeout(() => this.send(first, next), Math.min(PAUSE_MS * 2 ** this.pauses, PAUSE_MS_MAX));
    this.pauses += 1;
  }

  private giveUp(error: AppError): void {
    this.exchange?.cancel(error.detail);
    this.caller.fail(error);
  }

  private stop(reason: string): void {
    if (this.pause !== null) clearTimeout(this.pause);
    this.questions?.close();
    this.exchange?.cancel(reason);
  }
}

const QUESTION_MS = minutes(5);
const NO_REQUESTS = Buffer.from('{}');

/** What a retry adds to its request, as JSON texts; null where there is nothing to add. */
interface Answers {
  readonly inputResponses: string | null;
  /** The server's own, as it came. */
  readonly requestState: string | null;
}

/** The same request with what was asked for, as a request of its own. */
const retryOf = (first: UpstreamCall, answers: Answers): UpstreamCall => {
  const id = randomUUID();
  const set: Record<string, string> = {};
  const params: Record<string, unknown> = { ...first.params };
  for (const [name, text] of Object.entries(answers)) {
    if (text === null) continue;
    set[name] = text;
    params[name] = JSON.parse(text);
  }
  const body = editObject(editObject(first.body, '', { set: { id: JSON.stringify(id) } }), '/params', { set });
  return { ...first, id, body, params };
};
