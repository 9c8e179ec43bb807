import type { CallId } from '@sallyport/contracts';
import type { RecordedCall } from './replay-calls.js';
import type { Tally } from './simulation-tally.js';

/** A page of calls on its way to a thread. All sealed arguments are in one buffer, so that nothing else is copied with them. */
export interface PageMessage {
  readonly page: number;
  readonly calls: readonly {
    readonly id: CallId;
    readonly at: number;
    readonly body: string | null;
    /** End of its sealed arguments in `sealed`; they start where those of the call before end. */
    readonly sealedEnd: number;
    /** Index into `keys`; -1 when there is no key. */
    readonly key: number;
  }[];
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly keys: readonly Uint8Array[];
}

export type AnswerMessage =
  | { readonly page: number; readonly tally: Tally }
  | { readonly page: number; readonly problem: string };

export const toPageMessage = (page: number, calls: readonly RecordedCall[]): PageMessage => {
  const keys: Buffer[] = [];
  const indexOf = (key: Buffer | null): number => {
    if (key === null) return -1;
    const found = keys.indexOf(key);
    return found < 0 ? keys.push(key) - 1 : found;
  };
  const bytes = calls.reduce((sum, { sealed }) => sum + (sealed?.length ?? 0), 0);
  // Of its own, not of the pool that small buffers share: it is handed over, not copied.
  const sealed = new Uint8Array(bytes);
  let end = 0;
  const packed = calls.map(({ id, at, body, sealed: own, key }) => {
    if (own) sealed.set(own, end);
    end += own?.length ?? 0;
    return { id, at, body, sealedEnd: end, key: indexOf(key) };
  });
  return { page, calls: packed, sealed, keys: keys.map((key) => new Uint8Array(key)) };
};

export const fromPageMessage = ({ calls, sealed, keys }: PageMessage): RecordedCall[] => {
  const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const buffers = keys.map((key) => Buffer.from(key));
  let start = 0;
  return calls.map(({ id, at, body, sealedEnd, key }) => {
    const own = all.subarray(start, sealedEnd);
    start = sealedEnd;
    return { id, at, body, sealed: own.length === 0 ? null : own, key: buffers[key] ?? null };
  });
};
