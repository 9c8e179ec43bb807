import { AppError, minutes, seconds } from '@sallyport/contracts';
import { createSafeFetch, Dialler, type Origin, originOf } from '@sallyport/safe-dial';
import {
  type AuthEnvironment,
  beginAuthorization,
  type Challenge,
  type ClientIdentity,
  completeAuthorization,
  type Discovery,
  discover,
  identifyClient,
  NO_CHALLENGE,
  needsMore,
  parseChallenge,
  preregisteredClient,
  refreshTokens,
  selectScopes,
  UpstreamAuthError,
} from '@sallyport/upstream-auth';
import { CredentialFile, type LocalGrant, type LocalState } from './credential-file.js';
import {
  authorizationRequired,
  type Credential,
  type CredentialProvider,
  type Refusal,
  type ServerCredentials,
} from './credentials.js';
import { LoopbackRedirect } from './loopback-redirect.js';

export interface LocalCredentialsOptions {
  /** Where tokens are kept; made when needed, readable by its owner only. */
  readonly file: string;
  /** Brings an authorize address before the person; https, or http of a host that may be called. Resolves when it was opened. */
  readonly open: (authorizeUrl: string) => Promise<void> | void;
  /** `host:port` on private networks, or without https, that may be called beside the servers themselves. */
  readonly allow?: readonly string[];
  /** https address of a Client ID Metadata Document that names a loopback redirect; null for none. */
  readonly clientMetadataUrl?: string | null;
  /** A client somebody registered by hand; without an issuer it belongs to the first one it is used at. */
  readonly preregistered?: {
    readonly clientId: string;
    readonly clientSecret: string | null;
    readonly issuer?: string;
  };
  /** Longest a person may take to sign in. */
  readonly signInMs?: number;
  readonly now?: () => number;
}

const CLIENT_NAME = 'Sallyport';
const SIGN_IN_MS = minutes(5);
const BEFORE_EXPIRY_MS = seconds(30);
/** A server that refuses what was renewed this recently wants something else than a renewed token. */
const JUST_RENEWED_MS = seconds(10);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Credentials of the person who runs a standalone gateway: the same OAuth client as the api's, with a redirect to this
 * machine and a file instead of a vault. All callers of the gateway are that person.
 */
export class LocalCredentials implements CredentialProvider {
  private readonly options: LocalCredentialsOptions;
  private readonly now: () => number;
  private readonly file: CredentialFile;
  private readonly working = new Map<string, Promise<Credential>>();
  private readonly renewedAtMs = new Map<string, number>();
  private state: LocalState;

