import { AppError } from '@sallyport/contracts';

/** What a server is shown in a principal's name. */
export interface Credential {
  /** Printable ASCII without spaces. */
  readonly token: string;
  /** The grant it belongs to; null where there is no vault. */
  readonly grantId: string | null;
}

/** How a server turned a request away. */
export interface Refusal {
  readonly status: 401 | 403;
  /** `WWW-Authenticate`, as it came. */
  readonly challenge: string | null;
  /** What it was shown; null for nothing. */
  readonly credential: Credential | null;
}

/**
 * Credentials of principals at one server. A null principal is the gateway itself. The client's own token is none of these and
 * never comes near a server.
 * @see docs/decisions/0012-upstream-authorization.md
 */
export interface ServerCredentials {
  /**
   * What is known without asking: a credential; null for "none, try without"; an error when it is known that there is none
   * and one is needed; undefined when {@link find} has to be asked.
   */
  peek(principalId: string | null): Credential | AppError | null | undefined;
  /** @throws AppError `upstream.authorization_required`, `upstream.unavailable` */
  find(principalId: string | null): Promise<Credential>;
  /**
   * Another credential, after a refusal.
   * @throws AppError `upstream.authorization_required` when a person has to act; `upstream.unavailable`
   */
  replace(principalId: string | null, refusal: Refusal): Promise<Credential>;
}

/** Where credentials come from: the api's vault, or a file of the person who runs a standalone gateway. */
export interface CredentialProvider {
  forServer(server: { readonly orgId: string; readonly serverId: string; readonly url: string }): ServerCredentials;
}

/** A refusal that asks for authorization, as the cause of an `upstream.authorization_required`. */
export class Challenged extends Error {
  readonly status: 401 | 403;
  readonly challenge: string | null;

  constructor(status: 401 | 403, challenge: string | null) {
    super(`the server asks for authorization (HTTP ${status})`);
    this.name = 'Challenged';
    this.status = status;
    this.challenge = challenge;
  }
}

/** @param url  page where a person connects the server; null where there is none */
export const authorizationRequired = (status: 401 | 403, url: string | null, cause?: unknown): AppError =>
  new AppError('upstream.authorization_required', {
    detail:
      status === 401
        ? 'The MCP server wants to know who you are. Connect it in the console'
        : 'The MCP server asks for more access than was granted. Connect it again in the console',
    params: { upstreamStatus: status, ...(url !== null && { url }) },
    cause,
  });

const INSUFFICIENT = /\binsufficient_scope\b/;

/** Whether an answer asks for authorization: any 401, and a 403 that says what is missing (RFC 6750 section 3.1). */
export const challengeOf = (status: number, challenge: string | null): AppError | null => {
  const asks = status === 401 || (status === 403 && INSUFFICIENT.test(challenge ?? ''));
  if (!asks) return null;
  return authorizationRequired(status, null, new Challenged(status, challenge));
};
