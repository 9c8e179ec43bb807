import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { SseStream } from './sse.js';

/** Streams that are open now. They are ended before the server closes, which would otherwise wait for them. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  readonly #streams = new Set<SseStream>();

  add(stream: SseStream): SseStream {
    this.#streams.add(stream);
    void stream.closed.then(() => this.#streams.delete(stream));
    return stream;
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.#streams) stream.close();
  }
}
