import type { CallId, DataKeyId } from '@sallyport/contracts';

/** A recorded call as it is read for a replay. */
export interface RecordedCall {
  readonly id: CallId;
  readonly at: number;
  /** Text of the decided record, without its arguments; null when there is none. */
  readonly body: string | null;
  readonly sealed: Buffer | null;
  /** Data key the arguments are sealed with; null when it was destroyed. */
  readonly key: Buffer | null;
}

/** Calls as the database puts them together, so that whoever passes them on has nothing to do for each of them. */
export interface CallBundle {
  /** JSON: an array of {@link BundledCall}. */
  readonly calls: string;
  /** Texts of their decided records with {@link BODY_SEPARATOR} between them; empty where there is none. */
  readonly bodies: string;
  /** Their sealed arguments, one after the other. */
  readonly sealed: Uint8Array;
}

/** Id, time in milliseconds, bytes of its sealed arguments, key they are sealed with. */
export type BundledCall = readonly [id: CallId, at: number, sealedBytes: number, keyId: DataKeyId | null];

/** Plain data: it travels to a thread. */
export interface RecordedPage {
  readonly bundles: readonly CallBundle[];
  readonly keys: readonly (readonly [DataKeyId, Uint8Array])[];
}

/** RFC 7464: no JSON text holds this character as it is. */
export const BODY_SEPARATOR = '\x1e';

export const callsOf = (page: RecordedPage): RecordedCall[] => {
  const keys = new Map(page.keys.map(([id, key]) => [id, Buffer.from(key)]));
  return page.bundles.flatMap(({ calls, bodies, sealed }) => {
    const texts = bodies.split(BODY_SEPARATOR);
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    let end = 0;
    return (JSON.parse(calls) as BundledCall[]).map(([id, at, sealedBytes, keyId], index) => {
      const start = end;
      end += sealedBytes;
      return {
        id,
        at,
        body: texts[index] || null,
        sealed: sealedBytes === 0 ? null : bytes.subarray(start, end),
        key: keyId === null ? null : (keys.get(keyId) ?? null),
      };
    });
  });
};
