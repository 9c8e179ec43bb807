import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { OPERATIONS } from '@sallyport/contracts';
import { type BoundOperation, OPERATION_METADATA } from './operation.decorator.js';

/** Nest marks every route handler with this, whatever decorator made it one. */
const ROUTE_METADATA = 'path';

/**
 * Refuses to go on unless routes and operations are the same set: a route outside the contract would have no permission
 * and no validation, an operation without a route is a promise nobody keeps.
 * @throws Error that lists every difference
 */
export const assertRoutesMatchOperations = (app: INestApplicationContext): void => {
  const problems: string[] = [];
  const bound = new Map<string, string>();
  for (const { name, operation } of listRoutes(app)) {
    if (!operation) problems.push(`${name} is a route without an operation`);
    else if (bound.has(operation)) problems.push(`${name} and ${bound.get(operation)} both claim ${operation}`);
    else bound.set(operation, name);
  }
  for (const { id } of Object.values(OPERATIONS)) {
    if (!bound.has(id)) problems.push(`operation ${id} has no route`);
  }
  if (problems.length > 0) throw new Error(`Cannot start: routes and contract differ.\n  ${problems.join('\n  ')}`);
};

const listRoutes = (app: INestApplicationContext): { name: string; operation: string | undefined }[] => {
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .map((method) => ({ method, handler: prototype[method] ?? {} }))
        .filter(({ handler }) => Reflect.hasMetadata(ROUTE_METADATA, handler))
        .map(({ method, handler }) => {
          const metadata = Reflect.getMetadata(OPERATION_METADATA, handler) as BoundOperation | undefined;
          return { name: `${metatype?.name}.${method}`, operation: metadata?.operation.id };
        });
    });
};
