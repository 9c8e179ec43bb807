import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, LOG_LEVELS, type LogLevel, locate, parseJson, splice } from '@sallyport/mcp';
import type { UpstreamCall, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import type { BridgedCaller } from './bridged-caller.js';
import { refusalOf } from './capabilities.js';
import { inputRequired, toInputRequest, toLegacyRequest } from './legacy-answers.js';
import type { LegacySession, SessionCall } from './legacy-session.js';
import { mayAsk } from './may-ask.js';
import {
  bytesAt,
  idTextOf,
  pointerStep,
  RPC,
  readServerMessage,
  resultMessage,
  type ServerMessage,
  stringAt,
  textAt,
} from './rpc.js';

/** Questions one call may have open; more cannot be meant for a person. */
const QUESTIONS_MAX = 32;
/** How often a stream of answers may be continued without anything new on it. */
const BARREN_MAX = 5;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 30_000;

/** A question the server waits for. */
interface Question {
  /** Its id as the server wrote it. */
  readonly id: string;
  readonly request: Buffer;
}

export interface CarriedCallOptions {
  /** How long questions that come close together are gathered for one result. */
  readonly gatherMs: number;
  /** From `send` to the end of the answer, all rounds and all waiting for the client included. */
  readonly exchangeMs: number;
}

export interface CarriedCallEvents {
  /** The client has to answer before it goes on. @returns its request state, or null when no more exchanges can wait */
  onPark(call: CarriedCall): string | null;
  /** The server's response; `caller` waits for it. */
  onResponse(call: CarriedCall, caller: BridgedCaller, response: ServerMessage): void;
  /** The call failed without a response. */
  onFailed(call: CarriedCall, caller: BridgedCaller, error: AppError): void;
  /** Nothing more comes of it. */
  onOver(call: CarriedCall): void;
}

type Outcome = { readonly response: ServerMessage } | { readonly error: AppError };

/**
 * One call at a legacy server on behalf of a modern client. When the server asks something, the client's request is answered
 * with `input_required` and the call stays open, parked, until the client repeats the request with the answers; the same call
 * at the server so serves several requests of the client, one after the other.
 */
export class CarriedCall implements UpstreamSink, SessionCall {
  readonly ourId: number;
  /** The request as it came first. */
  readonly call: UpstreamCall;
  readonly session: LegacySession;
  private readonly options: CarriedCallOptions;
  private readonly events: CarriedCallEvents;
  private readonly questions = new Map<string, Question>();
  private caller: BridgedCaller | null;
  private exchange: UpstreamExchange | null = null;
  private gathering: NodeJS.Timeout | null = null;
  private reconnect: NodeJS.Timeout | null = null;
  private outcome: Outcome | null = null;
  private lastKey = 0;
  private lastEventId: string | undefined;
  private retryMs = RETRY_MS;
  private barren = 0;
  private streaming = false;
  private over = false;

  constructor(
    call: UpstreamCall,
    caller: BridgedCaller,
    session: LegacySession,
    options: CarriedCallOptions,
    events: CarriedCallEvents,
  ) {
    this.call = call;
    this.caller = caller;
    this.session = session;
    this.options = options;
    this.events = events;
    this.ourId = session.nextId();
  }

  /** @param change  makes something else of the request before it is sent */
  start(change: (body: Buffer) => Buffer = (body) => body): void {
    this.session.add(this);
    const { progressToken } = this.call;
    this.exchange = this.session.send(
      {
        ...this.call,
        body: change(toLegacyRequest(this.call.body, this.ourId)),
        id: this.ourId,
        progressToken: progressToken === undefined ? undefined : this.ourId,
        timeoutMs: this.options.exchangeMs,
      },
      this,
    );
  }

  get takesQuestions(): boolean {
    return mayAsk(this.call.method) && !this.over && this.outcome === null;
  }

  /** Whether anything of it has reached the client or may have had effects at the server. */
  get hasBegun(): boolean {
    return this.streaming || this.questions.size > 0;
  }

  /** Whether its next answer is for this request of the client. */
  serves(caller: BridgedCaller): boolean {
    return this.caller === caller;
  }

  resume(): void {
    this.exchange?.resume();
  }

  /** Gives the call up at the server. */
  cancel(reason: string): void {
    if (this.over) return;
    this.exchange?.cancel(reason);
    this.finish();
  }

  /** The client is back: its answers go to the server, and what comes next to the new caller. */
  continue(caller: BridgedCaller, body: Buffer): void {
    this.caller = caller;
    for (const [key, { id }] of [...this.questions]) {
      const pointer = `/params/inputResponses/${pointerStep(key)}`;
      const response = bytesAt(body, pointer);
      if (response === null || response[0] !== 0x7b) continue;
      this.questions.delete(key);
      this.session.answer(resultMessage(id, response), (error) => this.fail(error));
    }
    if (this.outcome !== null) this.settle(this.outcome);
    else if (this.questions.size > 0) this.gather();
    else if (this.streaming) caller.begin(true);
  }

  onHead({ stream, status }: Parameters<UpstreamSink['onHead']>[0]): void {
    if (!stream) return;
    this.streaming = true;
    this.caller?.begin(true, status);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    if (this.over || this.outcome !== null) return true;
    this.barren = 0;
    if (eventId !== undefined) this.lastEventId = eventId;
    const message = readServerMessage(raw);
    if (message === null) this.giveUp(new AppError('upstream.invalid'));
    else if (message.method === null) this.onResponse(message);
    else if (message.envelope.id === null) this.onAside(message);
    else if (message.method === 'ping') this.session.pong(message);
    else this.onQuestion(message);
    return this.caller?.isBehind !== true;
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    if (eventId !== undefined) this.lastEventId = eventId;
    if (retryMs !== undefined) this.retryMs = Math.min(retryMs, RETRY_MS_MAX);
  }

  /** Without an answer this is only the end of a connection when there is an event id to continue from. */
  onEnd(): void {
    if (this.over || this.outcome !== null) return;
    this.barren += 1;
    const { lastEventId } = this;
    if (lastEventId === undefined || this.barren > BARREN_MAX) {
      this.fail(new AppError('upstream.invalid', { detail: 'The MCP server ended its answer without answering.' }));
      return;
    }
    this.exchange = null;
    this.reconnect = setTimeout(() => {
      this.exchange = this.session.resume(lastEventId, this);
    }, this.retryMs);
  }

  onError(error: AppError): void {
    this.fail(error);
  }

  onQuestion(question: ServerMessage): void {
    const task = this.session.taskOf(question);
    if (task !== undefined) {
      task.onQuestion(question);
      return;
    }
    const refused = this.refusalOf(question);
    if (refused !== null) {
      this.session.refuse(question, refused);
      return;
    }
    this.lastKey += 1;
    this.questions.set(`q${this.lastKey}`, { id: idTextOf(question), request: toInputRequest(question) });
    this.gather();
  }

  onAside({ raw, method }: ServerMessage): void {
    const { caller } = this;
    if (caller === null || this.over) return;
    if (method === 'notifications/progress') this.tellProgress(caller, raw);
    else if (method === 'notifications/message') {
      if (reaches(stringAt(raw, '/params/level'), this.session.level)) caller.tell(raw);
    } else if (method === 'notifications/cancelled') {
      this.onWithdrawn(textAt(raw, '/params/requestId') ?? '');
    }
    if (caller.isOver) this.cancel('The client reads too slowly');
  }

  onWithdrawn(requestId: string): void {
    for (const [key, { id }] of this.questions) {
      if (id === requestId) this.questions.delete(key);
    }
  }

  /** A response in the session's stream would be taken for any call's: it has to carry this one's id. */
  private onResponse(response: ServerMessage): void {
    if (idTextOf(response) === String(this.ourId)) this.settle({ response });
  }

  private refusalOf({ raw, method }: ServerMessage): number | null {
    if (!this.takesQuestions || this.questions.size >= QUESTIONS_MAX) return RPC.internal;
    const { params = {} } = parseJson(raw, ANSWER_LIMITS) as { params?: unknown };
    if (typeof params !== 'object' || params === null) return RPC.invalidParams;
    return refusalOf(this.session.initialized.peer.capabilities, method ?? '', { ...params });
  }

  private tellProgress(caller: BridgedCaller, raw: Buffer): void {
    const token = locate(raw, '/params/progressToken');
    if (token === null || caller.progressToken === null) return;
    if (raw.toString('latin1', token.start, token.end) !== String(this.ourId)) return;
    caller.tell(splice(raw, [{ ...token, replacement: Buffer.from(caller.progressToken) }]));
  }

  private gather(): void {
    if (this.caller === null) return;
    this.gathering ??= setTimeout(() => this.ask(), this.options.gatherMs);
  }

  private ask(): void {
    this.gathering = null;
    const { caller } = this;
    if (caller === null || this.questions.size === 0) return;
    const state = this.events.onPark(this);
    if (state === null) {
      this.cancel('Too many exchanges wait for their clients');
      caller.fail(new AppError('quota.exceeded', { detail: 'Too many exchanges wait for their clients' }));
      return;
    }
    this.caller = null;
    const requests = new Map([...this.questions].map(([key, { request }]) => [key, request]));
    caller.finish(resultMessage(caller.id, inputRequired(requests, state)));
    // Whatever comes now is kept or dropped here: nothing may wait for a reader that is gone.
    this.exchange?.resume();
  }

  private settle(outcome: Outcome): void {
    const { caller } = this;
    this.questions.clear();
    this.stopGathering();
    if (caller === null) {
      this.outcome = outcome;
      return;
    }
    this.finish();
    if ('error' in outcome) this.events.onFailed(this, caller, outcome.error);
    else this.events.onResponse(this, caller, outcome.response);
  }

  /** Fails a call whose exchange still goes on. */
  private giveUp(error: AppError): void {
    this.exchange?.cancel(error.detail);
    this.fail(error);
  }

  private fail(error: AppError): void {
    if (this.over || this.outcome !== null) return;
    this.settle({ error });
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.stopGathering();
    if (this.reconnect !== null) clearTimeout(this.reconnect);
    this.session.remove(this);
    this.events.onOver(this);
  }

  private stopGathering(): void {
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.gathering = null;
  }
}

/** Whether a log message is one the client asked for. */
const reaches = (level: string | null, wanted: LogLevel | null): boolean =>
  wanted !== null && LOG_LEVELS.indexOf(level as LogLevel) >= LOG_LEVELS.indexOf(wanted);
