import type { ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.js';

/** Whether the gateway can serve, and if not, one sentence why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

export interface OperationsOptions {
  readonly metrics: Metrics;
  readonly readiness: () => Readiness;
}

/** Answers the operator's own paths. @returns false when the path is none of them */
export type Operations = (method: string, path: string, res: ServerResponse) => boolean;

/**
 * `/healthz` (the process runs), `/readyz` (it can serve) and `/metrics`. They hold nothing of any tenant and take no token:
 * the network decides who reaches them.
 */
export const createOperations = ({ metrics, readiness }: OperationsOptions): Operations => {
  const pages: Readonly<Record<string, () => Page>> = {
    '/healthz': () => ({ status: 200, type: 'application/json', text: '{"status":"ok"}' }),
    '/readyz': () => {
      const state = readiness();
      const body = state.ready ? { status: 'ready' } : { status: 'not ready', reason: state.reason };
      return { status: state.ready ? 200 : 503, type: 'application/json', text: JSON.stringify(body) };
    },
    '/metrics': () => ({ status: 200, type: 'text/plain; version=0.0.4', text: metrics.render() }),
  };
  return (method, path, res) => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
    const { status, type, text } = page();
    res.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    });
    res.end(method === 'HEAD' ? undefined : text);
    return true;
  };
};

interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
