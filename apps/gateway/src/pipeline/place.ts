import { AppError } from '@sallyport/contracts';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { ServerDefinitions } from '../definitions/server-definitions.js';
import type { ServerRuntime } from '../snapshot/org-runtime.js';
import type { Upstream, UpstreamRegistry } from '../upstream/upstream.js';
import type { Authenticated, Placed, Stage } from './exchange.js';
import { withPlace } from './learn.js';

interface Place {
  readonly upstream: Upstream;
  readonly definitions: ServerDefinitions;
}

/**
 * Finds the server the path names. One that does not exist and one that is switched off are the same answer, byte for byte.
 */
export const place = (
  registry: Pick<UpstreamRegistry, 'get'>,
  book: Pick<DefinitionBook, 'of'>,
): Stage<Authenticated, Placed> => {
  // A server's runtime lives as long as its snapshot is in force, and so does where it leads.
  const places = new WeakMap<ServerRuntime, Place>();
  return (next) => (exchange) => {
    const { org, evidence } = exchange;
    const server = org.findServer(exchange.serverSlug);
    if (server === undefined) {
      evidence.reasons = ['target-unknown'];
      throw new AppError('server.not_found');
    }
    evidence.server = server.named;
    if (!server.server.enabled) {
      evidence.reasons = ['server-disabled'];
      throw new AppError('server.not_found');
    }
    let found = places.get(server);
    if (found === undefined) {
      found = { upstream: registry.get(org.orgId, server.server), definitions: book.of(org.orgId, server.server.id) };
      places.set(server, found);
    }
    return next(withPlace(exchange, server, found));
  };
};
