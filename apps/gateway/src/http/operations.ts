import type { Metrics } from '../metrics.js';
import type { WholeAnswer } from './connection.js';

/** Whether the gateway can serve, and if not, one sentence why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

export interface OperationsOptions {
  readonly metrics: Metrics;
  readonly readiness: () => Readiness;
}

/** What to answer on the operator's own paths; null when the path is none of them. */
export type Operations = (method: string, path: string) => WholeAnswer | null;

/**
 * `/healthz` (the process runs), `/readyz` (it can serve) and `/metrics`. They hold nothing of any tenant and take no token:
 * the network decides who reaches them.
 */
export const createOperations = ({ metrics, readiness }: OperationsOptions): Operations => {
  const pages: Readonly<Record<string, () => WholeAnswer>> = {
    '/healthz': () => ({ status: 200, kind: 'json', body: Buffer.from('{"status":"ok"}') }),
    '/readyz': () => {
      const state = readiness();
      const body = state.ready ? { status: 'ready' } : { status: 'not ready', reason: state.reason };
      return { status: state.ready ? 200 : 503, kind: 'json', body: Buffer.from(JSON.stringify(body)) };
    },
    '/metrics': () => ({ status: 200, kind: 'metrics', body: Buffer.from(metrics.render()) }),
  };
  return (method, path) => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    return page === undefined || (method !== 'GET' && method !== 'HEAD') ? null : page();
  };
};
