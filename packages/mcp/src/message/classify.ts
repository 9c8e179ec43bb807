/** A JSON-RPC message of MCP, told apart by {@link classify}. */
export type McpMessage =
  | { readonly kind: 'request'; readonly id: string | number; readonly method: string; readonly params?: object }
  | { readonly kind: 'notification'; readonly method: string; readonly params?: object }
  | { readonly kind: 'response'; readonly id: string | number; readonly result: object }
  | { readonly kind: 'error'; readonly id: string | number | null; readonly error: RpcError };

/** The `error` member of an answer. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** A JSON value that is no JSON-RPC message of MCP. The message says which part, in words safe to show. */
export class McpMessageError extends Error {
  /** The id, where it could be read: an answer can then name its request. */
  readonly id: string | number | null;

  constructor(message: string, id: string | number | null = null) {
    super(message);
    this.name = 'McpMessageError';
    this.id = id;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bound of our own; an id of a server that is sealed for its client fits. */
const ID_LENGTH_MAX = 1024;

/** MCP ids are strings or integers. Integers beyond 2^53 are refused: two of them could become one here. */
const isId = (value: unknown): value is string | number =>
  typeof value === 'string' ? value.length <= ID_LENGTH_MAX : Number.isSafeInteger(value);

const METHOD_LENGTH_MAX = 120;

/**
 * Tells what kind of JSON-RPC message a parsed value is. Exactly one kind fits or it throws: a value with both `method` and
 * `result` is refused, because two readers could take it for two different things.
 * @throws McpMessageError for anything else, batches included: see {@link splitBatch}
 * @see MCP specification 2025-11-25, "Base protocol: Messages"
 */
export const classify = (value: unknown): McpMessage => {
  if (!isObject(value)) throw new McpMessageError('a message is one JSON object');
  const fields = value as Fields;
  const id = isId(fields.id) ? fields.id : null;
  if (fields.jsonrpc !== '2.0') throw new McpMessageError('"jsonrpc" must be "2.0"', id);
  const shapes = Number('method' in fields) + Number('result' in fields) + Number('error' in fields);
  if (shapes !== 1) throw new McpMessageError('a message has exactly one of "method", "result" and "error"', id);
  if ('method' in fields) return classifyCall(fields, id);
  if ('params' in fields) throw new McpMessageError('an answer has no "params"', id);
  return classifyAnswer(fields, id);
};

const classifyCall = (fields: Fields, id: string | number | null): McpMessage => {
  const { method, params } = fields;
  if (typeof method !== 'string' || method.length === 0 || method.length > METHOD_LENGTH_MAX) {
    throw new McpMessageError(`"method" must be a string of 1 to ${METHOD_LENGTH_MAX} characters`, id);
  }
  if (params !== undefined && !isObject(params)) throw new McpMessageError('"params" must be an object', id);
  const call = params === undefined ? { method } : { method, params };
  if (!('id' in fields)) return { kind: 'notification', ...call };
  if (id === null) throw new McpMessageError('"id" must be a string or an integer');
  return { kind: 'request', id, ...call };
};

const classifyAnswer = (fields: Fields, id: string | number | null): McpMessage => {
  if ('result' in fields) {
    if (id === null) throw new McpMessageError('"id" must be a string or an integer');
    if (!isObject(fields.result)) throw new McpMessageError('"result" must be an object', id);
    return { kind: 'response', id, result: fields.result };
  }
  if (id === null && fields.id !== undefined && fields.id !== null) {
    throw new McpMessageError('"id" must be a string or an integer');
  }
  const error = fields.error;
  if (!isRpcError(error)) throw new McpMessageError('"error" must hold an integer "code" and a string "message"', id);
  return { kind: 'error', id, error };
};

const isRpcError = (value: unknown): value is RpcError => {
  if (!isObject(value)) return false;
  const { code, message } = value as Fields;
  return Number.isSafeInteger(code) && typeof message === 'string';
};
