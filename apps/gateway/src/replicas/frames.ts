import { AppError, ERROR_CATALOGUE, type ErrorCode } from '@sallyport/contracts';
import { z } from 'zod';

const text = (lengthMax: number) => z.string().max(lengthMax);
/** Number of an exchange, given by the replica that asks. */
const exchange = z.int().min(0);
const errorCode = z.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code));

/** With its escapes it still fits beside a part. */
export const EVENT_ID_LENGTH_MAX = 2_048;
const eventId = text(EVENT_ID_LENGTH_MAX).optional();

const DETAIL_LENGTH_MAX = 2_048;

const frameSchema = z.discriminatedUnion('t', [
  /** Asks whether the receiver runs this for the sender: nothing happens yet, so it may be asked again. */
  z.strictObject({ t: z.literal('open'), x: exchange, orgId: text(40), serverId: text(40) }),
  z.strictObject({ t: z.literal('ready'), x: exchange }),
  /** A part of the operation; with the last one it runs. */
  z.strictObject({ t: z.literal('operation'), x: exchange, last: z.boolean() }),
  /** The asking side has taken so much of the answer. */
  z.strictObject({ t: z.literal('credit'), x: exchange, bytes: z.int().min(1) }),
  z.strictObject({ t: z.literal('cancel'), x: exchange, reason: text(200) }),
  z.strictObject({
    t: z.literal('head'),
    x: exchange,
    status: z.int().min(0).max(999),
    stream: z.boolean(),
    sessionId: text(2_048).nullable(),
  }),
  /** A part of one message of the answer. */
  z.strictObject({ t: z.literal('message'), x: exchange, last: z.boolean(), eventId }),
  z.strictObject({ t: z.literal('cursor'), x: exchange, eventId, retryMs: z.number().optional() }),
  z.strictObject({ t: z.literal('end'), x: exchange }),
  z.strictObject({
    t: z.literal('error'),
    x: exchange,
    code: errorCode,
    detail: text(DETAIL_LENGTH_MAX),
    params: z.record(text(64), z.union([text(2_048), z.number(), z.boolean(), z.array(text(256)).max(32)])),
    retryAfterSeconds: z.number().optional(),
  }),
  /** The sender is there, and everything it sent before has a lower number. */
  z.strictObject({ t: z.literal('pulse') }),
  /** The sender lost frames of the receiver: all exchanges between the two are over. */
  z.strictObject({ t: z.literal('reset') }),
]);

/** What one replica says to another about the exchanges it runs for it, or has it run. */
export type Frame = z.infer<typeof frameSchema>;
export type FrameOf<T extends Frame['t']> = Extract<Frame, { t: T }>;

export const toErrorFrame = (x: number, { code, detail, params, retryAfterSeconds }: AppError): FrameOf<'error'> => {
  const frame = {
    t: 'error' as const,
    x,
    code,
    detail: detail.slice(0, DETAIL_LENGTH_MAX),
    params: params as FrameOf<'error'>['params'],
  };
  return retryAfterSeconds === undefined ? frame : { ...frame, retryAfterSeconds };
};

export const fromErrorFrame = ({ code, detail, params, retryAfterSeconds }: FrameOf<'error'>): AppError =>
  new AppError(code, { detail, params, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

const LENGTH_BYTES = 4;
const NOTHING = Buffer.alloc(0);

/** Length of the head, the head as JSON, and the bytes it speaks of. */
export const encodeFrame = (frame: Frame, bytes: Buffer = NOTHING): Buffer => {
  const head = Buffer.from(JSON.stringify(frame));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, bytes]);
};

/** Null for what is no frame: another version of the gateway may be among the replicas. */
export const decodeFrame = (payload: Buffer): { readonly frame: Frame; readonly bytes: Buffer } | null => {
  if (payload.length < LENGTH_BYTES) return null;
  const end = LENGTH_BYTES + payload.readUInt32BE(0);
  if (end > payload.length) return null;
  try {
    const head: unknown = JSON.parse(payload.toString('utf8', LENGTH_BYTES, end));
    const { success, data } = frameSchema.safeParse(head);
    return success ? { frame: data, bytes: payload.subarray(end) } : null;
  } catch {
    return null;
  }
};

/** Bytes of one part: with head and seal it stays below what the bus takes. */
export const PART_BYTES = 48 * 1024;

/** Cuts bytes into parts; no bytes are one part of none. */
export const partsOf = (bytes: Buffer): Buffer[] => {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += PART_BYTES) parts.push(bytes.subarray(at, at + PART_BYTES));
  return parts;
};
