import createClient, { type Client } from 'openapi-fetch';
import type { components, operations, paths } from './generated/schema.js';

export type { components, operations, paths };

export type ApiClient = Client<paths>;

export interface ApiClientOptions {
  /** Origin of the api, no trailing slash. */
  readonly baseUrl: string;
  /** Sent with every request; the access token goes here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/**
 * A typed client of the Sallyport API. Each call resolves to `{ data }` or `{ error }`, an RFC 9457 problem; it rejects only
 * when the network fails. Safe to share between requests of the same person.
 */
export const createApiClient = ({ baseUrl, headers, fetch: fetchImplementation }: ApiClientOptions): ApiClient =>
  createClient<paths>({
    baseUrl,
    headers,
    ...(fetchImplementation ? { fetch: (request: Request) => fetchImplementation(request) } : {}),
  });

type Success<Id extends keyof operations> = operations[Id] extends { responses: infer R }
  ? R extends
      | { 200: { content: { 'application/json': infer T } } }
      | { 201: { content: { 'application/json': infer T } } }
    ? T
    : never
  : never;

/** Body of an operation's request, by operation id: `BodyOf<'createServer'>`. */
export type BodyOf<Id extends keyof operations> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer T } };
}
  ? T
  : never;

/** Body of an operation's successful answer, by operation id: `ResponseOf<'listCalls'>`. */
export type ResponseOf<Id extends keyof operations> = Success<Id>;
