import { randomUUID } from 'node:crypto';
import type { Logger } from '@sallyport/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { attachState, type RequestState, stateOf } from './request-state.js';

/**
 * First middleware: gives the request its id and writes its one log line when it ends. Ids from outside are not taken
 * over: a caller could otherwise make two requests look like one in the log.
 */
export const requestContext =
  (logger: Logger) =>
  (req: Request, res: Response, next: NextFunction): void => {
    attachState(req, { requestId: randomUUID(), startedAt: performance.now() });
    res.setHeader('x-request-id', stateOf(req).requestId);
    res.once('close', () => logRequest(logger, stateOf(req), req, res));
    next();
  };

const logRequest = (logger: Logger, state: RequestState, req: Request, res: Response): void => {
  const level = state.error?.entry.level ?? 'debug';
  logger[level === 'audit' ? 'info' : level](
    {
      requestId: state.requestId,
      method: req.method,
      route: state.operationId ?? 'none',
      ...toActor(state.context),
      status: res.statusCode,
      outcome: state.error?.code ?? (res.writableFinished ? 'ok' : 'closed'),
      durationMs: Math.round(performance.now() - state.startedAt),
      ...(state.error && res.statusCode >= 500 ? { err: state.error.cause ?? state.error } : {}),
    },
    'request',
  );
};

const toActor = (context: RequestState['context']): { orgId?: string; actorId?: string } => {
  if (!context) return {};
  if ('actor' in context) return { orgId: context.orgId, actorId: context.actor.id };
  return 'gatewayId' in context ? { actorId: context.gatewayId } : {};
};
