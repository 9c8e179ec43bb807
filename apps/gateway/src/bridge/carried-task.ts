import { ANSWER_LIMITS, parseJson, type TaskOutcome } from '@sallyport/mcp';
import { ownRequest } from '../upstream/own-call.js';
import type { UpstreamExchange } from '../upstream/upstream.js';
import { refusalOf } from './capabilities.js';
import { toInputRequest } from './legacy-answers.js';
import type { LegacySession, SessionCall } from './legacy-session.js';
import { bytesAt, idTextOf, pointerStep, RPC, readServerMessage, resultMessage, type ServerMessage } from './rpc.js';

/** Questions one task may have open; more cannot be meant for a person. */
const QUESTIONS_MAX = 32;

interface Question {
  /** Its id as the server wrote it. */
  readonly id: string;
  readonly request: Buffer;
}

/**
 * A task of a legacy server, followed for a modern client. A legacy server puts a task's questions to whoever waits for its
 * result, so the bridge waits for it as soon as there are some, and keeps what comes for the client's polls.
 */
export class CarriedTask implements SessionCall {
  readonly ourId: number;
  readonly taskId: string;
  /** A question that names no task is no task's. */
  readonly takesQuestions = false;
  private readonly session: LegacySession;
  private readonly resultMs: number;
  private readonly questions = new Map<string, Question>();
  private exchange: UpstreamExchange | null = null;
  private outcome: TaskOutcome | null = null;
  private waiters: (() => void)[] = [];
  private lastKey = 0;

  /** @param resultMs  longest wait for the task's result */
  constructor(session: LegacySession, taskId: string, resultMs: number) {
    this.session = session;
    this.taskId = taskId;
    this.resultMs = resultMs;
    this.ourId = session.nextId();
    session.add(this);
  }

  /** What the server asks, as `InputRequests`; waits a little for questions that are on their way. */
  async inputRequests(patienceMs: number): Promise<TaskOutcome> {
    this.wait();
    if (this.questions.size === 0) await this.next(patienceMs);
    const members = [...this.questions].map(([key, { request }]) => `${JSON.stringify(key)}:${request.toString()}`);
    return { kind: 'inputRequests', value: Buffer.from(`{${members.join(',')}}`) };
  }

  /** What has become of a task that is over; null when the server does not say. */
  async result(): Promise<TaskOutcome | null> {
    this.wait();
    if (this.outcome === null) await this.next(this.resultMs);
    return this.outcome;
  }

  /** Answers those of the open questions that `inputResponses` names; the others are not looked at. */
  answer(body: Buffer): void {
    for (const [key, { id }] of [...this.questions]) {
      const response = bytesAt(body, `/params/inputResponses/${pointerStep(key)}`);
      if (response === null || response[0] !== 0x7b) continue;
      this.questions.delete(key);
      this.session.answer(resultMessage(id, response), () => undefined);
    }
  }

  leave(): void {
    this.exchange?.cancel('Nobody follows the task any more');
    this.session.remove(this);
    this.wake();
  }

  onQuestion(question: ServerMessage): void {
    const { params = {} } = parseJson(question.raw, ANSWER_LIMITS) as { params?: unknown };
    const { capabilities } = this.session.initialized.peer;
    const refused =
      this.questions.size >= QUESTIONS_MAX || typeof params !== 'object' || params === null
        ? RPC.internal
        : refusalOf(capabilities, question.method ?? '', { ...params });
    if (refused !== null) {
      this.session.refuse(question, refused);
      return;
    }
    this.lastKey += 1;
    this.questions.set(`q${this.lastKey}`, { id: idTextOf(question), request: toInputRequest(question) });
    this.wake();
  }

  /** The extension has no progress and no log messages of tasks. */
  onAside(): void {}

  onWithdrawn(requestId: string): void {
    for (const [key, { id }] of this.questions) if (id === requestId) this.questions.delete(key);
  }

  /** Waits for the result at the server, unless that is so already. */
  private wait(): void {
    if (this.exchange !== null || this.outcome !== null) return;
    const { peer, session } = this.session.initialized;
    const params = { taskId: this.taskId };
    const call = ownRequest({
      peer,
      session,
      timeoutMs: this.resultMs,
      id: this.ourId,
      method: 'tasks/result',
      params,
    });
    const over = () => {
      this.exchange = null;
      this.wake();
    };
    this.exchange = this.session.send(call, {
      onHead: () => undefined,
      onMessage: (raw) => {
        const message = readServerMessage(raw);
        if (message?.method === null) this.outcome = outcomeOf(message);
        else if (message !== null && message.envelope.id !== null) this.onQuestion(message);
        return true;
      },
      onEnd: over,
      onError: over,
    });
  }

  private next(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}

/** A copy: it is kept for longer than the message it came in. */
const outcomeOf = ({ raw, envelope }: ServerMessage): TaskOutcome => {
  const kind = envelope.error === null ? 'result' : 'error';
  return { kind, value: Buffer.from(bytesAt(raw, `/${kind}`) ?? '{}') };
};
