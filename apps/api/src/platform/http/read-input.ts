import { AppError, type FieldError, mib } from '@sallyport/contracts';
import { McpParseError, parseJson } from '@sallyport/mcp';
import type { Request } from 'express';
import type { z } from 'zod';
import type { BoundOperation } from '../operation.decorator.js';
import { readBody } from './read-body.js';

/** Largest bodies: what people send, and what gateways send in batches. */
const BODY_BYTES_MAX = { person: mib(1), gateway: mib(16) } as const;
const JSON_LIMITS = { depthMax: 128, elementsMax: 1_000_000 } as const;
const FIELD_ERRORS_MAX = 200;

/**
 * Reads and validates params, query and body together, so that one answer names every problem. Pointers start at the part:
 * `/params/callId`, `/query/limit`, `/body/role`.
 * @throws AppError `request.invalid` with all fields, or what {@link readBody} throws
 */
export const readInput = async ({ operation, body, isLenient }: BoundOperation, req: Request): Promise<unknown> => {
  const bytesMax = operation.access === 'gateway' ? BODY_BYTES_MAX.gateway : BODY_BYTES_MAX.person;
  const raw = body && (await readBody(req, bytesMax));
  const given = { params: req.params, query: req.query, body: raw && toJson(raw, isLenient) };
  const schemas = { params: operation.params, query: operation.query, body };
  const fields: FieldError[] = [];
  const input: Record<string, unknown> = isLenient ? { raw } : {};
  for (const part of ['params', 'query', 'body'] as const) {
    const parsed = schemas[part]?.safeParse(given[part]);
    if (parsed?.success) input[part] = parsed.data;
    else if (parsed) fields.push(...parsed.error.issues.flatMap((issue) => toFieldErrors(part, issue)));
  }
  if (fields.length > 0) throw new AppError('request.invalid', { fields: fields.slice(0, FIELD_ERRORS_MAX) });
  return input;
};

/** Lenient bodies may hold parts that are odd JSON: which of them, the handler finds out. */
const toJson = (bytes: Buffer, isLenient: boolean): unknown => {
  try {
    return isLenient ? JSON.parse(bytes.toString()) : parseJson(bytes, JSON_LIMITS);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new AppError('request.unparseable', { cause });
    if (!(cause instanceof McpParseError)) throw cause;
    throw new AppError('request.unparseable', { detail: `The body is not acceptable JSON: ${cause.message}.`, cause });
  }
};

const toFieldErrors = (part: string, issue: z.core.$ZodIssue): FieldError[] => {
  if (issue.code !== 'unrecognized_keys')
    return [{ pointer: toPointer([part, ...issue.path]), message: issue.message }];
  return issue.keys.map((key) => ({ pointer: toPointer([part, ...issue.path, key]), message: 'Unknown field' }));
};

const toPointer = (path: readonly PropertyKey[]): string =>
  path
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, 512);
