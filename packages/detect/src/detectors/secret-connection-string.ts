import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';
import { isStandIn } from './stand-in.js';

/** What ends a user and a password. */
const ENDS = '/@"\'<>';
const USER_UNITS_MAX = 202;

/** Somewhere behind `://` a colon stands before the first at sign and nothing else, or a setting names a password. */
function glance(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    let to = at + 3;
    while (to < at + USER_UNITS_MAX && text.charCodeAt(to) > 32 && !ENDS.includes(text.charAt(to))) to += 1;
    if (text.charAt(to) === '@' && text.slice(at + 3, to).includes(':')) return true;
  }
  const lower = text.toLowerCase();
  return lower.includes('password=') || lower.includes('pwd=');
}

/** URL of a database or queue, or connection string, that carries a password. Catalogue R6, C6. */
export const secretConnectionString: Detector = secretDetector({
  name: 'connection-string',
  title: 'Password in a connection string',
  why: 'It is an address and its password in one: whoever reads it can connect.',
  gates: [
    {
      literals: [
        [
          'postgres://',
          'postgresql://',
          'mysql://',
          'mariadb://',
          'mongodb://',
          'mongodb+srv://',
          'redis://',
          'rediss://',
          'amqp://',
          'amqps://',
          'mssql://',
          'sqlserver://',
          'clickhouse://',
          'ftp://',
          'smtp://',
          'smtps://',
          'ldap://',
          'ldaps://',
          '+psycopg',
          '+asyncpg',
          '+pymysql',
        ],
      ],
    },
    { literals: [[';password=', ';pwd=', '; password=', '; pwd=']] },
  ],
  shownInDocuments: true,
  glance,
  pattern:
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|s?ftps?|smtps?|ldaps?)(?:\+[a-z0-9]{1,20})?:\/\/[^\s:/@"'<>]{0,80}:([^\s@"'<>/]{3,120})@(?=[\w[])|;\s?(?:password|pwd)=([^;"'\s]{6,120})/gi,
  // `PWD=/srv/app` of a log of sudo is the folder it was called in.
  judge: (value) => (isStandIn(value) || value.startsWith('/') ? 0.2 : 0.85),
});
