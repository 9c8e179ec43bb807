// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what shells and manifests hold.
const SHELL = [
  'npm run {noun} -- --watch',
  'npm ci && npm run build && npm test',
  'pnpm --filter @acme/{service} test',
  'git checkout -b {branch} && git push -u origin {branch}',
  'git log --oneline --since={date} -- {path} | head -{n:5-50}',
  'git diff {branch}...HEAD --stat',
  'git rebase -i HEAD~{n:2-9}',
  'docker build -t {service}:{version} . && docker run --rm -p {n:3000-9000}:80 {service}:{version}',
  'docker compose logs -f {service} --tail {n:50-500}',
  'kubectl -n {team} get pods -o wide | grep {service}',
  'kubectl -n {team} logs deploy/{service} --since={n:1-9}h | grep -i error | wc -l',
  'find {dir} -name "*.test.ts" -newer package.json | xargs wc -l',
  'grep -rn "{noun}" {dir} --include="*.ts" | sort | uniq -c | sort -rn | head',
  'sed -i "s/{noun}/{noun}s/g" {path}',
  'for f in {dir}/*.sql; do echo "$f"; psql "$DATABASE_URL" -f "$f"; done',
  'curl -sS -H "Accept: application/json" https://{host}/health | jq .status',
  'curl -X POST https://{host}/{nouns} -H "Content-Type: application/json" -d \'{"{noun}": {n:1-90}}\'',
  'python -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt',
  'python3 -c "import json,sys; print(len(json.load(sys.stdin)))" < {noun}.json',
  'cargo test -p {crate} -- --nocapture 2>&1 | tee target/{noun}.log',
  'tar czf {service}-{version}.tgz {dir} && sha256sum {service}-{version}.tgz',
  'rsync -av --delete dist/ deploy@{host}:/srv/{service}/',
  'ssh deploy@{host} "sudo systemctl restart {service}"',
  'rm -rf node_modules dist coverage && npm ci',
  'chmod +x scripts/{noun}.sh && ./scripts/{noun}.sh --dry-run',
  "awk -F, 'NR>1 {s+=${n:2-5}} END {print s}' {nouns}.csv",
  'ps aux | grep {service} | grep -v grep',
  'lsof -i :{n:3000-9000} -sTCP:LISTEN',
  'openssl x509 -in {service}.crt -noout -dates',
  'terraform plan -var-file={team}.tfvars -out={noun}.plan',
  'make -j{n:2-16} {noun} && ctest --output-on-failure',
  'LOG_LEVEL=debug node dist/{file} --port {n:3000-9000}',
  'gh pr create --title "{verb} {noun}" --body "Fixes {ticket}"',
  'tail -n {n:50-500} /var/log/{service}/current.log | less',
  'psql -c "select count(*) from {nouns} where created_at > now() - interval \'{n:1-30} days\'"',
];
const SQL = [
  'SELECT id, {noun} FROM {nouns} WHERE {noun}_id = {n:1-9000} ORDER BY created_at DESC LIMIT {n:10-100};',
  "SELECT date_trunc('day', created_at) AS day, count(*) FROM {nouns} GROUP BY 1 ORDER BY 1",
  "UPDATE {nouns} SET {noun} = '{adj}' WHERE id IN ({n:1-900}, {n:1-900}, {n:1-900})",
  "INSERT INTO {nouns} (id, {noun}) VALUES ({n:1-9000}, '{person}''s {noun}')",
  "WITH recent AS (SELECT * FROM {nouns} WHERE created_at > '{date}') SELECT {noun}, avg(total) FROM recent GROUP BY {noun}",
  'ALTER TABLE {nouns} ADD COLUMN {noun}_{adj} boolean NOT NULL DEFAULT false',
  "EXPLAIN ANALYZE SELECT 1 FROM {nouns} x JOIN users u ON u.id = x.user_id WHERE u.name ILIKE '%{person}%'",
  "DELETE FROM {nouns} WHERE expires_at < now() - interval '{n:7-90} days'",
  'CREATE INDEX CONCURRENTLY {nouns}_{noun}_idx ON {nouns} ({noun}_id)',
];
const PATHS = [
  '{path}',
  '/home/{person}/{service}/{path}',
  './{path}',
  '../{service}/{path}',
  'C:\\Users\\{person}\\{service}\\README.md',
  '/srv/{service}/config/{noun}.yaml',
  '/tmp/{noun}-{hex:8}.log',
  '.env.example',
  'docs/{noun}.md',
  '/var/log/{service}/{date}.log',
  '~/projects/{service}/{path}',
];
const TEXT = [
  '{verb} the {adj} {noun} in {service}. See {ticket}.',
  '{person}, please send the {noun} figures to {customer} by {weekday}.',
  'The {noun} page must not show {nouns} of other tenants. Steps: open /{noun}; click "{noun}".',
  'Deploy of {service} {version} is done & verified; rollback: `git revert {hex:7}`.',
  'Use `npm run build && npm test` before you push; do not skip the hooks.',
  'Ignore my last comment. The {noun} works when $HOME is set.',
  'Meeting with {customer} moved to {weekday}. Room: {place}.',
];

/** Arguments of calls that agents make all day. */
export const callOf = ({ pick, fill, number }) => {
  const kinds = [
    () => ({ tool: pick(['shell', 'bash', 'run_command', 'terminal']), arguments: { command: fill(pick(SHELL)) } }),
    () => ({
      tool: pick(['query', 'run_sql', 'execute_query']),
      arguments: { [pick(['sql', 'query', 'statement'])]: fill(pick(SQL)) },
    }),
    () => ({ tool: pick(['read_file', 'open', 'get_file_contents']), arguments: { path: fill(pick(PATHS)) } }),
    () => ({
      tool: pick(['create_issue', 'add_comment', 'send_message', 'update_ticket']),
      arguments: { title: fill('{verb} {adj} {noun}'), body: fill(pick(TEXT)) },
    }),
    () => ({
      tool: pick(['fetch', 'http_get', 'browser_navigate']),
      arguments: {
        url: fill(
          pick([
            '{url}',
            '{url}?page={n:1-90}&sort={noun}',
            'http://localhost:{n:3000-9000}/{noun}',
            'https://{host}/{noun}#{noun}',
          ]),
        ),
      },
    }),
    () => ({ tool: 'git', arguments: { branch: fill('{branch}'), message: fill('{verb} {adj} {noun} ({ticket})') } }),
    () => ({
      tool: pick(['search', 'search_code', 'list_users']),
      arguments: {
        q: fill(
          pick([
            '{noun} {noun}',
            '{person} {surname}',
            '"{adj} {noun}" repo:acme/{service}',
            'how to {verb} a {noun} in {pkg}',
          ]),
        ),
        limit: number(5, 100),
      },
    }),
    () => ({
      tool: 'write_file',
      arguments: { path: fill('{path}'), content: fill('// {verb} {noun}\nexport const {noun} = {n:1-90};\n') },
    }),
  ];
  return pick(kinds)();
};
