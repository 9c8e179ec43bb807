import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { toChallenge, toProblem, toRequestError, toRetryAfter } from './problem.js';
import { stateOf } from './request-state.js';

/** The only producer of `application/problem+json` (RFC 9457). The cause goes to the request's log line, never out. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    const state = stateOf(req);
    const error = toRequestError(thrown);
    state.error = error;
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const challenge = toChallenge(error);
    if (challenge) res.setHeader('www-authenticate', challenge);
    const retryAfter = toRetryAfter(error);
    if (retryAfter !== null) res.setHeader('retry-after', String(retryAfter));
    // The rest of an oversized body is not worth reading: the connection goes with the answer.
    if (error.code === 'request.too_large') res.setHeader('connection', 'close');
    const problem = toProblem(error, { path: req.path, requestId: state.requestId });
    res.status(error.entry.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
