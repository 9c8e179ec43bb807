// Writes `fixtures/matrix.tsv`: one decision a line, with the effect it has to have. What is expected comes from the tables below,
// which are the semantics as people wrote them down, and from nothing of the engine.
// `node packages/policy/scripts/generate-matrix.mjs`
import { writeFileSync } from 'node:fs';

const lines = [];
const row = (family, facts, effect, unknown = false) =>
  lines.push([family, JSON.stringify(facts), effect, unknown ? 'unknown' : 'known'].join('\t'));

const product = (dimensions) =>
  Object.entries(dimensions).reduce(
    (rows, [name, values]) => rows.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );

/*
 * What rules of the four effects come to: the first line that fits. `-` there is no rule, M it matches, E it fails, U it cannot be
 * told. Several letters: any of them.
 */
const ASKED = [
  // deny, approve, redact, allow → effect
  ['ME', '-MEU', '-MEU', '-MEU', 'deny'],
  ['-U', 'ME', '-MEU', 'MU', 'approve'],
  ['-U', 'M', '-MEU', '-E', 'approve'],
  ['-U', 'U', '-MEU', '-E', 'approve'],
  ['-U', '-E', '-MEU', '-E', 'deny'],
  ['-U', '-U', 'ME', 'MU', 'redact'],
  ['-U', '-U', '-U', 'MU', 'allow'],
];
const INHERITED = [
  ['ME', '-MEU', '-MEU', '-MEU', 'deny'],
  ['-U', 'ME', '-MEU', '-MEU', 'approve'],
  ['-U', '-U', 'ME', '-MEU', 'redact'],
  ['-U', '-U', '-U', '-MEU', 'allow'],
];
const EFFECTS = ['deny', 'approve', 'redact', 'allow'];
const STATES = ['-', 'M', 'E', 'U'];

for (const facts of product({
  phase: ['request', 'response', 'server_request'],
  deny: STATES,
  approve: STATES,
  redact: STATES,
  allow: STATES,
})) {
  const table = facts.phase === 'response' ? INHERITED : ASKED;
  const [, , , , effect] = table.find((line) => EFFECTS.every((name, index) => line[index].includes(facts[name])));
  // A deny is certain. Allow rules have no say in responses.
  const heard = facts.phase === 'response' ? EFFECTS.slice(0, 3) : EFFECTS;
  row('effects', facts, effect, effect !== 'deny' && heard.some((name) => facts[name] === 'U'));
}

/*
 * Whether an allow or approve of a level counts, by what the levels above say: [level, platform says, organisation says]. `*` is
 * anything. What is not here does not count.
 */
const COUNTS = [
  ['platform', '*', '*'],
  ['organisation', '-', '*'],
  ['organisation', 'allow', '*'],
  ['group', '-', 'allow'],
  ['group', 'allow', 'allow'],
];
/** What one rule does to a message that is otherwise allowed, and to one that nothing else allows. */
const ALONE = { allow: 'allow', approve: 'approve', redact: 'deny', deny: 'deny' };
const BESIDE_ALLOW = { allow: 'allow', approve: 'approve', redact: 'redact', deny: 'deny' };

for (const facts of product({
  level: ['platform', 'organisation', 'group'],
  platform: ['-', 'allow', 'tighten'],
  organisation: ['-', 'allow', 'tighten'],
  effect: EFFECTS,
  allowedByPlatform: [false, true],
  member: [false, true],
})) {
  const { level, platform, organisation, effect, allowedByPlatform, member } = facts;
  const speaks = level !== 'group' || member;
  const counts = COUNTS.some(
    ([a, b, c]) => a === level && ['*', platform].includes(b) && ['*', organisation].includes(c),
  );
  if (allowedByPlatform) row('levels', facts, speaks ? BESIDE_ALLOW[effect] : 'allow');
  else row('levels', facts, speaks && (counts || effect === 'deny') ? ALONE[effect] : 'deny');
}

/** From which levels an exception reaches a rule: [rule stands in, exception stands in, rule is overridable]. */
const REACHES = [
  ['platform', 'platform', '*'],
  ['organisation', 'organisation', '*'],
  ['group', 'group', '*'],
  ['platform', 'organisation', true],
  ['platform', 'group', true],
  ['organisation', 'group', true],
];
const LEVELS = ['platform', 'organisation', 'group'];

