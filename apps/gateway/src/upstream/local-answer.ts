import type { AppError } from '@sallyport/contracts';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

/** For what is sent on the side, whose outcome changes nothing. */
export const SILENT_SINK: UpstreamSink = {
  onHead: () => undefined,
  onMessage: () => undefined,
  onEnd: () => undefined,
  onError: () => undefined,
};

/** Answers without asking the server. */
export const reply = (
  sink: UpstreamSink,
  head: { readonly status: number; readonly sessionId: string | null },
  message: Buffer | null,
): UpstreamExchange => replyWith(sink, { ...head, stream: false }, message === null ? [] : [message]);

/** The same with any head and any messages. */
export const replyWith = (
  sink: UpstreamSink,
  head: Parameters<UpstreamSink['onHead']>[0],
  messages: readonly Buffer[],
): UpstreamExchange => {
  const gate = new SinkGate(sink, CANNOT_STOP);
  queueMicrotask(() => {
    gate.head(head);
    for (const message of messages) gate.message(message, undefined);
    gate.end();
  });
  return { resume: () => gate.resume(), cancel: () => gate.close() };
};

/** Fails without asking the server. */
export const refuse = (sink: UpstreamSink, error: AppError): UpstreamExchange => {
  const gate = new SinkGate(sink, CANNOT_STOP);
  queueMicrotask(() => gate.fail(error));
  return { resume: () => gate.resume(), cancel: () => gate.close() };
};
