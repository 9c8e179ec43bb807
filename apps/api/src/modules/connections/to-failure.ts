import { AppError } from '@sallyport/contracts';
import { UpstreamAuthError } from '@sallyport/upstream-auth';

/** The public face of a failed authorization: the sentence and a code the console can explain; the rest is for the log. */
export const toFailure = (error: unknown): unknown => {
  if (!(error instanceof UpstreamAuthError)) return error;
  const { problem, oauthError } = error;
  return new AppError('upstream.authorization_failed', {
    detail: error.message,
    params: { problem, ...(oauthError !== null && { oauthError }) },
    cause: error,
  });
};
