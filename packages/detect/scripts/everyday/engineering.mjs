// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what shells and manifests hold.
const BUILD = [
  '> {service}@{version} build',
  '> tsc -b && vite build',
  'vite v5.{n:0-9}.{n:0-9} building for production...',
  '✓ {n:20-900} modules transformed.',
  'dist/assets/index-{hex:8}.js   {n:20-900}.{n:10-99} kB │ gzip: {n:5-90}.{n:10-99} kB',
  'warning {pkg}@{version}: this version is no longer supported, please upgrade',
  'npm warn deprecated {pkg}@{version}: use {pkg} instead',
  'added {n:3-900} packages, and audited {n:900-1800} packages in {duration}',
  '{n:0-9} vulnerabilities',
  "{path}({n:1-400},{n:1-80}): error TS2339: Property '{noun}' does not exist on type '{noun}'.",
  "{path}({n:1-400},{n:1-80}): error TS2322: Type 'string' is not assignable to type 'number'.",
  "ERROR in ./{path} {n:1-90}:{n:1-60}\nModule not found: Error: Can't resolve '{pkg}' in '/home/ci/{service}/{dir}'",
  '   Compiling {crate} v{version}\n   Compiling {crate} v{version}\n    Finished `release` profile [optimized] target(s) in {n:3-90}.{n:10-99}s',
  'error[E0382]: borrow of moved value: `{noun}`\n  --> {path}:{n:1-400}:{n:1-60}',
  '[INFO] BUILD SUCCESS\n[INFO] Total time:  {n:3-90}.{n:100-999} s',
  '[ERROR] Failed to execute goal on project {service}: Could not resolve dependencies',
  'Successfully installed {pypkg}-{version} {pypkg}-{version}',
  'Requirement already satisfied: {pypkg}>={version} in ./.venv/lib/python3.12/site-packages',
  '#{n:4-19} [build {n:1-6}/6] RUN npm ci --omit=dev\n#{n:4-19} DONE {n:1-60}.{n:1-9}s',
  'FAILED tests/test_{noun}.py::test_{noun}_{noun} - AssertionError: assert {n:1-9} == {n:10-20}',
  ' Test Files  {n:1-90} passed ({n:1-90})\n      Tests  {n:10-900} passed ({n:10-900})\n   Duration  {n:1-60}.{n:10-99}s',
  'go: downloading github.com/acme/{noun} v{version}\nok  \tgithub.com/acme/{service}/{noun}\t0.{n:100-999}s',
  "make: *** [Makefile:{n:3-90}: {noun}] Error 1\nmake: Leaving directory '/build/{service}'",
  'BUILD FAILED in {duration}\n{n:3-40} actionable tasks: {n:1-9} executed, {n:1-30} up-to-date',
];

const GIT = [
  'commit {hex:40}\nAuthor: {person} {surname} <{person}@acme.example>\nDate:   {date} {time}\n\n    {verb} {noun} {noun}',
  '{hex:7} {verb} {adj} {noun} ({ticket})',
  '* {hex:7} (HEAD -> {branch}, origin/{branch}) {verb} {noun}\n* {hex:7} Merge pull request #{n:10-4000} from acme/{branch}',
  'On branch {branch}\nYour branch is ahead of \'origin/{branch}\' by {n:1-9} commits.\n  (use "git push" to publish your local commits)',
  'Changes not staged for commit:\n  (use "git restore <file>..." to discard changes)\n\tmodified:   {path}\n\tdeleted:    {path}',
  'diff --git a/{path} b/{path}\nindex {hex:7}..{hex:7} 100644\n@@ -{n:1-400},{n:1-9} +{n:1-400},{n:1-9} @@\n-  const {noun} = {n:1-90};\n+  const {noun} = {n:100-900};',
  'CONFLICT (content): Merge conflict in {path}\nAutomatic merge failed; fix conflicts and then commit the result.',
  '<<<<<<< HEAD\n  {noun}: {n:1-9}\n=======\n  {noun}: {n:10-90}\n>>>>>>> {branch}',
  'To github.com:acme/{service}.git\n   {hex:7}..{hex:7}  {branch} -> {branch}',
  '! [rejected]        {branch} -> {branch} (fetch first)\nhint: Updates were rejected because the remote contains work that you do not have locally.',
  '{hex:8} ({person} {surname} {date} {n:1-400}) export const {noun} = () => {',
  'stash@{{n:0-3}}: WIP on {branch}: {hex:7} {verb} {noun}',
  ' {path} | {n:1-90} ++++++-----\n {n:1-9} files changed, {n:1-400} insertions(+), {n:1-90} deletions(-)',
  'Rebasing ({n:1-5}/{n:6-9})\nSuccessfully rebased and updated refs/heads/{branch}.',
];

