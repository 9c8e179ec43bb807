import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '@sallyport/contracts';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { readInput } from './http/read-input.js';
import { stateOf } from './http/request-state.js';
import { type BoundOperation, OPERATION_METADATA } from './operation.decorator.js';

/** Both edges of every operation: input is parsed before the handler sees it, output is stripped to the contract. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const bound = this.reflector.get<BoundOperation>(OPERATION_METADATA, context.getHandler());
    const req = context.switchToHttp().getRequest<Request>();
    stateOf(req).input = await readInput(bound, req);
    const { schema } = bound.operation.success;
    return schema ? next.handle().pipe(map((result) => toAnswer(schema, result))) : next.handle();
  }
}

const toAnswer = (schema: z.ZodType, result: unknown): unknown => {
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', { cause: parsed.error });
};
