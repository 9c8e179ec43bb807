import { HttpException } from '@nestjs/common';
import { AppError, errorDocsUrl, type Problem } from '@sallyport/contracts';

/** What a caller is told to wait when a part we need is away and the thrower knew no better. */
const RETRY_AFTER_SECONDS = 2;

/** Makes an {@link AppError} of anything a request can end with; what nobody foresaw becomes `internal`. */
export const toRequestError = (thrown: unknown): AppError => {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HttpException) {
    if (thrown.getStatus() === 404) return new AppError('route.not_found');
    if (thrown.getStatus() < 500) return new AppError('request.invalid', { cause: thrown });
  }
  return new AppError('internal', { cause: thrown });
};

/** The public face of an error: never its message, cause or stack. */
export const toProblem = (error: AppError, request: { path: string; requestId: string }): Problem => ({
  ...error.params,
  type: errorDocsUrl(error.code),
  title: error.entry.title,
  status: error.entry.status,
  detail: error.code === 'internal' ? error.entry.title : error.detail,
  instance: request.path.slice(0, 512),
  code: error.code,
  requestId: request.requestId,
  ...(error.fields.length > 0 ? { errors: error.fields.slice(0, 200).map((field) => ({ ...field })) } : {}),
});

/** `WWW-Authenticate` of a 401 (RFC 6750 section 3), or null. A missing token gets no error code, as the RFC asks. */
export const toChallenge = (error: AppError): string | null => {
  if (error.entry.status !== 401) return null;
  if (error.code === 'auth.token_missing') return 'Bearer realm="sallyport"';
  return `Bearer realm="sallyport", error="invalid_token", error_description="${error.entry.title}"`;
};

/** Seconds for `Retry-After`, or null. Every 503 has one. */
export const toRetryAfter = (error: AppError): number | null =>
  error.retryAfterSeconds ?? (error.entry.status === 503 ? RETRY_AFTER_SECONDS : null);
