import { hash } from 'node:crypto';
import {
  AppError,
  type CredentialAnswer,
  type CredentialRequest,
  credentialAnswerSchema,
  minutes,
  type Snapshot,
  seconds,
} from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import type { ApiHttp } from '../control/api-http.js';
import { GenerationalCache } from '../sessions/generational-cache.js';
import {
  authorizationRequired,
  type Credential,
  type CredentialProvider,
  type Refusal,
  type ServerCredentials,
} from './credentials.js';

const BEFORE_EXPIRY_MS = seconds(30);
/** Longest a token is kept, whatever its own life: the api is asked again, and says when a grant ended meanwhile. */
const KEPT_MS = minutes(10);
/** How long a principal without a grant is told so without a look at the server. */
const REFUSED_MS = seconds(5);
const ANSWER_TIMEOUT_MS = seconds(15);
const ENTRIES_MAX = 20_000;
const TOKEN = /^[\x21-\x7e]+$/;

interface Kept {
  readonly credential: Credential | AppError;
  readonly keptAtMs: number;
  readonly goodUntilMs: number;
  /** The grant the snapshot named when this was kept. */
  readonly namedGrant: string | undefined;
}

interface Server {
  readonly orgId: string;
  readonly serverId: string;
  readonly url: string;
}

/** What a snapshot says of the grants of an organisation. */
interface OrgGrants {
  readonly appliedAtMs: number;
  /** Grant ids by principal and server. */
  readonly named: ReadonlyMap<string, string>;
}

export interface BorrowedCredentialsOptions {
  readonly api: Pick<ApiHttp, 'send'>;
  readonly gatewayId: string;
  readonly logger: Pick<Logger, 'warn'>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Credentials lent by the api, in memory only. A token is forgotten 30 s before its end, after ten minutes, when a server
 * refuses it, and when the snapshot in force no longer names its grant.
 */
export class BorrowedCredentials implements CredentialProvider {
  private readonly options: BorrowedCredentialsOptions;
  private readonly now: () => number;
  private readonly kept = new GenerationalCache<Kept>(ENTRIES_MAX);
  private readonly asking = new Map<string, Promise<Credential>>();
  private readonly grants = new Map<string, OrgGrants>();

  constructor(options: BorrowedCredentialsOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
  }

  /** Takes what a snapshot says: what it no longer names is not used again. */
  apply({ orgId, grants = [] }: Pick<Snapshot, 'orgId' | 'grants'>): void {
    const named = new Map(grants.map(({ id, principalId, serverId }) => [`${principalId} ${serverId}`, id]));
    this.grants.set(orgId, { appliedAtMs: this.now(), named });
  }

  remove(orgId: string): void {
    this.grants.delete(orgId);
  }

  forServer(server: Server): ServerCredentials {
    return {
      peek: (principalId) => this.peek(server, principalId),
      find: (principalId) => this.ask(server, principalId, null),
      replace: (principalId, refusal) => this.replace(server, principalId, refusal),
    };
  }

  private peek(server: Server, principalId: string | null): Credential | AppError | null | undefined {
    const kept = this.kept.get(keyOf(server, principalId));
    if (kept !== undefined && this.isGood(server, principalId, kept)) return kept.credential;
    return this.namedGrant(server, principalId) === undefined ? null : undefined;
  }

  private isGood(server: Server, principalId: string | null, { credential, ...kept }: Kept): boolean {
    if (this.now() >= kept.goodUntilMs) return false;
    const named = this.namedGrant(server, principalId);
    if (credential instanceof AppError) return named === kept.namedGrant;
    // A snapshot that is older than the loan cannot name its grant yet.
    return credential.grantId === named || (this.grants.get(server.orgId)?.appliedAtMs ?? 0) <= kept.keptAtMs;
  }

  private namedGrant({ orgId, serverId }: Server, principalId: string | null): string | undefined {
    return this.grants.get(orgId)?.named.get(`${principalId} ${serverId}`);
  }

