import { AppError } from '@sallyport/contracts';
import { type Envelope, envelopeId, envelopeMethod, locate, readEnvelope } from '@sallyport/mcp';
import type { LegacyLink, LegacyLinkHandlers } from './legacy-link.js';
import { type LinkCall, PROGRESS_TOKEN } from './link-call.js';
import { toLine } from './message-rewrite.js';
import { errorLine, INTERNAL_ERROR, notificationLine, resultLine } from './rpc-messages.js';
import { ServerQuestions } from './server-questions.js';
import type { SessionInbox } from './session-inbox.js';
import { isSound } from './sound-json.js';

type Done = (error: AppError | null) => void;

const IGNORE: Done = () => undefined;

/** One connection of a session while it lasts: which calls are on their way over it, and what the server has asked. */
export class ResidentConnection {
  private readonly link: LegacyLink;
  private readonly inbox: Pick<SessionInbox, 'put'>;
  private readonly questions = new ServerQuestions();
  private readonly calls = new Map<number, LinkCall>();

  /** @throws AppError `upstream.unavailable` when no connection can be tried */
  constructor(
    open: (handlers: LegacyLinkHandlers) => LegacyLink,
    inbox: Pick<SessionInbox, 'put'>,
    onDown: (error: AppError) => void,
  ) {
    this.inbox = inbox;
    this.link = open({
      onMessage: (raw) => this.onMessage(raw),
      onOversized: () => this.onOversized(),
      onDown: (error) => {
        this.failAll(error);
        onDown(error);
      },
    });
  }

  /** Calls on their way. */
  get load(): number {
    return this.calls.size;
  }

  get newestCall(): LinkCall | undefined {
    return [...this.calls.values()].at(-1);
  }

  launch(call: LinkCall, line: Buffer): void {
    this.calls.set(call.ourId, call);
    this.link.write(line, (error) => {
      if (error !== null) call.fail(error);
    });
  }

  forget(call: LinkCall, reason: string | null): void {
    this.calls.delete(call.ourId);
    if (reason === null) return;
    const params = { requestId: call.ourId, reason: reason.slice(0, 200) };
    this.link.write(notificationLine('notifications/cancelled', params), IGNORE);
  }

  /** A client's notification. */
  notify(body: Buffer, done: Done): void {
    this.link.write(toLine(body), done);
  }

  /** The client's answer to a question; one to a question nobody asked goes nowhere. */
  answer(body: Buffer, id: string | number | null, done: Done): void {
    const theirs = this.questions.answer(body, id);
    if (theirs === null) done(null);
    else this.link.write(toLine(theirs), done);
  }

  close(error: AppError): Promise<void> {
    this.failAll(error);
    return this.link.close();
  }

  private failAll(error: AppError): void {
    for (const call of [...this.calls.values()]) call.fail(error);
  }

  private onMessage(raw: Buffer): void {
    const envelope = readEnvelope(raw);
    if (envelope === null) return;
    if (envelope.method === null) this.onAnswer(raw, envelope);
    else if (isSound(raw)) this.onServerMessage(raw, envelope, envelopeMethod(raw, envelope) ?? '');
  }

  private onAnswer(raw: Buffer, envelope: Envelope): void {
    const id = envelopeId(raw, envelope);
    if (typeof id === 'number') this.calls.get(id)?.answer(raw, envelope);
  }

  private onServerMessage(raw: Buffer, envelope: Envelope, method: string): void {
    if (envelope.id !== null) {
      this.onQuestion(raw, envelope, method);
    } else if (method === 'notifications/progress') {
      const token = locate(raw, PROGRESS_TOKEN);
      if (token !== null) this.calls.get(Number(raw.toString('latin1', token.start, token.end)))?.progress(raw);
    } else {
      const told = method === 'notifications/cancelled' ? this.questions.withdraw(raw) : raw;
      if (told !== null) this.inbox.put({ raw: told, onLost: () => undefined });
    }
  }

  private onQuestion(raw: Buffer, envelope: Envelope, method: string): void {
    const id = envelopeId(raw, envelope);
    if (id === null) return;
    if (method === 'ping') {
      this.link.write(resultLine(id), IGNORE);
      return;
    }
    const refuse = () => this.link.write(errorLine(id, INTERNAL_ERROR, 'The client cannot be reached'), IGNORE);
    const asked = this.questions.ask(raw, envelope);
    if (asked === null) refuse();
    else this.inbox.put({ raw: asked, onLost: refuse });
  }

  /** Nobody can tell whose answer was dropped, unless only one was due. */
  private onOversized(): void {
    const [only] = this.calls.values();
    if (this.calls.size === 1) only?.fail(new AppError('upstream.too_large'));
  }
}