  private constructor(options: LocalCredentialsOptions, file: CredentialFile, state: LocalState) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.file = file;
    this.state = state;
  }

  /** @throws Error when the file may be read by others or cannot be understood */
  static async load(options: LocalCredentialsOptions): Promise<LocalCredentials> {
    const file = new CredentialFile(options.file);
    return new LocalCredentials(options, file, await file.read());
  }

  forServer({ url }: { readonly url: string }): ServerCredentials {
    return {
      peek: () => this.peek(url),
      find: () => this.once(url, () => this.renewOrSignIn(url, NO_CHALLENGE)),
      replace: (_principalId, refusal) => this.once(url, () => this.replace(url, refusal)),
    };
  }

  private peek(url: string): Credential | null | undefined {
    const tokens = this.state.grants[url]?.tokens;
    if (tokens === undefined) return null;
    const endsAt = tokens.expiresAt ?? Number.POSITIVE_INFINITY;
    return endsAt - BEFORE_EXPIRY_MS > this.now() ? toCredential(tokens.accessToken) : undefined;
  }

  /** One thing at a time per server: a person signs in once for all calls that wait. */
  private once(url: string, work: () => Promise<Credential>): Promise<Credential> {
    const running = this.working.get(url);
    if (running !== undefined) return running;
    const started = work()
      .catch((error: unknown) => {
        throw error instanceof UpstreamAuthError ? toFailure(error) : error;
      })
      .finally(() => this.working.delete(url));
    this.working.set(url, started);
    return started;
  }

  private async replace(url: string, refusal: Refusal): Promise<Credential> {
    const grant = this.state.grants[url];
    if (grant !== undefined && grant.tokens.accessToken !== refusal.credential?.token) {
      return toCredential(grant.tokens.accessToken);
    }
    const challenge = parseChallenge(refusal.challenge);
    if (refusal.status === 401) return this.renewOrSignIn(url, challenge);
    // Asked for already and not granted: asking a second time would go on for ever.
    if (grant === undefined || !needsMore(grant.requested, challenge.scopes)) throw authorizationRequired(403, null);
    return this.signIn(url, challenge);
  }

  private async renewOrSignIn(url: string, challenge: Challenge): Promise<Credential> {
    const grant = this.state.grants[url];
    const client = grant && this.state.clients[grant.issuer];
    const justRenewed = this.now() - (this.renewedAtMs.get(url) ?? Number.NEGATIVE_INFINITY) < JUST_RENEWED_MS;
    if (grant === undefined || client === undefined || grant.tokens.refreshToken === null || justRenewed) {
      return this.signIn(url, challenge);
    }
    try {
      const { refreshToken, scopes } = grant.tokens;
      const request = { refreshToken, resource: grant.resource, scopes };
      const tokens = await refreshTokens(this.environment(new URL(url)), client.server, client.identity, request);
      this.renewedAtMs.set(url, this.now());
      return await this.keep(url, { ...grant, tokens }, {});
    } catch (error) {
      if (error instanceof UpstreamAuthError && error.problem !== 'metadata-unreachable') {
        return this.signIn(url, challenge);
      }
      throw error;
    }
  }

  private async signIn(url: string, challenge: Challenge): Promise<Credential> {
    const { open, preregistered, signInMs = SIGN_IN_MS } = this.options;
    const env = this.environment(new URL(url));
    const found = await discover(env, {
      server: new URL(url),
      challenge,
      preferredIssuers: preregistered?.issuer === undefined ? [] : [preregistered.issuer],
    });
    const redirect = await LoopbackRedirect.open(this.state.redirectPort);
    try {
      const identity = await this.identify(env, found, redirect.uri);
      const requested = this.scopesFor(url, found, challenge);
      const begun = await beginAuthorization(found.authorizationServer, identity, {
        resource: found.resource,
        redirectUri: redirect.uri,
        scopes: requested,
      });
      const answer = redirect.wait(begun.pending.state, signInMs);
      const opened = Promise.resolve(open(begun.url));
      const parameters = await Promise.race([answer, opened.then(() => answer)]);
      const answered = { pending: begun.pending, parameters };
      const tokens = await completeAuthorization(env, found.authorizationServer, identity, answered);
      const { issuer } = found.authorizationServer;
      return await this.keep(
        url,
        { issuer, resource: found.resource, requested, tokens },
        {
          redirectPort: redirect.port,
          clients: { ...this.state.clients, [issuer]: { identity, server: found.authorizationServer } },
        },
      );
    } finally {
      await redirect.close();
    }
  }

  /** An identity is looked up by the issuer it was made for, so another issuer never gets to see it. */
  private identify(
    env: AuthEnvironment,
    { authorizationServer }: Discovery,
    redirectUri: string,
  ): Promise<ClientIdentity> {
    const { preregistered, clientMetadataUrl: metadataUrl = null } = this.options;
    const { issuer } = authorizationServer;
    const bound = Object.values(this.state.clients).find(({ identity }) => identity.kind === 'preregistered');
    const belongsHere = (preregistered?.issuer ?? bound?.identity.issuer ?? issuer) === issuer;
    const stored =
      preregistered !== undefined && belongsHere
        ? preregisteredClient(authorizationServer, { ...preregistered, redirectUri })
        : (this.state.clients[issuer]?.identity ?? null);
    return identifyClient(env, authorizationServer, {
      stored,
      profile: { name: CLIENT_NAME, redirectUri, metadataUrl },
    });
  }

  private scopesFor(url: string, found: Discovery, challenge: Challenge): readonly string[] | null {
    const grant = this.state.grants[url];
    return selectScopes({
      challenged: challenge.scopes,
      offered: found.offeredScopes,
      previous: grant?.issuer === found.authorizationServer.issuer ? grant.requested : null,
      serverScopes: found.authorizationServer.scopes_supported ?? null,
    });
  }

  private async keep(url: string, grant: LocalGrant, more: Partial<LocalState>): Promise<Credential> {
    this.state = { ...this.state, ...more, grants: { ...this.state.grants, [url]: grant } };
    await this.file.write(this.state);
    return toCredential(grant.tokens.accessToken);
  }

  /** The person named the server, so it may be on their own machine; then its authorization server may be there as well. */
  private environment(server: URL): AuthEnvironment {
    const own = originOf(server);
    const allow = [...(this.options.allow ?? []), authorityOf(own)];
    const dialler = new Dialler({ allow });
    const isNear = ({ host }: Origin) => LOOPBACK.has(own.host) && LOOPBACK.has(host);
    const allows = (origin: Origin) => isNear(origin) || dialler.allows(origin);
    const dial = (origin: Origin) =>
      isNear(origin) ? new Dialler({ allow: [authorityOf(origin)] }).dial(origin) : dialler.dial(origin);
    const fetch = createSafeFetch({
      dial,
      allows: (origin) => allows({ tls: false, hasCredentials: false, ...origin }),
    });
    return { fetch, allowHttp: (url) => allows(originOf(url)), now: this.now };
  }
}

const authorityOf = ({ host, port }: Origin): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

const toCredential = (token: string): Credential => ({ token, grantId: null });

const toFailure = (error: UpstreamAuthError): AppError =>
  new AppError('upstream.authorization_failed', {
    detail: error.message,
    params: { problem: error.problem, ...(error.oauthError !== null && { oauthError: error.oauthError }) },
    cause: error,
  });