const LOG = [
  '{date}T{time}.{n:100-999}Z {level} {service} request finished method={method} path=/{noun}/{n:1-9000} status={code} duration={n:1-900}ms',
  '{ip} - - [{n:10-28}/Mar/2026:{time} +0000] "{method} /{noun}/{n:1-900} HTTP/1.1" {code} {n:100-9000} "-" "Mozilla/5.0 (X11; Linux x86_64)"',
  '{"level":"info","time":{n:1000000000-1999999999},"service":"{service}","msg":"{noun} processed","count":{n:1-900}}',
  'Mar {n:10-28} {time} {service}-{n:1-9} systemd[1]: Started {service}.service - {team} {noun} {noun}.',
  'Mar {n:10-28} {time} {service}-{n:1-9} sshd[{n:900-9000}]: Accepted publickey for deploy from {ip} port {n:20000-60000} ssh2: ED25519 SHA256:{hex:40}',
  'Mar {n:10-28} {time} {service}-{n:1-9} sudo: deploy : TTY=pts/{n:0-4} ; PWD=/srv/{service} ; USER=root ; COMMAND=/usr/bin/systemctl restart {service}',
  'Warning  BackOff    {n:1-50}m (x{n:2-90} over {n:1-9}h)  kubelet  Back-off restarting failed container {service} in pod {service}-{hex:9}',
  'Normal   Pulled     {n:1-59}s  kubelet  Successfully pulled image "containers.example/{team}/{service}:{version}" in {duration}',
  '[{date} {time}] {service}.ERROR: SQLSTATE[23505]: Unique violation: duplicate key value violates unique constraint "{noun}_{noun}_key"',
  'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "{noun}.size()" because "{noun}" is null\n\tat com.acme.{service}.Main.run(Main.java:{n:10-400})',
  'Traceback (most recent call last):\n  File "/srv/{service}/{file}", line {n:1-400}, in {noun}\n    return self.{noun}[{noun}]\nKeyError: \'{noun}\'',
  "thread 'main' panicked at src/{noun}.rs:{n:1-400}:{n:1-60}:\ncalled `Option::unwrap()` on a `None` value\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
  'npm error code ERESOLVE\nnpm error Could not resolve dependency:\nnpm error peer {pkg}@"^{version}" from {pkg}@{version}',
  'CRITICAL {service}: retry {n:1-5} of 5 for {method} {url} failed: ECONNREFUSED',
  'auth: invalid password for user {person} from {ip} (attempt {n:1-5})',
];

const MANIFEST = [
  '{\n  "name": "{service}",\n  "version": "{version}",\n  "scripts": {\n    "build": "tsc -b",\n    "test": "vitest run",\n    "postinstall": "patch-package"\n  },\n  "dependencies": { "{pkg}": "^{version}", "{pkg}": "~{version}" }\n}',
  'FROM node:22-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci && npm cache clean --force\nCOPY . .\nUSER node\nEXPOSE {n:3000-9000}\nCMD ["node", "dist/{file}"]',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {service}\n  namespace: {team}\nspec:\n  replicas: {n:1-9}\n  template:\n    spec:\n      containers:\n        - name: {service}\n          image: containers.example/{service}:{version}\n          env:\n            - name: DB_PASSWORD\n              valueFrom: { secretKeyRef: { name: {service}-db, key: password } }',
  'resource "aws_s3_bucket" "{noun}" {\n  bucket = "acme-{team}-{noun}"\n  tags   = { team = "{team}", env = "prod" }\n}\n\nvariable "{noun}_token" {\n  type      = string\n  sensitive = true\n}',
  'name: {noun}\non:\n  push: { branches: [main] }\njobs:\n  {noun}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm ci\n      - run: npm run {noun}\n        env:\n          NPM_TOKEN: ${{ secrets.NPM_TOKEN }}',
  '[project]\nname = "{service}"\nversion = "{version}"\ndependencies = ["{pypkg}>={version}", "{pypkg}"]\n\n[tool.ruff]\nline-length = {n:80-120}',
  'services:\n  {service}:\n    build: .\n    ports: ["{n:3000-9000}:{n:3000-9000}"]\n    environment:\n      - DATABASE_URL=${DATABASE_URL}\n      - LOG_LEVEL=info\n  db:\n    image: postgres:17\n    environment: { POSTGRES_PASSWORD: example }',
  '# {service}\nPORT={n:3000-9000}\nLOG_LEVEL=debug\nAPI_KEY=your-api-key-here\nDB_PASSWORD=changeme\nSMTP_URL=smtp://user:password@localhost:1025',
  '[package]\nname = "{service}"\nversion = "{version}"\nedition = "2024"\n\n[dependencies]\n{crate} = "{version}"\n{crate} = { version = "{version}", features = ["full"] }',
  'server {\n  listen 443 ssl;\n  server_name {host};\n  ssl_certificate_key /etc/ssl/private/{service}.key;\n  location / { proxy_pass http://127.0.0.1:{n:3000-9000}; }\n}',
  '{ "compilerOptions": { "target": "ES2023", "strict": true, "paths": { "@{team}/*": ["./{dir}/*"] } }, "exclude": ["dist", "node_modules"] }',
  '* text=auto\n*.png binary\n{dir}/generated/** linguist-generated\n/{dir}/ @acme/{team}',
];

