import { AppError } from '@sallyport/contracts';
import type { Session, SessionStore } from '../sessions/session-store.js';
import { freshnessOf } from '../snapshot/freshness.js';
import type { Identify } from './authenticate.js';
import type { Placed } from './exchange.js';
import { requireSession } from './recognise.js';

export interface InForceOptions {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly identify: Identify;
  readonly snapshotAgeMs: (orgId: string) => number;
}

/**
 * A stream outlives snapshots, so each of its messages is judged by the one in force when it comes. Null when its client may
 * not be told any more: token, server or session revoked, or nothing heard from the control plane for too long.
 */
export const inForce = <E extends Placed & { readonly session: Session | null }>(
  { sessions, identify, snapshotAgeMs }: InForceOptions,
  exchange: E,
): E | null => {
  try {
    const { org, principal, signedInAt } = identify(exchange);
    const server = org.findServer(exchange.serverSlug);
    if (server === undefined || !server.server.enabled || freshnessOf(snapshotAgeMs(org.orgId)) === 'closed')
      return null;
    const current = { ...exchange, org, principal, signedInAt, server };
    if (exchange.session !== null) requireSession(current, sessions);
    return current;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
};
