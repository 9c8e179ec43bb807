import type { OperationShape } from '@sallyport/contracts';
import { pathOf, type SendOptions } from './client.js';

export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  /** `performance.now()` at arrival. */
  readonly at: number;
}

export interface OpenStream {
  readonly events: StreamEvent[];
  /** Resolves with the first event that matches, also one that came before; rejects after `timeoutMs`. */
  next(matches: (event: StreamEvent) => boolean, timeoutMs?: number): Promise<StreamEvent>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream operation and collects its events. Resolves once the stream is open. */
export const openStream = async (
  baseUrl: string,
  operation: OperationShape,
  options: SendOptions,
): Promise<OpenStream> => {
  const abort = new AbortController();
  const response = await fetch(`${baseUrl}${pathOf(operation, options.params)}`, {
    headers: { authorization: `Bearer ${options.token}` },
    signal: abort.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const events: StreamEvent[] = [];
  const waiters = new Set<() => void>();
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks.filter((candidate) => candidate.startsWith('event: '))) {
        const [event = '', data = ''] = block.split('\n').map((line) => line.replace(/^\w+: /, ''));
        events.push({ event, data: JSON.parse(data), at: performance.now() });
      }
      for (const wake of waiters) wake();
    }
  };
  const ended = read(response.body).catch(() => undefined);
  return {
    events,
    ended,
    close: () => abort.abort(),
    next: (matches, timeoutMs = 5000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = events.find(matches);
          if (!found) return;
          clearTimeout(timer);
          waiters.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`no such event; seen: ${JSON.stringify(events)}`)), timeoutMs);
        waiters.add(look);
        look();
      }),
  };
};
