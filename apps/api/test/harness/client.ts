import { type OPERATIONS, type OperationShape, type Problem, problemSchema } from '@sallyport/contracts';
import { expect } from 'vitest';

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SendOptions {
  readonly token?: string | undefined;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type AnyOperation = (typeof OPERATIONS)[keyof typeof OPERATIONS];

export const pathOf = (operation: OperationShape, params: SendOptions['params'] = {}): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

/** Sends one operation as any HTTP client would. */
export const send = async (baseUrl: string, operation: OperationShape, options: SendOptions = {}): Promise<Sent> => {
  const query = new URLSearchParams(
    Object.entries(options.query ?? {}).map(([key, value]): [string, string] => [key, String(value)]),
  );
  const response = await fetch(`${baseUrl}${pathOf(operation, options.params)}?${query}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** The success body, checked against the contract; fails with the answer when it was no success. */
export const okBody = <T = Record<string, never>>(operation: OperationShape, sent: Sent): T => {
  expect(sent.status, sent.text).toBe(operation.success.status);
  const body = JSON.parse(sent.text) as T;
  expect(operation.success.schema?.safeParse(body).error).toBeUndefined();
  return body;
};

/** The problem, checked against the contract, with the code that was expected. */
export const problemOf = (sent: Sent, code: string): Problem & Record<string, unknown> => {
  expect(sent.headers.get('content-type'), sent.text).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(sent.text) as Problem;
  expect(problemSchema.safeParse(problem).error).toBeUndefined();
  expect(problem.code, sent.text).toBe(code);
  expect(problem.status).toBe(sent.status);
  expect(problem.requestId).toBe(sent.headers.get('x-request-id'));
  return problem as Problem & Record<string, unknown>;
};
