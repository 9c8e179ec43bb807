import { ERROR_CATALOGUE, type ErrorCode, errorDocsUrl, type Problem, problemSchema } from '@sallyport/contracts';

export type { Problem };

/** A refused or failed call, thrown where a library wants exceptions. `problem` is what the person is shown. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** A problem made here, for failures the api never saw. */
export const createProblem = (code: ErrorCode, detail: string, requestId = ''): Problem => ({
  type: errorDocsUrl(code),
  title: ERROR_CATALOGUE[code].title,
  status: ERROR_CATALOGUE[code].status,
  detail,
  instance: '',
  code,
  requestId,
});

/** Whatever was thrown or answered, as a problem with words a person can act on. */
export const toProblem = (thrown: unknown): Problem => {
  if (thrown instanceof ProblemError) return thrown.problem;
  const parsed = problemSchema.safeParse(thrown);
  if (parsed.success) return parsed.data;
  return createProblem('service.unavailable', 'The Sallyport API did not answer as it should.');
};

const ADVICE: Partial<Record<ErrorCode, string>> = {
  'auth.token_expired': 'Sign in again.',
  'auth.token_invalid': 'Sign in again.',
  'auth.token_missing': 'Sign in again.',
  'permission.missing': 'Ask an owner of your organisation for a role that includes this.',
  'policy.version_conflict': 'Compare your text with the newer version, then publish on top of it. Your text is kept.',
  'policy.rule_invalid': 'Fix the problems listed under the editor, then publish again.',
  'quota.exceeded': 'Wait a moment, then try again.',
  'service.unavailable': 'Try again in a moment. If it goes on, check that the api is running.',
  'member.last_owner': 'Make somebody else an owner first.',
  'cursor.invalid': 'Reload the page to start from the newest entry.',
  internal: 'Try again. If it goes on, report the request id below.',
};

/** What a person can do about a problem, or null when the detail already says it. */
export const adviceFor = (problem: Problem): string | null => ADVICE[problem.code as ErrorCode] ?? null;

/** What the generated client resolves to. */
export interface ApiAnswer<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The data of an api answer.
 * @throws ProblemError when the api refused, failed or could not be reached
 */
export const unwrap = async <T>(answer: Promise<ApiAnswer<T>>): Promise<T> => {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new ProblemError(createProblem('service.unavailable', 'The Sallyport API cannot be reached.'));
  });
  if (response.ok) return data as T;
  throw new ProblemError(toProblem(error));
};