for (const facts of product({
  about: ['rule', 'detector'],
  rule: LEVELS,
  exception: LEVELS,
  overridable: [false, true],
  server: [true, false],
  tool: [true, false],
  principal: [true, false],
  place: [true, false],
  expired: [false, true],
})) {
  const { rule, exception, overridable, server, tool, principal, place, expired } = facts;
  const reaches = REACHES.some(([a, b, c]) => a === rule && b === exception && (c === '*' || c === overridable));
  const fits = server && tool && principal && place && !expired;
  row('exceptions', facts, reaches && fits ? 'allow' : 'deny');
}

/** When windows are open, in local time: [window, minutes ahead of UTC, [day, from, to] in hours…]. */
const WINDOWS = [
  [{ days: ['mon'] }, 0, ['mon', 0, 24]],
  [{ from: '09:00', to: '17:30', days: ['mon', 'tue'] }, 0, ['mon', 9, 17.5], ['tue', 9, 17.5]],
  [{ from: '22:00', to: '06:00', days: ['fri'] }, 0, ['fri', 22, 24], ['sat', 0, 6]],
  [{ from: '22:00', to: '06:00', days: ['sun'] }, 0, ['sun', 22, 24], ['mon', 0, 6]],
  [{ from: '20:00', days: ['wed'] }, 0, ['wed', 20, 24]],
  [{ to: '04:00', days: ['wed'] }, 0, ['wed', 0, 4]],
  [{ from: '12:00', to: '12:00' }, 0],
  [{ from: '09:00', to: '17:30', days: ['mon'], zone: 'Asia/Kolkata' }, 330, ['mon', 9, 17.5]],
  [{ from: '22:00', to: '06:00', days: ['sun'], zone: 'America/Phoenix' }, -420, ['sun', 22, 24], ['mon', 0, 6]],
];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONDAY = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;

for (const [window, ahead, ...open] of WINDOWS) {
  for (const { day, hour } of product({
    day: DAYS,
    hour: [0, 3.99, 4, 5.99, 6, 8.99, 9, 12, 17.49, 17.5, 19.99, 20, 21.99, 22, 23.99],
  })) {
    const isOpen = open.some(([of, from, to]) => of === day && hour >= from && hour < to);
    const now = MONDAY + (DAYS.indexOf(day) * 24 + hour) * HOUR - ahead * 60_000;
    row('time', { window, now: Math.round(now) }, isOpen ? 'allow' : 'deny');
  }
}

/** What a deny does by the mode it has for the caller. */
const DENY_BY_MODE = { observe: 'allow', warn: 'allow', enforce: 'deny' };
const MODES = Object.keys(DENY_BY_MODE);
for (const facts of product({
  mode: MODES,
  stage: ['-', ...MODES],
  second: ['-', ...MODES],
  inFirst: [false, true],
  inSecond: [false, true],
})) {
  const { mode, stage, second, inFirst, inSecond } = facts;
  const inForce = [inFirst ? stage : '-', inSecond ? second : '-', mode].find((each) => each !== '-');
  row('modes', facts, DENY_BY_MODE[inForce]);
}

/** Where a path may lead: [path, by a tool that only reads, by one that writes]. Zone: /srv; /srv/ro read only; not /srv/keys. */
const PATHS = [
  ['/srv', 'allow', 'allow'],
  ['/srv/a.txt', 'allow', 'allow'],
  ['/srv/ro/a.txt', 'allow', 'deny'],
  ['/srv/ro', 'allow', 'deny'],
  ['/srv/row', 'allow', 'allow'],
  ['/srv/keys', 'deny', 'deny'],
  ['/srv/keys/id', 'deny', 'deny'],
  ['/srv/x/../keys/id', 'deny', 'deny'],
  ['/srv/%6beys/id', 'deny', 'deny'],
  ['/srv/../etc/passwd', 'deny', 'deny'],
  ['/srv/%2e%2e/etc/passwd', 'deny', 'deny'],
  ['/srv/..%252f..%252fetc', 'deny', 'deny'],
  ['\\srv\\ro\\x', 'allow', 'deny'],
  ['/srvx', 'deny', 'deny'],
  ['srv/a.txt', 'deny', 'deny'],
  ['~/a.txt', 'deny', 'deny'],
  ['/srv/a\0', 'deny', 'deny'],
  ['', 'deny', 'deny'],
  ['file:///srv/a.txt', 'allow', 'allow'],
];
for (const [path, reading, writing] of PATHS) {
  for (const { role, writes, known } of product({
    role: ['path', 'free_text'],
    writes: [false, true],
    known: [true, false],
  })) {
    const effect = role === 'path' && known ? (writes ? writing : reading) : 'allow';
    row('zones', { path, role, writes, known }, effect, !known);
  }
}

writeFileSync(new URL('../fixtures/matrix.tsv', import.meta.url), `${lines.join('\n')}\n`);
console.log(`${lines.length} lines`);
