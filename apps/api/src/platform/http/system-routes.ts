import { buildOpenApi, OPERATIONS, seconds } from '@sallyport/contracts';
import type { Express, Request, Response } from 'express';

const PROBE_TIMEOUT_MS = seconds(2);

/** Routes for machines that look after the process; they are public, hold nothing and are not operations of the contract. */
export const SYSTEM_PATHS = ['/healthz', '/readyz', '/openapi.json'] as const;

export interface SystemRoutesOptions {
  readonly version: string;
  /** Rejects while the process cannot serve. */
  readonly probe: () => Promise<void>;
}

/** `/healthz`: the process runs. `/readyz`: it can serve, the database included. `/openapi.json`: the contract. */
export const addSystemRoutes = (express: Express, { version, probe }: SystemRoutesOptions): void => {
  const openApi = JSON.stringify(buildOpenApi(Object.values(OPERATIONS), version));
  express.get('/healthz', (_req: Request, res: Response) => void res.json({ status: 'ok' }));
  express.get('/openapi.json', (_req: Request, res: Response) => void res.type('application/json').send(openApi));
  express.get('/readyz', async (_req: Request, res: Response) => {
    const ready = await isReady(probe);
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'unavailable' });
  });
};

const isReady = async (probe: () => Promise<void>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  const answer = probe().then(
    () => true,
    () => false,
  );
  const ready = await Promise.race([answer, late]);
  clearTimeout(timer);
  return ready;
};
