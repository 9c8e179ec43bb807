import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS } from '@sallyport/contracts';
import type { Response } from 'express';
import type { OrgContext } from '../../platform/http/request-state.js';
import { type InputOf, Operation } from '../../platform/operation.decorator.js';
import { CallsQueries } from './calls.queries.js';
import { TailCalls } from './use-cases/tail-calls.js';

@Controller()
export class CallsController {
  constructor(
    @Inject(CallsQueries) private readonly queries: CallsQueries,
    @Inject(TailCalls) private readonly tail: TailCalls,
  ) {}

  @Operation(OPERATIONS.listCalls)
  listCalls(ctx: OrgContext, input: InputOf<typeof OPERATIONS.listCalls>) {
    return this.queries.list(ctx, input);
  }

  @Operation(OPERATIONS.getCall)
  getCall(ctx: OrgContext, input: InputOf<typeof OPERATIONS.getCall>) {
    return this.queries.get(ctx, input);
  }

  @Operation(OPERATIONS.tailCalls)
  tailCalls(ctx: OrgContext, _input: unknown, res: Response) {
    return this.tail.run(ctx, res);
  }
}
