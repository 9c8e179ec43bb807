import { z } from 'zod';
import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.js';
import { problemSchema } from '../errors/problem.js';
import type { Access, OperationShape } from './operation.js';

type Json = Record<string, unknown>;

/** Errors every operation of a kind of access can answer with, beside its own. */
export const accessErrors = (access: Access): readonly ErrorCode[] => {
  switch (access) {
    case 'public':
      return ['internal'];
    case 'authenticated':
    case 'gateway':
      return ['auth.token_missing', 'auth.token_invalid', 'auth.token_expired', 'service.unavailable', 'internal'];
    default:
      return [...accessErrors('authenticated'), 'org.not_found', 'permission.missing'];
  }
};

/** All error codes of one operation, input errors included. */
export const operationErrors = (operation: OperationShape): readonly ErrorCode[] => {
  const hasInput = operation.params ?? operation.query ?? operation.body;
  const inputErrors: ErrorCode[] = hasInput ? ['request.invalid'] : [];
  const bodyErrors: ErrorCode[] = operation.body
    ? ['request.unparseable', 'request.too_large', 'request.unsupported_media']
    : [];
  return [...new Set([...inputErrors, ...bodyErrors, ...accessErrors(operation.access), ...operation.errors])];
};

/**
 * The OpenAPI 3.1 document of a list of operations. Pure and deterministic: the same operations give the same bytes.
 * @param version  `info.version` of the document
 */
export const buildOpenApi = (operations: readonly OperationShape[], version: string): Json => {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method] = toOperationObject(operation);
    paths[operation.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sallyport API', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, 'output') },
      securitySchemes: {
        person: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Access token of the identity provider',
        },
        gateway: { type: 'http', scheme: 'bearer', description: 'Token of an enrolled gateway' },
      },
    },
  };
};

const toJsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json;
  return rest;
};

const toOperationObject = (operation: OperationShape): Json => ({
  operationId: operation.id,
  summary: operation.summary,
  tags: [operation.tag],
  security: toSecurity(operation.access),
  'x-permission': operation.access,
  parameters: [...toParameters(operation.params, 'path'), ...toParameters(operation.query, 'query')],
  ...(operation.body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: toJsonSchema(operation.body, 'input') } },
        },
      }
    : {}),
  responses: { [operation.success.status]: toSuccess(operation), ...toErrorResponses(operation) },
});

const toSecurity = (access: Access): Json[] => {
  if (access === 'public') return [];
  return [access === 'gateway' ? { gateway: [] } : { person: [] }];
};

const toParameters = (schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !field.safeParse(undefined).success,
    schema: toJsonSchema(field as z.ZodType, 'input'),
  }));

const toSuccess = ({ success }: OperationShape): Json => {
  if (success.contentType)
    return { description: 'A stream of events', content: { [success.contentType]: { schema: { type: 'string' } } } };
  if (!success.schema) return { description: 'Done' };
  return {
    description: 'Success',
    content: { 'application/json': { schema: toJsonSchema(success.schema, 'output') } },
  };
};

const toErrorResponses = (operation: OperationShape): Json => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of operationErrors(operation)) {
    const { status } = ERROR_CATALOGUE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `\`${code}\`: ${ERROR_CATALOGUE[code].title}`).join('; '),
          'x-error-codes': codes,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  );
};
