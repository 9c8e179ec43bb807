import {
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  Res as RawResponse,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { OperationShape } from '@sallyport/contracts';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { type ContextOf, stateOf } from './http/request-state.js';

export const OPERATION_METADATA = 'sallyport:operation';

type Part = 'params' | 'query' | 'body';

/** Validated input of an operation: the parts its contract has. */
export type InputOf<O extends OperationShape> = {
  readonly [P in Part as O[P] extends z.ZodType ? P : never]: O[P] extends z.ZodType ? z.output<O[P]> : never;
};

/** Input of an operation bound with {@link LenientOperation}: the body as its own schema reads it, and the bytes it came as. */
export interface LenientInput<S extends z.ZodType> {
  readonly body: z.output<S>;
  readonly raw: Buffer;
}

/** What a handler returns: the success body before validation, or nothing for 204s and streams. */
export type ResultOf<O extends OperationShape> = O['success']['schema'] extends z.ZodType
  ? z.input<O['success']['schema']>
  : // biome-ignore lint/suspicious/noConfusingVoidType: handlers of 204s and streams are `Promise<void>`
    void;

type Handler<O extends OperationShape> = (
  ctx: ContextOf<O['access']>,
  input: InputOf<O>,
  res: Response,
) => Promise<ResultOf<O>>;

/** A route as it was bound; the guard, the interceptor and the boot check read it. */
export interface BoundOperation {
  readonly operation: OperationShape;
  readonly body: z.ZodType | undefined;
  /** The handler judges parts of the body itself and gets the bytes too. */
  readonly isLenient: boolean;
}

const METHODS = {
  get: RequestMethod.GET,
  post: RequestMethod.POST,
  patch: RequestMethod.PATCH,
  delete: RequestMethod.DELETE,
} as const;

/**
 * Binds a handler to an operation of the contract: route, status, access, validation of input and output, and the types
 * of its parameters, which are always `(ctx, input)` and for streams `(ctx, input, res)`.
 */
export const Operation = <const O extends OperationShape>(operation: O) =>
  bind<Handler<O>>({ operation, body: operation.body, isLenient: false });

/**
 * As {@link Operation}, with a body schema laxer than the contract's, for a handler that has to keep what it cannot accept.
 */
export const LenientOperation = <const O extends OperationShape, S extends z.ZodType>(operation: O, body: S) =>
  bind<(ctx: ContextOf<O['access']>, input: LenientInput<S>) => Promise<ResultOf<O>>>({
    operation,
    body,
    isLenient: true,
  });

const bind =
  <H>(bound: BoundOperation) =>
  <T extends H>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>): void => {
    const { operation } = bound;
    Context()(target, key, 0);
    Input()(target, key, 1);
    if (operation.success.contentType) RawResponse()(target, key, 2);
    const decorators = [
      SetMetadata(OPERATION_METADATA, bound),
      RequestMapping({ method: METHODS[operation.method], path: toExpressPath(operation.path) }),
      HttpCode(operation.success.status),
    ];
    for (const decorate of decorators) decorate(target, key, descriptor);
  };

/** `/v1/orgs/{org}` as Express writes it: `/v1/orgs/:org`. */
export const toExpressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const requestOf = (host: ExecutionContext): Request => host.switchToHttp().getRequest<Request>();
const Context = createParamDecorator((_data: unknown, host: ExecutionContext) => stateOf(requestOf(host)).context);
const Input = createParamDecorator((_data: unknown, host: ExecutionContext) => stateOf(requestOf(host)).input);
