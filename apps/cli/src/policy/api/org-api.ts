import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@sallyport/api-client';
import type { OperationId } from '@sallyport/contracts';
import { VERSION } from '../../version.js';
import { refusalOf, unreachable } from './api-failure.js';
import type { ApiSettings } from './api-settings.js';

/** Longest one answer may take. */
const ANSWER_MS = 30_000;
const READ_ATTEMPTS = 4;
/** Of the waits between attempts; doubled each time. */
const FIRST_WAIT_MS = 250;
/** Longest the api may ask us to wait. */
const WAIT_MAX_S = 30;
/** Answers of what stands before an api that is just being started or is busy. */
const PASSING = [429, 502, 503, 504];

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The api, for one organisation. */
export interface OrgApi {
  readonly settings: ApiSettings;
  /**
   * Sends one operation. Reading is tried again when the api is away for a moment; what changes something is sent once.
   * @throws CliError with a sentence for people; {@link ApiRefusal} when the api itself said no
   */
  ask<T>(operation: OperationId, send: (client: ApiClient, org: string) => Promise<Answer<T>>): Promise<NonNullable<T>>;
  /** All items of a list, page after page. */
  all<T>(
    operation: OperationId,
    send: (client: ApiClient, org: string, page: PageQuery) => Promise<Answer<Page<T>>>,
  ): Promise<readonly T[]>;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const PAGE_ITEMS = 200;

/** Nothing is sent before the first question. */
export const createOrgApi = (settings: ApiSettings): OrgApi => {
  const client = createApiClient({
    baseUrl: settings.baseUrl,
    headers: { authorization: `Bearer ${settings.token}`, 'user-agent': `sallyport/${VERSION}` },
    fetch: patientFetch,
  });
  const ask: OrgApi['ask'] = async (operation, send) => {
    const answer = await send(client, settings.org).catch((thrown: unknown) => {
      throw unreachable(thrown, settings);
    });
    if (answer.data === undefined || answer.data === null) {
      throw refusalOf(operation, answer.response.status, answer.error, settings);
    }
    return answer.data;
  };
  return {
    settings,
    ask,
    all: async <T>(operation: OperationId, send: Parameters<typeof allPages<T>>[2]) => allPages(ask, operation, send),
  };
};

const allPages = async <T>(
  ask: OrgApi['ask'],
  operation: OperationId,
  send: (client: ApiClient, org: string, page: PageQuery) => Promise<Answer<Page<T>>>,
): Promise<readonly T[]> => {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) };
    const page = await ask(operation, (client, org) => send(client, org, query));
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
};

/** Redirects are not followed: the token is for this api alone. */
const patientFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const attempts = request.method === 'GET' ? READ_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= attempts;
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const response = await fetch(request.clone(), { redirect: 'manual', signal });
      if (isLast || !PASSING.includes(response.status)) return response;
      await sleep(retryAfterMs(response) ?? waitMs(attempt));
    } catch (thrown) {
      if (isLast) throw thrown;
      await sleep(waitMs(attempt));
    }
  }
};

const waitMs = (attempt: number): number => FIRST_WAIT_MS * 2 ** (attempt - 1);

const retryAfterMs = (response: Response): number | null => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, WAIT_MAX_S) * 1000 : null;
};
