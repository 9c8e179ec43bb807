import { describe, expect, it } from 'vitest';
import { secretAssignment } from '../detectors/secret-assignment.js';
import { HEX, LOWER, made } from '../testing/cases.js';
import { mayAssignSecret } from './assignment-glance.js';

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const NAMES = ['password', 'DB_PASS', 'acmeToken', 'client.secret', 'api_key', 'x-auth-key', 'Authorization', 'name'];
const BEFORE = ['', '"', "'", '\\"', ']', ' string'];
const SEPARATORS = [':', '=', ' = ', ': ', '=>', ' := ', '", "', ',', '>', '||:', ' +=', ' string ='];
const OPENINGS = ['', '"', "'", '`', '\\"', '"Bearer ', 'Basic ', '  '];
const VALUES = [
  made(32, HEX),
  made(13, LOWER),
  made(40),
  'S3cuReP@ss',
  '#%&!=?abc',
  'dXNlcjpodW50ZXI=',
  '123456789012345',
  'plain-words',
];
const ENDS = ['', '"', "'", '`', '\\"', ',', ';', ')', '\n', '(', ' x'];

const subject = (text: string) => ({
  text,
  key: 'text',
  view: 'raw' as const,
  surface: 'result' as const,
  role: 'free_text' as const,
  script: () => ({ commands: [] }) as never,
});

describe('a look for assignments', () => {
  it('misses nothing that the detector finds', () => {
    let found = 0;
    for (let i = 0; i < 60_000; i++) {
      const text = [
        pick(NAMES, i),
        pick(BEFORE, i * 7 + (i >> 3)),
        pick(SEPARATORS, i * 5 + (i >> 5)),
        pick(OPENINGS, i * 3 + (i >> 7)),
        pick(VALUES, i * 11 + (i >> 4)),
        pick(ENDS, i * 13 + (i >> 6)),
      ].join('');
      if (secretAssignment.detect(subject(text)).length === 0) continue;
      found += 1;
      if (!mayAssignSecret(text)) expect.fail(`passed over ${text}`);
    }
    expect(found).toBeGreaterThan(5000);
  });

  it.each([
    'the token is stored in the vault: ask the team',
    'password: "Enter your new password"',
    'const token = getToken(request);',
    ['token: $', '{{ secrets.GITHUB_TOKEN }}'].join(''),
    '"version": "4.17.21", "integrity": "sha512-abcdef0123456789"',
  ])('says no to %s', (text) => {
    expect(mayAssignSecret(text)).toBe(false);
  });

  it.each(['|', 'a:', 'x=,'])('leaves what it would read over and over to the expressions: %s', (signs) => {
    expect(mayAssignSecret(signs.repeat(10_000))).toBe(true);
    expect(mayAssignSecret(`${signs.repeat(10)} `.repeat(1000))).toBe(false);
  });
});
