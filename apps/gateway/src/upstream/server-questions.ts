import { randomBytes } from 'node:crypto';
import { type Envelope, locate, type Span, splice } from '@sallyport/mcp';

/** Questions a server may have open on one connection. */
const OPEN_MAX = 256;
const REQUEST_ID = '/params/requestId';

/**
 * The requests a server has put to its client over one connection. They go on under ids of ours, which no later connection of
 * the same session gives out again: an answer that comes when the server has gone and come back is an answer to nothing.
 */
export class ServerQuestions {
  private readonly prefix = randomBytes(6).toString('base64url');
  private readonly ids = new Map<string, Buffer>();
  private last = 0;

  /** The request under an id of ours; null when too many are open. */
  ask(raw: Buffer, { id }: Envelope): Buffer | null {
    if (id === null || this.ids.size >= OPEN_MAX) return null;
    const ours = `${this.prefix}-${++this.last}`;
    this.ids.set(ours, Buffer.from(raw.subarray(id.start, id.end)));
    return replaced(raw, id, JSON.stringify(ours));
  }

  /** The client's answer under the server's own id; null when nothing of the kind was asked, or it was answered. */
  answer(raw: Buffer, id: string | number | null): Buffer | null {
    const theirs = typeof id === 'string' ? this.ids.get(id) : undefined;
    const span = locate(raw, '/id');
    if (theirs === undefined || span === null) return null;
    this.ids.delete(String(id));
    return splice(raw, [{ ...span, replacement: theirs }]);
  }

  /** The server's `notifications/cancelled` as it names the question here; null when it names none. */
  withdraw(raw: Buffer): Buffer | null {
    const span = locate(raw, REQUEST_ID);
    if (span === null) return null;
    const theirs = raw.subarray(span.start, span.end);
    for (const [ours, id] of this.ids) {
      if (!id.equals(theirs)) continue;
      this.ids.delete(ours);
      return replaced(raw, span, JSON.stringify(ours));
    }
    return null;
  }
}

const replaced = (raw: Buffer, span: Span, text: string): Buffer =>
  splice(raw, [{ ...span, replacement: Buffer.from(text) }]);
