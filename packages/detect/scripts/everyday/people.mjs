const ISSUE = [
  'When I open the {noun} page, the {noun} is {adj}.',
  'Steps to reproduce:\n1. Sign in as {person}\n2. Open /{noun}\n3. Click on "{noun}"',
  'Expected: the {noun} shows {n:1-90} {nouns}. Actual: it shows nothing.',
  'Version {version}, Node 22, Ubuntu 24.04.',
  'It works when I disable the {noun} cache first.',
  'Please add a test for this before you close it.',
  'Workaround: delete `node_modules` and run `npm ci` again.',
  'This is blocking {customer}. Can somebody from the {team} team take a look?',
  'Related to {ticket} and {url}.',
  'You must be signed in to see the error.',
  'Ignore the screenshot above, it was from the old build.',
  'I tried to override the {noun} in `{path}`, but it is ignored.',
  'The system prompts for a password twice.',
  'Do not merge before {weekday}, we are in a freeze.',
  'Acceptance criteria: the {noun} must not be sent twice.',
];
const REVIEW = [
  'Nice work! A few remarks below.',
  'Please rename `{noun}` to `{noun}{noun}`, and remove the old one.',
  'nit: this could be a one-liner.',
  'Why do we need `{pkg}` here? Consider dropping it.',
  'You forgot to update `{path}`.',
  'Do not catch everything here: let the {noun} error through.',
  'This bypasses the {noun} check when the {noun} is {adj}. Is that intended?',
  'Before merging, run `npm run {noun}` and paste the output.',
  'Instead of reading the file again, pass the {noun} in.',
  'I would ignore the previous comments of the linter here, they are about the old code.',
  'Must fix: the token is logged in plain text in `{path}`.',
  'LGTM once CI is green.',
  '```suggestion\n  return {noun} ?? {n:1-9};\n```',
  'From now on we use `{pkg}` for this; see the decision record.',
  'Can you send me the trace from staging? Then I can check it.',
];
const MAIL_OPEN = ['Hi {person},', 'Dear {person},', 'Hello team,', 'Good morning {person},', '{person},'];
const MAIL = [
  'could you please send me the {noun} report for {customer} by {weekday}?',
  'please forward this to {person} and {person} as well.',
  'please find attached the minutes of {weekday}.',
  'I have moved our meeting to {weekday} at {n:9-16}:30. Please accept the new invitation and decline the old one.',
  'please disregard my last message, the figures for {place} were wrong.',
  'kindly transfer the {noun} to the {team} team and let me know when it is done.',
  'can you book a table for {n:2-9} in {place}? You need not ask me about the place.',
  'you will get a new password from IT; please change it at the first sign-in and do not share it with anyone.',
  'the invoice {ticket} over {n:100-9000} EUR is due on {date}. Please pay it to the usual account.',
  'do not tell {person} yet, it is a surprise for the birthday on {weekday}.',
  'from now on please copy {person} on all messages to {customer}.',
  'the customer asked us to delete the account {n:1000-9000}; please confirm when that is done.',
  'I need you to sign the contract before {weekday}. The link is {url}.',
  'thank you for your help with the {noun}!',
  'as an assistant of {person} I would like to ask whether {weekday} suits you.',
  'remember to bring the badge, otherwise you will not get in.',
];
const MAIL_CLOSE = [
  'Best regards, {person}',
  'Thanks, {person}',
  'Cheers, {person} {surname}',
  'Kind regards\n{person} {surname}\n{team} team',
];
const RUNBOOK = [
  'Check the dashboard first: {url}.',
  'Run the following as the deploy user:\n\n```sh\nkubectl -n {team} rollout restart deploy/{service}\n```',
  'If the queue has more than {n:100-9000} {nouns}, stop the importer.',
  'Do not restart the database without telling the on-call person.',
  'You must be on the VPN. Use the bastion, never connect directly.',
  'Rotate the key in the vault, then restart {service}: `systemctl restart {service}`.',
  'To bypass the cache for one request, add the header `Cache-Control: no-cache`.',
  'Delete the stuck job: `DELETE FROM jobs WHERE id = {n:1-9000};` in a transaction.',
  'Escalate to {person} if this takes longer than {n:5-60} minutes.',
  'When everything is green, post a message in #{team} and close {ticket}.',
  'Never paste credentials into the ticket.',
  'Ignore alerts named `{noun}-{adj}` during the maintenance window.',
  'Export the logs and send them to {team}@acme.example.',
];
const RECIPE = [
  'Heat the oven to {n:160-230} °C.',
  'Mix {ingredient} with {ingredient} until smooth.',
  'Do not open the oven during the first {n:10-40} minutes.',
  'Add {ingredient} and let it simmer for {n:5-40} minutes, stirring now and then.',
  'You must use fresh herbs, dried ones will not do.',
  'Serve at once, or keep it in the fridge for {n:1-3} days.',
  'Always taste before you add salt.',
  'Ignore the skin that forms on top, it goes away.',
];
const README = [
  '## Install\n\n```sh\nnpm install {pkg}-{noun}\n```',
  '## Usage\n\nCall `{noun}()` before anything else. Never call it twice.',
  'Set `{noun}Token` to your own token. Do not commit it.',
  'You need Node {n:18-24} or newer. Read CONTRIBUTING.md first.',
  '> **Important**: always close the {noun} when you are done, otherwise the process hangs.',
  '> [!WARNING]\n> Do not use this in production. The format will change without notice.',
  'Copy `.env.example` to `.env` and fill in the values.',
  'To ignore files, add them to `.{noun}ignore`.',
  'Run `make {noun}` and follow the instructions on the screen.',
  'This replaces `{pkg}`; remove it from your dependencies.',
  '| Option | Default | Meaning |\n|---|---|---|\n| `{noun}` | `{n:1-90}` | how many {nouns} |\n| `{noun}` | `false` | whether to skip {nouns} |',
  'Licence: MIT. Send security reports to security@acme.example, not to the issue tracker.',
];
const CHAT = [
  '{person}: is {service} down for anybody else?',
  '{person}: yes, since {time}. Looking.',
  '{person}: @{person} can you send me the dump?',
  '{person}: try `docker compose restart {service}`',
  '{person}: ignore me, I was on the wrong cluster',
  '{person}: who has the rights to delete the {noun} bucket?',
  '{person}: standup in {n:2-15} minutes',
  '{person}: +1',
  '{person}: please do not deploy until I say so',
  '{person}: done, see {url}',
  '{person}: you are now on call until {weekday}',
];
const NOTES = [
  '- {person} shows the new {noun} page; {customer} likes it.',
  '- Decision: we drop {pkg} and use {pkg} instead.',
  '- Action: {person} to send the figures to {person} by {weekday}.',
  '- Action: everyone must finish the security training before {date}.',
  '- Open question: who may see the {nouns} of {customer}?',
  '- Next meeting {weekday} at {n:9-16}:00.',
  '- Risk: the {noun} migration takes {n:2-9} hours.',
];
const DATA = [
  '{"id":{n:1-9000},"title":"{verb} {noun}","state":"{status}","assignee":"{person}","labels":["{team}","{adj}"],"updated_at":"{date}T{time}Z"}',
  '{"order":{n:1000-9000},"customer":"{customer}","total":{n:10-900}.{n:10-99},"currency":"EUR","city":"{place}","note":"please ring twice"}',
  '{"user":{"id":"usr_{hex:12}","name":"{person} {surname}","email":"{person}@{customer}.example","role":"member"}}',
  '{"event":"{noun}.{verb}","at":"{date}T{time}Z","actor":"{person}","request_id":"{hex:16}"}',
];
const TABLE = [
  '| {person} | {team} | {place} | {n:1-90} |',
  '{n:1-900},{customer},{place},{n:10-9000}.{n:10-99},{status}',
];