const CODE = [
  "export const {noun}Of = ({noun}: string): number => {\n  if ({noun} === '') throw new Error('empty {noun}');\n  return {noun}.length * {n:2-9};\n};",
  'def {noun}_{noun}(self, {noun}):\n    """Return the {adj} {noun}, or None."""\n    if not {noun}:\n        return None\n    return self._{noun}.get({noun}, {n:0-9})',
  'func {noun}Handler(w http.ResponseWriter, r *http.Request) {\n\tif r.Method != http.MethodPost {\n\t\thttp.Error(w, "method not allowed", http.StatusMethodNotAllowed)\n\t\treturn\n\t}\n}',
  "describe('{noun}', () => {\n  it('ignores {adj} {nouns}', () => {\n    expect({noun}([{n:1-9}, {n:1-9}])).toBe({n:1-90});\n  });\n});",
  '// TODO({person}): remove the {adj} {noun} once {ticket} is done\nconst {noun}TimeoutMs = {n:100-9000};', // the note of a made text, none of ours
  "SELECT u.id, u.name, count(*) AS {nouns}\nFROM users u JOIN {nouns} x ON x.user_id = u.id\nWHERE x.created_at > '{date}'\nGROUP BY u.id HAVING count(*) > {n:1-90};",
  "if (!user.isAdmin) {\n  return res.status(403).json({ error: 'You must not see this {noun}' });\n}",
  '#!/usr/bin/env bash\nset -euo pipefail\ncd "$(dirname "$0")"\nfor f in {dir}/*.sql; do\n  psql "$DATABASE_URL" -f "$f"\ndone',
  "const password = await prompt('Password: ', { hidden: true });\nconst hash = await argon2.hash(password);\nawait users.update({ id, hash });",
  'public record {noun}Dto(String id, int {noun}) {\n  public {noun}Dto {\n    Objects.requireNonNull(id, "id must not be null");\n  }\n}',
  '# never log the token itself\nlogger.info("token for %s expires at %s", user.id, expires_at)',
];

const FENCED = (body, name) => `\`\`\`${name}\n${body}\n\`\`\``;

/** Kinds of answers that tools of developers give: how often, and how one is made. */
export const ENGINEERING = [
  { kind: 'build', count: 190, make: ({ lines }) => lines(BUILD, 2, 7).join('\n') },
  { kind: 'git', count: 150, make: ({ lines }) => lines(GIT, 1, 4).join('\n') },
  {
    kind: 'log',
    count: 170,
    make: ({ lines, rows, number }) => (number(0, 1) ? rows(LOG, 3, 12) : lines(LOG, 2, 6)).join('\n'),
  },
  { kind: 'manifest', count: 110, make: ({ lines }) => lines(MANIFEST, 1, 2).join('\n---\n') },
  { kind: 'code', count: 130, make: ({ lines }) => lines(CODE, 1, 3).join('\n\n') },
  {
    kind: 'code in prose',
    count: 60,
    make: ({ fill, lines, pick }) =>
      `${fill('The {noun} of `{path}` is {adj} because of this:')}\n\n${FENCED(lines(CODE, 1, 1)[0], pick(['ts', 'py', 'sh', '']))}\n\n${fill('Change it and run the tests of {service} again.')}`,
  },
];
