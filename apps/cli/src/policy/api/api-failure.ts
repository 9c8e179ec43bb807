import {
  OPERATIONS,
  type OperationId,
  PERMISSIONS,
  type Permission,
  type Problem,
  problemSchema,
  ROLE_PERMISSIONS,
  ROLES,
} from '@sallyport/contracts';
import { CliError, EXIT } from '../../cli-error.js';
import { printable } from '../report/printable.js';
import type { ApiSettings } from './api-settings.js';

/** The api said no, and why; the message is for people. */
export class ApiRefusal extends CliError {
  readonly problem: Problem;

  constructor(message: string, problem: Problem) {
    super(problem.code === 'policy.rule_invalid' ? EXIT.policy : EXIT.failed, message);
    this.problem = problem;
  }
}

/** The sentence for an answer that is no success. @param body  as it was parsed, whatever it is */
export const refusalOf = (operation: OperationId, status: number, body: unknown, settings: ApiSettings): CliError => {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) {
    const what = `${settings.baseUrl} answered ${status}, and not as a Sallyport api does.`;
    return new CliError(EXIT.failed, `${what} Check SALLYPORT_API_URL, and what stands before the api.`);
  }
  const problem = parsed.data;
  return new ApiRefusal(sentenceOf(operation, problem, settings), problem);
};

const sentenceOf = (operation: OperationId, problem: Problem, { baseUrl, org }: ApiSettings): string => {
  const detail = printable(problem.detail);
  switch (problem.code) {
    case 'auth.token_missing':
    case 'auth.token_invalid':
    case 'auth.token_expired':
      return `The api does not take the token: ${detail}. Issue a new one for the service account in the console, and set SALLYPORT_TOKEN.`;
    case 'permission.missing':
      return missingPermission(OPERATIONS[operation].access);
    case 'org.not_found':
      return `The token belongs to no organisation "${org}". Check SALLYPORT_ORG, and that the service account has a role.`;
    case 'route.not_found':
      return `The api at ${baseUrl} does not know this operation (${operation}): it is older than this sallyport, or SALLYPORT_API_URL leads elsewhere.`;
    case 'policy.rule_invalid':
      return [`The api refused the policy: ${detail}`, ...(problem.errors ?? []).map(fieldLine)].join('\n');
    default:
      return `The api refused: ${detail} (${problem.code}, request ${problem.requestId})`;
  }
};

const fieldLine = ({ pointer, message, line, column }: NonNullable<Problem['errors']>[number]): string =>
  `  ${line === undefined ? pointer : `${line}:${column ?? 1}`}: ${printable(message)}`;

/** What a service account without a permission needs: its name, what it is for, and who holds it. */
const missingPermission = (access: string): string => {
  if (!isPermission(access)) return 'The token may not do this.';
  const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(access));
  const holders = `Roles that have it: ${roles.join(', ')}.`;
  return `The token may not do this: its service account has no role with the permission ${access} ("${PERMISSIONS[access]}"). ${holders}`;
};

const isPermission = (access: string): access is Permission => Object.hasOwn(PERMISSIONS, access);

/** The sentence for a request that got no answer. */
export const unreachable = (thrown: unknown, { baseUrl }: ApiSettings): CliError => {
  const code = causeCode(thrown);
  if (code === 'TimeoutError')
    return new CliError(EXIT.failed, `The api at ${baseUrl} did not answer in time.`, thrown);
  if (thrown instanceof SyntaxError) {
    const sentence = `${baseUrl} answers, and not as a Sallyport api does. Check SALLYPORT_API_URL.`;
    return new CliError(EXIT.failed, sentence, thrown);
  }
  const why = code === null ? '' : ` (${code})`;
  const sentence = `The api at ${baseUrl} cannot be reached${why}. Check SALLYPORT_API_URL, and that this machine gets there.`;
  return new CliError(EXIT.failed, sentence, thrown);
};

/** The system's or TLS's own name for what went wrong, which fetch keeps below its error. */
const causeCode = (thrown: unknown): string | null => {
  if (!(thrown instanceof Error)) return null;
  if (thrown.name === 'TimeoutError') return thrown.name;
  const code = (thrown as { code?: unknown }).code;
  return typeof code === 'string' ? code : causeCode(thrown.cause);
};