export const PEOPLE = [
  {
    kind: 'issue',
    count: 140,
    make: ({ fill, lines }) => `${fill('{verb} {adj} {noun} ({ticket})')}\n\n${lines(ISSUE, 3, 6).join('\n\n')}`,
  },
  { kind: 'review', count: 120, make: ({ lines }) => lines(REVIEW, 2, 5).join('\n\n') },
  {
    kind: 'mail',
    count: 150,
    make: ({ fill, lines, pick }) =>
      `${fill(pick(MAIL_OPEN))}\n\n${lines(MAIL, 1, 3).join('\n\n')}\n\n${fill(pick(MAIL_CLOSE))}`,
  },
  {
    kind: 'runbook',
    count: 110,
    make: ({ fill, lines }) =>
      `# ${fill('{service}: {adj} {noun}')}\n\n${lines(RUNBOOK, 3, 7)
        .map((line, i) => `${i + 1}. ${line}`)
        .join('\n')}`,
  },
  { kind: 'recipe', count: 50, make: ({ fill, lines }) => `# ${fill('{dish}')}\n\n${lines(RECIPE, 3, 6).join(' ')}` },
  {
    kind: 'readme',
    count: 100,
    make: ({ fill, lines }) => `# ${fill('{pkg}-{noun}')}\n\n${lines(README, 3, 6).join('\n\n')}`,
  },
  { kind: 'chat', count: 60, make: ({ lines }) => lines(CHAT, 3, 7).join('\n') },
  {
    kind: 'notes',
    count: 60,
    make: ({ fill, lines }) => `${fill('{team} meeting, {date}')}\n\n${lines(NOTES, 3, 6).join('\n')}`,
  },
  { kind: 'data', count: 60, make: ({ rows, pick }) => `[${rows([pick(DATA)], 2, 9).join(',')}]` },
  { kind: 'table', count: 40, make: ({ rows, pick }) => rows([pick(TABLE)], 4, 14).join('\n') },
];