  private replace(server: Server, principalId: string | null, refusal: Refusal): Promise<Credential> {
    const known = this.peek(server, principalId);
    // Somebody else was refused the same token and has got another one meanwhile.
    const isNews = known instanceof AppError || known?.token === refusal.credential?.token;
    if (known && !(known instanceof AppError) && !isNews) return Promise.resolve(known);
    return this.ask(server, principalId, refusal);
  }

  /** One question at a time for the same thing. */
  private ask(server: Server, principalId: string | null, refusal: Refusal | null): Promise<Credential> {
    const about = refusal === null ? 'find' : `${refusal.status} ${refusal.credential?.token ?? ''}`;
    const key = `${keyOf(server, principalId)} ${about}`;
    const running = this.asking.get(key);
    if (running !== undefined) return running;
    const asked = this.askOnce(server, principalId, refusal).finally(() => this.asking.delete(key));
    this.asking.set(key, asked);
    return asked;
  }

  private async askOnce(server: Server, principalId: string | null, refusal: Refusal | null): Promise<Credential> {
    const keptAtMs = this.now();
    const answer = await this.request(server, principalId, refusal);
    const keep = (credential: Credential | AppError, goodUntilMs: number): void =>
      this.kept.set(keyOf(server, principalId), {
        credential,
        keptAtMs,
        goodUntilMs,
        namedGrant: this.namedGrant(server, principalId),
      });
    if (answer.state === 'authorization_required') {
      const status = refusal?.status ?? 401;
      const error = authorizationRequired(status, answer.url);
      // More access may be missing for one operation only, so the token stays good for the others.
      if (status === 401) keep(error, keptAtMs + REFUSED_MS);
      throw error;
    }
    const credential = { token: answer.accessToken, grantId: answer.grantId };
    const endsAtMs = (answer.expiresAt ?? Number.POSITIVE_INFINITY) - BEFORE_EXPIRY_MS;
    keep(credential, Math.min(endsAtMs, keptAtMs + KEPT_MS));
    return credential;
  }

  private async request(
    { orgId, serverId, url }: Server,
    principalId: string | null,
    refusal: Refusal | null,
  ): Promise<CredentialAnswer> {
    const { api, gatewayId, logger } = this.options;
    const body: CredentialRequest = {
      gatewayId,
      orgId,
      serverId,
      serverUrl: url,
      principalId,
      refused: refusal && toReport(refusal),
    };
    try {
      const answer = await api.send({
        method: 'POST',
        path: '/gateway/v1/credentials',
        body: [Buffer.from(JSON.stringify(body))],
        timeoutMs: ANSWER_TIMEOUT_MS,
      });
      if (answer.status !== 200) throw new Error(`the api answered ${answer.status}`);
      const parsed = credentialAnswerSchema.parse(JSON.parse(answer.body.toString('utf8')));
      if (parsed.state === 'granted' && !TOKEN.test(parsed.accessToken)) throw new Error('the token cannot be sent');
      return parsed;
    } catch (err) {
      logger.warn({ err, orgId, serverId }, 'a credential cannot be had');
      throw new AppError('upstream.unavailable', {
        detail: 'The credential for the server cannot be had at the moment',
        cause: err,
      });
    }
  }
}

/** By address too: what was lent for one is not for whatever the server's address is changed to. */
const keyOf = ({ orgId, serverId, url }: Server, principalId: string | null): string =>
  `${orgId} ${serverId} ${principalId ?? ''} ${url}`;

const CHALLENGE_CHARS_MAX = 8192;

const toReport = ({ status, challenge, credential }: Refusal): NonNullable<CredentialRequest['refused']> => ({
  status,
  challenge: challenge?.slice(0, CHALLENGE_CHARS_MAX) ?? null,
  tokenDigest: credential === null ? null : `sha256:${hash('sha256', credential.token, 'hex')}`,
});
