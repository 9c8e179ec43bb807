import { randomUUID } from 'node:crypto';
import { AppError } from '@sallyport/contracts';
import { editObject, locate, parseJson } from '@sallyport/mcp';
import { type Capabilities, refusalOf } from './capabilities.js';
import type { QuestionBoard } from './question-board.js';
import { bytesAt, callMessage, isObjectAt, pointerStep, stringAt } from './rpc.js';

/** Questions of one result; more cannot be meant for a person. */
const QUESTIONS_MAX = 32;

export interface ClientQuestionsEvents {
  /** A message for the client. */
  onAsk(message: Buffer): void;
  /** Every question is answered. @param responses  `InputResponses`, as JSON text @param asked  whether the client was asked */
  onAnswered(responses: string, asked: boolean): void;
  onFailed(error: AppError): void;
}

/** Who is asked. */
export interface Asked {
  readonly key: string;
  readonly capabilities: Capabilities;
}

/**
 * Puts the input requests of one modern result to a legacy client, each as a request of its own, and gathers the answers. A
 * client that fails an elicitation has cancelled it; what else it fails cannot be told to the server.
 */
export class ClientQuestions {
  private readonly board: QuestionBoard;
  private readonly asked: Asked;
  private readonly events: ClientQuestionsEvents;
  /** Pages the client agreed to visit before: it is not asked again while the server waits for the visit. */
  private readonly agreed: Set<string>;
  private readonly responses = new Map<string, string>();
  private readonly open = new Map<string, string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(board: QuestionBoard, asked: Asked, agreed: Set<string>, events: ClientQuestionsEvents) {
    this.board = board;
    this.asked = asked;
    this.agreed = agreed;
    this.events = events;
  }

  /**
   * @param requests   `InputRequests`, strictly parsed
   * @param timeoutMs  how long the client has for all of them
   * @throws AppError `upstream.invalid` when something may not be asked of this client, before anything was; `quota.exceeded`
   */
  ask(requests: Buffer, timeoutMs: number): void {
    const messages = this.prepareAll(requests);
    if (messages.length === 0) {
      this.settle(false);
      return;
    }
    this.timer = setTimeout(() => this.onTimeout(), timeoutMs);
    for (const message of messages) this.events.onAsk(message);
  }

  /** Nobody waits for the answers any more. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const id of this.open.keys()) this.board.remove(id);
    this.open.clear();
  }

  private prepareAll(requests: Buffer): Buffer[] {
    try {
      return keysOf(requests).flatMap((key) => this.prepare(key, requests) ?? []);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private prepare(key: string, requests: Buffer): Buffer | null {
    const at = `/${pointerStep(key)}`;
    const request = bytesAt(requests, at);
    const method = stringAt(requests, `${at}/method`);
    if (request === null || method === null) throw refused('asked for something that is no request');
    const params = locate(request, '/params') === null ? {} : parseJson(bytesAt(request, '/params') ?? request);
    if (typeof params !== 'object' || params === null) throw refused('asked for something that is no request');
    if (refusalOf(this.asked.capabilities, method, { ...params }) !== null) {
      throw refused('asked the client for something it does not support');
    }
    const { mode, url } = params as { mode?: unknown; url?: unknown };
    const page = method === 'elicitation/create' && mode === 'url' ? String(url) : null;
    if (page !== null && this.agreed.has(page)) {
      this.responses.set(key, ACCEPTED);
      return null;
    }
    const id = this.board.add(this.asked.key, (body) => this.onAnswer(key, method, page, body));
    if (id === null) throw new AppError('quota.exceeded', { detail: 'Too many questions wait for this client' });
    this.open.set(id, key);
    const told =
      page === null ? request : editObject(request, '/params', { set: { elicitationId: `"${randomUUID()}"` } });
    return callMessage(JSON.stringify(id), method, bytesAt(told, '/params') ?? undefined);
  }

  private onAnswer(key: string, method: string, page: string | null, body: Buffer): void {
    for (const [id, open] of this.open) if (open === key) this.open.delete(id);
    const result = isObjectAt(body, '/result') ? bytesAt(body, '/result') : null;
    if (result === null && method !== 'elicitation/create') {
      this.close();
      this.events.onFailed(new AppError('mcp.input_refused'));
      return;
    }
    const response = result?.toString() ?? CANCELLED;
    if (page !== null && stringAt(Buffer.from(response), '/action') === 'accept') this.agreed.add(page);
    this.responses.set(key, response);
    if (this.open.size === 0) this.settle(true);
  }

  private onTimeout(): void {
    this.close();
    this.events.onFailed(new AppError('mcp.input_refused', { detail: 'The client did not answer in time' }));
  }

  private settle(asked: boolean): void {
    this.close();
    const members = [...this.responses].map(([key, response]) => `${JSON.stringify(key)}:${response}`);
    this.events.onAnswered(`{${members.join(',')}}`, asked);
  }
}

const ACCEPTED = '{"action":"accept"}';
const CANCELLED = '{"action":"cancel"}';

const keysOf = (requests: Buffer): string[] => {
  const parsed = parseJson(requests);
  const keys = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.keys(parsed) : null;
  if (keys === null || keys.length > QUESTIONS_MAX) {
    throw new AppError('upstream.invalid', {
      detail: 'The MCP server asks for too much, or for nothing that can be read',
    });
  }
  return keys;
};

const refused = (what: string): AppError => new AppError('upstream.invalid', { detail: `The MCP server ${what}` });
