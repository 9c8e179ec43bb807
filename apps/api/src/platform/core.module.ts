import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Core } from '../core.js';
import { OpenStreams } from './http/open-streams.js';
import * as tokens from './tokens.js';

@Global()
@Module({})
class CoreModule {}

/** Hands what the process built to the modules, by token. */
export const coreModule = (core: Core): DynamicModule => {
  const values = [
    [tokens.DATABASE, core.db],
    [tokens.PLATFORM_DATABASE, core.platformDb],
    [tokens.COORDINATION, core.coordination],
    [tokens.QUEUES, core.queues],
    [tokens.LOGGER, core.logger],
    [tokens.NEW_ID, core.newId],
    [tokens.CLOCK, core.now],
    [tokens.CURSORS, core.cursors],
    [tokens.DATA_KEYS, core.dataKeys],
    [tokens.SNAPSHOT_SIGNER, core.snapshotSigner],
    [tokens.BUNDLE_KEYS, core.bundleKeys],
    [tokens.VERIFY_PERSON, core.verifyPerson],
    [tokens.PUBLIC_URLS, core.publicUrls],
    [tokens.UPSTREAM_AUTH, core.upstreamAuth],
  ] as const;
  const providers = values.map(([provide, useValue]) => ({ provide, useValue }));
  return {
    module: CoreModule,
    providers: [...providers, OpenStreams],
    exports: [...values.map(([token]) => token), OpenStreams],
  };
};
