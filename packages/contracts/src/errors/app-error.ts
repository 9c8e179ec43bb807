import { ERROR_CATALOGUE, type ErrorCode, type ErrorEntry } from './catalogue.js';

/** One invalid field: a JSON pointer into the request and what is wrong there. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
  /** 1-based place inside the field's text, when the field is a text with lines. */
  readonly line?: number;
  readonly column?: number;
}

/** Extra public members of an answer. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | object>>;

export interface AppErrorOptions {
  /** Public sentence that says what to do. Never holds a secret, a token, a query or a full URL. */
  readonly detail?: string;
  readonly fields?: readonly FieldError[];
  /** Extra public members of the answer, such as `currentVersion` of a conflict. */
  readonly params?: ErrorParams;
  /** Seconds the client should wait; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Private; logged once at the edge and never answered. */
  readonly cause?: unknown;
}

/** The one error class. Status, JSON-RPC code and log level come from {@link ERROR_CATALOGUE}. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly fields: readonly FieldError[];
  readonly params: ErrorParams;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(`${code}: ${options.detail ?? ERROR_CATALOGUE[code].title}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail ?? ERROR_CATALOGUE[code].title;
    this.fields = options.fields ?? [];
    this.params = options.params ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get entry(): ErrorEntry {
    return ERROR_CATALOGUE[this.code];
  }
}

/** Turns anything thrown into an {@link AppError}; what is not one becomes `internal`, with the original as its cause. */
export const toAppError = (thrown: unknown): AppError =>
  thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown });
