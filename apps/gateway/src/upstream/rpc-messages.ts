/** JSON-RPC messages made up here, as lines. */
const toLine = (message: object): Buffer => Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

export const METHOD_NOT_FOUND = -32601;
export const INTERNAL_ERROR = -32603;

export const notificationLine = (method: string, params?: object): Buffer =>
  toLine({ method, ...(params !== undefined && { params }) });

export const resultLine = (id: string | number, result: object = {}): Buffer => toLine({ id, result });

export const errorLine = (id: string | number, code: number, message: string): Buffer =>
  toLine({ id, error: { code, message } });
