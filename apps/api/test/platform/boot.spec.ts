import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { OPERATIONS } from '@sallyport/contracts';
import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import { assertRoutesMatchOperations } from '../../src/platform/boot-check.js';
import { OAUTH_PATHS } from '../../src/platform/http/oauth-routes.js';
import { SYSTEM_PATHS } from '../../src/platform/http/system-routes.js';
import { Operation, toExpressPath } from '../../src/platform/operation.decorator.js';
import { useApi } from '../harness/start-api.js';

const api = useApi();

const routesOf = (): string[] => {
  const express = api().app.getHttpAdapter().getInstance() as Express;
  return express.router.stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method} ${route.path}`) : [],
  );
};

describe('routes and contract', () => {
  it('serves exactly the operations of the contract and the system routes', () => {
    const expected = [
      ...Object.values(OPERATIONS).map(({ method, path }) => `${method} ${toExpressPath(path)}`),
      ...[...SYSTEM_PATHS, ...OAUTH_PATHS].map((path) => `get ${path}`),
    ];
    expect(routesOf().sort()).toEqual(expected.sort());
  });

  it('publishes exactly the operations of the contract', async () => {
    const document = (await (await fetch(`${api().url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const published = Object.values(document.paths).flatMap((path) => Object.values(path).map((o) => o.operationId));
    expect(published.sort()).toEqual(Object.keys(OPERATIONS).sort());
  });

  it('refuses to boot with a route outside the contract, a missing one and one claimed twice', async () => {
    @Controller()
    class StrayController {
      @Get('/stray')
      stray(): string {
        return 'no permission, no validation';
      }
      @Operation(OPERATIONS.sendHeartbeat)
      first(): Promise<void> {
        return Promise.resolve();
      }
      @Operation(OPERATIONS.sendHeartbeat)
      second(): Promise<void> {
        return Promise.resolve();
      }
    }
    @Module({ imports: [DiscoveryModule], controllers: [StrayController] })
    class StrayModule {}
    const app = await NestFactory.create(StrayModule, { logger: false });
    expect(() => assertRoutesMatchOperations(app)).toThrowError(
      /StrayController.stray is a route without an operation[\s\S]+both claim sendHeartbeat[\s\S]+operation getMe has no route/,
    );
    await app.close();
  });
});

describe('health', () => {
  it('says that it runs and that it can serve', async () => {
    expect((await fetch(`${api().url}/healthz`)).status).toBe(200);
    expect((await fetch(`${api().url}/readyz`)).status).toBe(200);
  });
});
