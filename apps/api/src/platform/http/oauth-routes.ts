import type { Express, Request, Response } from 'express';
import { CALLBACK_PATH, CLIENT_DOCUMENT_PATH, toClientDocument, type UpstreamAuth } from '../upstream-auth.js';
import { toRequestError } from './problem.js';
import { stateOf } from './request-state.js';

/** Public, and no operations of the contract: they answer browsers and authorization servers. */
export const OAUTH_PATHS = [CLIENT_DOCUMENT_PATH, CALLBACK_PATH] as const;

const QUERY_CHARS_MAX = 8192;
const DOCUMENT_CACHE = 'public, max-age=3600';

export interface OauthRoutesOptions {
  readonly profile: UpstreamAuth['profile'];
  /** Takes the answer of an authorization server. @returns where the browser goes next; null for a sign-in nobody knows */
  readonly acceptCallback: (parameters: URLSearchParams) => Promise<string | null>;
}

/**
 * What authorization servers of MCP servers need of us: a document that says who we are, and a place to send people back to.
 */
export const addOauthRoutes = (express: Express, { profile, acceptCallback }: OauthRoutesOptions): void => {
  const document = JSON.stringify(toClientDocument(profile));
  express.get(CLIENT_DOCUMENT_PATH, (_req: Request, res: Response) => {
    res.setHeader('cache-control', DOCUMENT_CACHE).type('application/json').send(document);
  });
  express.get(CALLBACK_PATH, async (req: Request, res: Response) => {
    const state = stateOf(req);
    state.operationId = 'upstreamCallback';
    const query = req.originalUrl.split('?').slice(1).join('?');
    try {
      const next = query.length > QUERY_CHARS_MAX ? null : await acceptCallback(new URLSearchParams(query));
      if (next === null) res.status(400).type('text/plain').send(EXPIRED);
      else res.redirect(303, next);
    } catch (thrown) {
      state.error = toRequestError(thrown);
      res.status(state.error.entry.status).type('text/plain').send(`${state.error.entry.title}.\n`);
    }
  });
};

const EXPIRED =
  'This sign-in is over: it was finished before, or more than ten minutes ago. Start it again in the console.\n';
