import { AppError } from '@sallyport/contracts';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { UpstreamRegistry } from '../upstream/upstream.js';
import type { Authenticated, Placed, Stage } from './exchange.js';
import { learn } from './learn.js';

/**
 * Finds the server the path names. One that does not exist and one that is switched off are the same answer, byte for byte.
 */
export const place =
  (registry: Pick<UpstreamRegistry, 'get'>, book: Pick<DefinitionBook, 'of'>): Stage<Authenticated, Placed> =>
  (next) =>
  (exchange) => {
    const { org, evidence } = exchange;
    const server = org.findServer(exchange.serverSlug);
    if (server === undefined) {
      evidence.reasons = ['target-unknown'];
      throw new AppError('server.not_found');
    }
    evidence.server = { id: server.server.id, slug: server.server.slug };
    if (!server.server.enabled) {
      evidence.reasons = ['server-disabled'];
      throw new AppError('server.not_found');
    }
    const upstream = registry.get(org.orgId, server.server);
    return next(learn(exchange, { server, upstream, definitions: book.of(org.orgId, server.server.id) }));
  };
