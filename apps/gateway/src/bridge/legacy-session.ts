import { AppError } from '@sallyport/contracts';
import { type LogLevel, locate, META_KEYS } from '@sallyport/mcp';
import { SILENT_SINK } from '../upstream/local-answer.js';
import { ownAnswer, ownRequest } from '../upstream/own-call.js';
import type { Upstream, UpstreamCall, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { askServer } from './ask-server.js';
import { featuresOf, type ServerFeatures } from './capabilities.js';
import type { InitializedSession } from './legacy-initialize.js';
import {
  errorMessage,
  idTextOf,
  pointerStep,
  RPC,
  readServerMessage,
  resultMessage,
  type ServerMessage,
  stringAt,
  textAt,
} from './rpc.js';
import { ServerStream } from './server-stream.js';
import { listTaskTools } from './task-tools.js';

/** A call in a legacy session, as far as messages that come elsewhere may belong to it. */
export interface SessionCall {
  /** Id and progress token under which the server knows it. */
  readonly ourId: number;
  /** Whether the server's question, met on the session's own stream, may be put to this call's client. */
  readonly takesQuestions: boolean;
  /** The task it follows. */
  readonly taskId?: string;
  onQuestion(question: ServerMessage): void;
  onAside(notification: ServerMessage): void;
  /** The server withdrew a question. @param requestId  JSON text */
  onWithdrawn(requestId: string): void;
}

/** Hears what the server says by itself. */
export interface SessionListener {
  onNotification(notification: ServerMessage): void;
  /** The server's stream is over and will not come back. */
  onStreamEnd(): void;
}

/** For what is sent on the side. */
const COURTESY_TIMEOUT_MS = 10_000;

const HEARD: ReadonlySet<string> = new Set([
  'notifications/tools/list_changed',
  'notifications/prompts/list_changed',
  'notifications/resources/list_changed',
  'notifications/resources/updated',
]);

/** One session with a legacy server, shared by the requests of one modern client that want the same log level. */
export class LegacySession {
  readonly features: ServerFeatures;
  readonly initialized: InitializedSession;
  readonly level: LogLevel | null;
  private readonly legacy: Upstream;
  private readonly calls = new Map<number, SessionCall>();
  private readonly listeners = new Set<SessionListener>();
  private readonly subscribers = new Map<string, number>();
  private readonly stream: ServerStream;
  private taskTools: Promise<ReadonlySet<string>> | null = null;
  private lastId = 0;
  private lost = false;

  constructor(legacy: Upstream, initialized: InitializedSession, level: LogLevel | null) {
    this.legacy = legacy;
    this.initialized = initialized;
    this.level = level;
    this.features = featuresOf(initialized.capabilities);
    this.stream = new ServerStream(legacy, initialized, {
      onMessage: (raw) => this.onServerMessage(raw),
      onEnd: (error) => {
        if (error !== null) this.note(error);
        for (const listener of [...this.listeners]) listener.onStreamEnd();
      },
    });
  }

  /** Whether the server has forgotten it: it is good for nothing more. */
  get isLost(): boolean {
    return this.lost;
  }

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  add(call: SessionCall): void {
    this.calls.set(call.ourId, call);
  }

  remove(call: SessionCall): void {
    this.calls.delete(call.ourId);
  }

  listen(listener: SessionListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Makes sure that the server can talk to us by itself. False: it offers no way. */
  openStream(): Promise<boolean> {
    return this.stream.open();
  }

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamExchange {
    const { peer, session } = this.initialized;
    return this.legacy.send({ ...call, peer, session }, sink);
  }

  /** What became of an exchange may be that the session is no more. */
  note({ code }: AppError): void {
    if (code === 'mcp.session_not_found') this.lost = true;
  }

  /** Continues a stream of answers that was closed before the answer. */
  resume(lastEventId: string, sink: UpstreamSink): UpstreamExchange {
    const { peer, session } = this.initialized;
    return this.legacy.listen({ peer, session, lastEventId }, sink);
  }

  /**
   * A request of the bridge's own.
   * @returns its answer, whose id means nothing
   * @throws AppError as {@link UpstreamSink.onError} says
   */
  async ask(method: string, params: object, timeoutMs: number = COURTESY_TIMEOUT_MS): Promise<Buffer> {
    const { peer, session } = this.initialized;
    const call = ownRequest({ peer, session, timeoutMs, id: this.nextId(), method, params });
    const answer = await askServer(this.legacy, call, (raw) => this.onServerMessage(raw)).catch((error: AppError) => {
      this.note(error);
      throw error;
    });
    if (answer === null) throw new AppError('upstream.invalid');
    return answer.raw;
  }

  /** Answers a question of the server. @param body  the whole message */
  answer(body: Buffer, onError: (error: AppError) => void): void {
    const { peer, session } = this.initialized;
    const id: unknown = JSON.parse(textAt(body, '/id') ?? 'null');
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.legacy.send(ownAnswer({ peer, session, timeoutMs: COURTESY_TIMEOUT_MS, id, body }), {
      ...SILENT_SINK,
      onError,
    });
  }

  /** Refuses a question in the client's place. */
  refuse(question: ServerMessage, code: number): void {
    const text = code === RPC.methodNotFound ? 'Method not found' : 'The client cannot be asked this now';
    this.answer(errorMessage(idTextOf(question), code, text), () => undefined);
  }

  /** Subscribes once for all who ask. @returns whether the server will tell of the resource */
  async subscribe(uri: string): Promise<boolean> {
    const others = this.subscribers.get(uri) ?? 0;
    this.subscribers.set(uri, others + 1);
    if (others > 0) return true;
    const answer = await this.ask('resources/subscribe', { uri }).catch(() => null);
    if (answer !== null && locate(answer, '/result') !== null) return true;
    this.forget(uri);
    return false;
  }

  unsubscribe(uri: string): void {
    if (this.forget(uri)) void this.ask('resources/unsubscribe', { uri }).catch(() => undefined);
  }

  /** Leaves it: the server has forgotten it, or is about to. */
  leave(): void {
    this.stream.close();
  }

  /** Ends it at the server. */
  async end(): Promise<void> {
    this.leave();
    await this.legacy.end(this.initialized.peer, this.initialized.session);
  }

  /** @returns whether that was the last one */
  private forget(uri: string): boolean {
    const left = (this.subscribers.get(uri) ?? 0) - 1;
    if (left > 0) this.subscribers.set(uri, left);
    else this.subscribers.delete(uri);
    return left === 0;
  }

  /**
   * A question that does not say which call it belongs to. It goes to the youngest call whose client can be asked: with one
   * call in flight that is the right one, and with several it is put to the same client all the same, whose answer the server
   * gets under the question's own id.
   */
  onQuestion(question: ServerMessage): void {
    const call = this.taskOf(question) ?? [...this.calls.values()].findLast(({ takesQuestions }) => takesQuestions);
    if (question.method === 'ping') this.pong(question);
    else if (call === undefined) this.refuse(question, RPC.internal);
    else call.onQuestion(question);
  }

  /** Who follows the task a message belongs to; undefined when it names none that is followed. */
  taskOf({ raw }: ServerMessage): SessionCall | undefined {
    const taskId = stringAt(raw, `/params/_meta/${pointerStep(META_KEYS.relatedTask)}/taskId`);
    return taskId === null ? undefined : [...this.calls.values()].find((call) => call.taskId === taskId);
  }

  /** Whether a tool can only be called as a task. A server that does not list its tools is called without asking. */
  async needsTask(name: string): Promise<boolean> {
    if (!this.features.tasks) return false;
    this.taskTools ??= listTaskTools((params) => this.ask('tools/list', params));
    try {
      return (await this.taskTools).has(name);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.taskTools = null;
      return false;
    }
  }

  pong(question: ServerMessage): void {
    this.answer(resultMessage(idTextOf(question), '{}'), () => undefined);
  }

  /** Whatever comes on the session's own stream: here only, and never twice. */
  private onServerMessage(raw: Buffer): void {
    const message = readServerMessage(raw);
    if (message === null || message.method === null) return;
    if (message.envelope.id !== null) this.onQuestion(message);
    else this.onNotification(message, message.method);
  }

  private onNotification(notification: ServerMessage, method: string): void {
    if (method === 'notifications/progress') {
      this.calls.get(Number(textAt(notification.raw, '/params/progressToken')))?.onAside(notification);
    } else if (method === 'notifications/message') {
      [...this.calls.values()].at(-1)?.onAside(notification);
    } else if (method === 'notifications/cancelled') {
      const requestId = textAt(notification.raw, '/params/requestId');
      for (const call of this.calls.values()) call.onWithdrawn(requestId ?? '');
    } else if (HEARD.has(method)) {
      if (method === 'notifications/tools/list_changed') this.taskTools = null;
      for (const listener of [...this.listeners]) listener.onNotification(notification);
    }
  }
}
