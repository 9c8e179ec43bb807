import type { z } from 'zod';
import type { ErrorCode } from '../errors/catalogue.js';
import type { Permission } from '../permissions.js';

/**
 * Who may call an operation: a permission in the path's organisation; any signed-in person (`authenticated`); an enrolled
 * gateway (`gateway`); anyone (`public`).
 */
export type Access = Permission | 'authenticated' | 'gateway' | 'public';

export interface OperationShape {
  /** `operationId` of the OpenAPI document and name in the generated client. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** OpenAPI path, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Success. `schema` missing: no body. `contentType` other than JSON: a stream the schema does not describe. */
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema?: z.ZodType;
    readonly contentType?: 'text/event-stream';
  };
  /** Errors beyond those every operation of its kind of access has. */
  readonly errors: readonly ErrorCode[];
}

/** Keeps the literal types of one operation; the routes, OpenAPI, the client and the tests derive from it. */
export const defineOperation = <const O extends OperationShape>(operation: O): O => operation;
