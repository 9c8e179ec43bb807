import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { sql } from 'kysely';
import { appModule } from './app.module.js';
import type { Core } from './core.js';
import { AcceptCallback } from './modules/connections/use-cases/accept-callback.js';
import { assertRoutesMatchOperations } from './platform/boot-check.js';
import { addOauthRoutes } from './platform/http/oauth-routes.js';
import { requestContext } from './platform/http/request-context.js';
import { securityHeaders } from './platform/http/security-headers.js';
import { addSystemRoutes } from './platform/http/system-routes.js';
import { API_VERSION } from './version.js';

/** Longest a client may take to send its headers, and a whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * The http application, ready to listen.
 * @throws Error when the routes are not exactly the operations of the contract
 */
export const createApp = async (core: Core): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(appModule(core), {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestContext(core.logger));
  app.use(securityHeaders);
  addSystemRoutes(app.getHttpAdapter().getInstance(), { version: API_VERSION, probe: () => probe(core) });
  addOauthRoutes(app.getHttpAdapter().getInstance(), {
    profile: core.upstreamAuth.profile,
    acceptCallback: (parameters) => app.get(AcceptCallback, { strict: false }).run(parameters),
  });
  await app.init();
  assertRoutesMatchOperations(app);
  const server: Server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return app;
};

const probe = async ({ db, platformDb }: Core): Promise<void> => {
  await Promise.all([db, platformDb].map((pool) => sql`select 1`.execute(pool)));
};
