import {
  ANSWER_LIMITS,
  type Envelope,
  envelopeMethod,
  locate,
  McpParseError,
  readEnvelope,
  splice,
  validateJson,
} from '@sallyport/mcp';

/** JSON-RPC's own codes, where a bridge answers in somebody's place. */
export const RPC = { methodNotFound: -32601, invalidParams: -32602, internal: -32603 } as const;

/** An answer with a result. @param id, result  JSON texts */
export const resultMessage = (id: string, result: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${id},"result":`), toBuffer(result), CLOSE]);

/** An answer with an error. @param id  JSON text */
export const errorMessage = (id: string, code: number, message: string, data?: unknown): Buffer =>
  Buffer.from(
    `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code, message, ...(data === undefined ? {} : { data }) })}}`,
  );

/** A request or, without an id, a notification. @param id, params  JSON texts */
export const callMessage = (id: string | null, method: string, params?: string | Buffer): Buffer => {
  const head = `{"jsonrpc":"2.0",${id === null ? '' : `"id":${id},`}"method":${JSON.stringify(method)}`;
  if (params === undefined) return Buffer.from(`${head}}`);
  return Buffer.concat([Buffer.from(`${head},"params":`), toBuffer(params), CLOSE]);
};

const CLOSE = Buffer.from('}');
const toBuffer = (text: string | Buffer): Buffer => (typeof text === 'string' ? Buffer.from(text) : text);

/** JSON text of the value at a pointer; null when nothing is there. */
export const textAt = (bytes: Buffer, pointer: string): string | null => {
  const span = locate(bytes, pointer);
  return span === null ? null : bytes.toString('utf8', span.start, span.end);
};

/** Bytes of the value at a pointer, not copied; null when nothing is there. */
export const bytesAt = (bytes: Buffer, pointer: string): Buffer | null => {
  const span = locate(bytes, pointer);
  return span === null ? null : bytes.subarray(span.start, span.end);
};

/** The string at a pointer of strictly parsed JSON; null when no string is there. */
export const stringAt = (bytes: Buffer, pointer: string): string | null => {
  const text = textAt(bytes, pointer);
  return text?.startsWith('"') === true ? String(JSON.parse(text)) : null;
};

/** JSON text of a message's id; "null" for one without. */
export const idTextOf = ({ raw, envelope }: Pick<ServerMessage, 'raw' | 'envelope'>): string =>
  envelope.id === null ? 'null' : raw.toString('utf8', envelope.id.start, envelope.id.end);

/** A member name as a step of an RFC 6901 pointer. */
export const pointerStep = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Whether the value at a pointer is an object. */
export const isObjectAt = (bytes: Buffer, pointer: string): boolean =>
  bytes[locate(bytes, pointer)?.start ?? -1] === 0x7b;

/** A message of a server, told apart as far as a bridge needs. */
export interface ServerMessage {
  readonly raw: Buffer;
  readonly envelope: Envelope;
  /** Null for a response. */
  readonly method: string | null;
}

/**
 * Reads a message of a server strictly, because a bridge changes it by its bytes and may only look into what is really JSON.
 * @returns null when it is no message
 */
export const readServerMessage = (raw: Buffer): ServerMessage | null => {
  try {
    validateJson(raw, ANSWER_LIMITS);
  } catch (thrown) {
    if (thrown instanceof McpParseError) return null;
    throw thrown;
  }
  const envelope = readEnvelope(raw);
  if (envelope === null) return null;
  if (envelope.method !== null) {
    const method = envelopeMethod(raw, envelope);
    return method === null ? null : { raw, envelope, method };
  }
  const isAnswer = envelope.id !== null && (envelope.result === null) !== (envelope.error === null);
  return isAnswer ? { raw, envelope, method: null } : null;
};

/** A response under another id. @param id  JSON text */
export const withId = ({ raw, envelope }: ServerMessage, id: string): Buffer =>
  envelope.id === null ? raw : splice(raw, [{ ...envelope.id, replacement: Buffer.from(id) }]);
