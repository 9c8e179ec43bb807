import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const, testTimeout: 20_000, hookTimeout: 60_000 };
const postgres = { globalSetup: ['packages/testkit/src/postgres/global-setup.ts'] };

/** Tiers of docs/guides/testing.md. Suites run against the built output of other packages: build first. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['{packages,apps,infra}/*/src/**/*.spec.ts', 'infra/local/{idp,postgres,stack}/*.spec.mjs'],
          exclude: ['**/*.db.spec.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      { test: { ...node, ...postgres, name: 'db', include: ['{packages,apps}/*/src/**/*.db.spec.ts'] } },
      { test: { ...node, ...postgres, name: 'api', include: ['apps/api/test/**/*.spec.ts'] } },
      {
        test: {
          ...node,
          name: 'gateway',
          include: ['apps/gateway/test/**/*.spec.ts'],
          exclude: ['apps/gateway/test/conformance/**'],
        },
      },
      {
        test: {
          ...node,
          name: 'conformance',
          include: ['apps/gateway/test/conformance/**/*.spec.ts'],
          hookTimeout: 240_000,
        },
      },
      { test: { ...node, ...postgres, name: 'cli', include: ['apps/cli/test/**/*.spec.ts'] } },
      {
        test: {
          ...node,
          name: 'system',
          include: ['infra/local/test/**/*.spec.mjs'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
