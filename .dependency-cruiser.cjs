/** Import boundaries of docs/architecture; "from" may import only what "to" does not forbid. */
const pkg = (name) => `^packages/${name}/`;
const app = (name) => `^apps/${name}/`;
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle means two files are one, or a third is missing.',
      from: {},
      to: { circular: true },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^next/', '\\?'] } },
    forbid(
      'contracts-is-the-root',
      pkg('contracts'),
      '^(apps|infra|packages/(?!contracts/))',
      'contracts may import zod only.',
    ),
    forbid(
      'pure-packages',
      '^packages/(mcp|detect|policy|audit)/src',
      '^(apps|infra|packages/(db|service-kit|api-client|testkit)/)',
      'Pure packages know nothing of sockets, databases or frameworks.',
    ),
    forbid(
      'mcp-alone',
      `${pkg('mcp')}src`,
      '^packages/(detect|policy|audit)/',
      'Pure packages never import each other.',
    ),
    forbid(
      'detect-alone',
      `${pkg('detect')}src`,
      '^packages/(mcp|policy|audit)/',
      'Pure packages never import each other.',
    ),
    forbid(
      'policy-alone',
      `${pkg('policy')}src`,
      '^packages/(mcp|detect|audit)/',
      'Pure packages never import each other.',
    ),
    forbid(
      'audit-alone',
      `${pkg('audit')}src`,
      '^packages/(mcp|detect|policy)/',
      'Pure packages never import each other.',
    ),
    forbid(
      'upstream-auth-alone',
      `${pkg('upstream-auth')}src`,
      '^(apps|infra|packages/(?!upstream-auth/))',
      'The OAuth client knows addresses and answers; its caller brings the connection.',
    ),
    {
      name: 'pure-packages-no-io',
      severity: 'error',
      comment: 'Bytes in, values out: no sockets, files, processes or timers in the pure packages.',
      from: {
        path: '^packages/(mcp|detect|policy|audit|upstream-auth)/src',
        pathNot: '(\\.(spec|fixture)\\.ts$|/src/testing/)',
      },
      to: {
        path: '^(node:)?(net|tls|http|https|fs|fs/promises|child_process|dgram|dns|cluster|worker_threads|timers)$',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'db-and-kit-stay-low',
      severity: 'error',
      comment: 'db, service-kit and safe-dial may import contracts only; their specs may use the testkit.',
      from: { path: '^packages/(db|service-kit|safe-dial)/src', pathNot: '(\\.spec\\.ts$|/src/testing/)' },
      to: { path: '^(apps|infra|packages/(mcp|detect|policy|audit|upstream-auth|api-client|testkit)/)' },
    },
    forbid(
      'api-boundaries',
      `${app('api')}src`,
      '^(apps/(web|gateway|cli)|infra|packages/(api-client|testkit)/)',
      'The control plane imports no other app.',
    ),
    forbid(
      'gateway-boundaries',
      `${app('gateway')}src`,
      '^(apps/(api|web|cli)|infra|packages/(db|api-client|testkit)/)',
      'The data plane has no database and no framework.',
    ),
    {
      name: 'gateway-no-framework',
      severity: 'error',
      from: { path: `${app('gateway')}src` },
      to: { path: '(@nestjs|kysely|/pg/|@modelcontextprotocol|/express/|/undici/)' },
    },
    forbid(
      'cli-boundaries',
      `${app('cli')}src`,
      '^(apps/(api|web)|infra|packages/(db|testkit)/)',
      'The command line runs the gateway by its exports and asks the api by its client; it knows no database and no framework.',
    ),
    {
      name: 'web-boundaries',
      severity: 'error',
      comment: 'The console talks to the api through its client only; its specs may compare with the policy language.',
      from: { path: `${app('web')}(src|proxy)`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps/(api|gateway|cli)|infra|packages/(db|policy|service-kit|mcp|detect|audit|testkit)/)' },
    },
    {
      name: 'testkit-in-tests-only',
      severity: 'error',
      from: { pathNot: ['^packages/testkit/', '/test/', '/e2e/', '/bench/', '\\.spec\\.ts$', '^test/'] },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'modules-through-use-cases',
      severity: 'error',
      comment: 'A module is used through its exported use cases or its module file, never through its repository.',
      from: { path: '^apps/api/src/modules/([^/]+)/' },
      to: {
        path: '^apps/api/src/modules/[^/]+/[^/]+\\.(repository|queries|controller)\\.ts$',
        pathNot: '^apps/api/src/modules/$1/',
      },
    },
  ],
  options: {
    doNotFollow: { path: '(node_modules|/dist/)' },
    exclude: { path: '(^|/)\\.next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.lint.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      mainFields: ['types', 'main'],
    },
  },
};
