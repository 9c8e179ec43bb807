const words = (text) => text.trim().split(/\s+/);
const phrases = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** What the templates are filled with. */
export const VOCABULARY = {
  person: words(
    'Ada Bob Carla Dmitri Elif Farid Greta Hana Ines Jonas Kofi Lena Marta Noor Olga Priya Quentin Rosa Sven Tomo Uma Viktor Wen Yusuf Zofia',
  ),
  surname: words('Okafor Lindqvist Reyes Haddad Novak Tanaka Meyer Costa Larsen Ivanova Singh Moreau Kim Osei Fischer'),
  team: words(
    'platform billing checkout search mobile data infra payments identity growth support docs design security',
  ),
  service: words(
    'api worker gateway ledger mailer indexer scheduler console importer renderer notifier catalog orders inventory sessions reports proxy',
  ),
  pkg: words(
    'express lodash react vite vitest typescript eslint prettier zod axios fastify prisma webpack next rollup jest playwright dotenv chalk commander pino undici',
  ),
  pypkg: words(
    'requests numpy pandas flask django pytest black mypy httpx pydantic sqlalchemy celery rich click scipy',
  ),
  crate: words('serde tokio clap anyhow tracing reqwest rayon regex hyper axum sqlx thiserror uuid chrono'),
  file: words(
    'index.ts app.py main.go server.rs config.yaml README.md user.service.ts cart.tsx utils.js schema.sql Dockerfile routes.rb parser.c Makefile auth.ts queue.py',
  ),
  dir: words(
    'src lib packages/ui packages/core apps/web apps/api internal/store cmd/server tests docs scripts infra/terraform',
  ),
  path: ['{dir}/{file}', '{dir}/{noun}/{file}', '{dir}/{noun}-{noun}.ts', '{dir}/{noun}.test.ts'],
  branch: ['main', 'develop', 'feature/{noun}-{noun}', 'fix/{noun}-{adj}', 'release/{version}', 'chore/bump-{pkg}'],
  noun: words(
    'cart user invoice session cache token queue index report button header filter search profile order payment webhook upload export import schema migration timeout banner label chart dialog menu badge cursor worker tenant region',
  ),
  nouns: words(
    'users invoices sessions tokens orders payments uploads exports reports webhooks labels rows pages records events',
  ),
  adj: words('empty slow stale broken missing wrong duplicate late flaky noisy large small old new strict lazy'),
  verb: words(
    'add fix remove rename refactor move simplify document test update speed-up bump revert drop split merge',
  ),
  place: words('Oslo Lyon Porto Kyoto Accra Lima Tartu Ghent Quito Pune Izmir Bergen Malmö Graz Turin Cork'),
  version: ['{n:0-9}.{n:0-20}.{n:0-15}', 'v{n:1-6}.{n:0-20}.{n:0-9}'],
  date: ['2026-0{n:1-9}-{n:10-28}', '2025-1{n:0-2}-{n:10-28}'],
  time: ['{n:10-23}:{n:10-59}:{n:10-59}'],
  ip: ['203.0.113.{n:1-254}', '198.51.100.{n:1-254}', '192.0.2.{n:1-254}'],
  host: ['{service}.acme.example', '{service}-{n:1-9}.{team}.example', 'www.example.com', '{noun}.example.org'],
  url: [
    'https://{host}/{noun}/{n:1-9999}',
    'https://docs.example.com/{noun}/{noun}',
    'https://github.com/acme/{service}/pull/{n:1-4000}',
    'https://github.com/acme/{service}/issues/{n:1-4000}',
  ],
  ticket: ['PAY-{n:10-4000}', 'WEB-{n:10-4000}', 'OPS-{n:10-4000}', '#{n:10-9000}'],
  weekday: words('Monday Tuesday Wednesday Thursday Friday'),
  dish: phrases(`tomato soup
lentil curry
apple cake
mushroom risotto
fish pie
bean salad
pancakes
rye bread
vegetable lasagne
lemon tart`),
  ingredient: phrases(`{n:2-6} eggs
{n:100-500} g flour
{n:1-4} onions
{n:200-800} ml milk
a pinch of salt
{n:2-5} cloves of garlic
{n:50-250} g butter
one lemon
{n:1-3} tbsp olive oil
{n:300-900} g tomatoes`),
  duration: ['{n:2-900} ms', '{n:2-59} s', '{n:1-14} min', '{n:1-9}.{n:1-9}s'],
  customer: words('Northwind Globex Initech Umbra Hooli Vandelay Stark Wayne Tyrell Soylent Wonka Oceanic'),
  status: words('open closed merged pending failed done blocked running queued cancelled'),
  level: words('INFO DEBUG WARN ERROR INFO INFO'),
  code: words('200 201 204 301 304 400 401 403 404 409 422 429 500 502 503'),
  method: words('GET POST PUT PATCH DELETE'),
};
