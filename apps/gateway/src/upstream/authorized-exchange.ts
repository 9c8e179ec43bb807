import { type AppError, toAppError } from '@sallyport/contracts';
import { Challenged, type Credential, type ServerCredentials } from './credentials.js';
import type { HttpExchangeHooks, HttpRequest } from './http-exchange.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

/** Sends one request of the endpoint. */
export type Send = (request: HttpRequest, sink: UpstreamSink, hooks: HttpExchangeHooks) => UpstreamExchange;

/** How often a request that was refused is sent again with another credential. */
const AGAIN_MAX = 2;

/**
 * One request in a principal's name. It waits for the credential where one has to be asked for, and is sent again when the
 * server refuses it for want of one: a refused request had no effect. Whatever else happens is the caller's, unchanged.
 */
export class AuthorizedExchange implements UpstreamExchange, UpstreamSink {
  private readonly credentials: ServerCredentials;
  private readonly request: HttpRequest;
  private readonly sink: UpstreamSink;
  private readonly hooks: HttpExchangeHooks;
  private readonly sendOnce: Send;
  private readonly startedAt = performance.now();
  private current: UpstreamExchange | null = null;
  private shown: Credential | null = null;
  private again = 0;
  private over = false;

  constructor(
    credentials: ServerCredentials,
    send: Send,
    { request, sink, hooks }: { request: HttpRequest; sink: UpstreamSink; hooks: HttpExchangeHooks },
  ) {
    this.credentials = credentials;
    this.sendOnce = send;
    this.request = request;
    this.sink = sink;
    this.hooks = hooks;
  }

  start(): this {
    const { principalId } = this.request;
    const known = this.credentials.peek(principalId);
    if (known === undefined) this.sendWhen(this.credentials.find(principalId));
    else if (known instanceof Error) queueMicrotask(() => this.fail(known));
    else this.send(known);
    return this;
  }

  resume(): void {
    this.current?.resume();
  }

  cancel(reason: string): void {
    this.over = true;
    this.current?.cancel(reason);
  }

  onHead(head: Parameters<UpstreamSink['onHead']>[0]): void {
    this.sink.onHead(head);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean | undefined {
    return this.sink.onMessage(raw, eventId);
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.sink.onCursor?.(eventId, retryMs);
  }

  onEnd(): void {
    this.sink.onEnd();
  }

  onError(error: AppError): void {
    const { cause } = error;
    if (!(cause instanceof Challenged) || this.again === AGAIN_MAX) {
      this.sink.onError(error);
      return;
    }
    this.again += 1;
    const { status, challenge } = cause;
    this.sendWhen(this.credentials.replace(this.request.principalId, { status, challenge, credential: this.shown }));
  }

  private sendWhen(credential: Promise<Credential>): void {
    this.current = null;
    credential.then(
      (found) => this.send(found),
      (thrown: unknown) => this.fail(toAppError(thrown)),
    );
  }

  private send(credential: Credential | null): void {
    if (this.over) return;
    this.shown = credential;
    const { head, timeoutMs } = this.request;
    const left = timeoutMs === null ? null : Math.max(1, timeoutMs - (performance.now() - this.startedAt));
    const request = credential === null ? this.request : { ...this.request, head: withToken(head, credential.token) };
    this.current = this.sendOnce(
      this.again > 0 || left === null ? { ...request, timeoutMs: left } : request,
      this,
      this.hooks,
    );
  }

  private fail(error: AppError): void {
    if (this.over) return;
    this.over = true;
    this.sink.onError(error);
  }
}

/** The head with the token as its last header. */
const withToken = (head: string, token: string): string =>
  `${head.slice(0, -'\r\n'.length)}Authorization: Bearer ${token}\r\n\r\n`;
