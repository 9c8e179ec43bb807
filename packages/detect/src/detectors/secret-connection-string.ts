import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

const STAND_INS =
  /^(?:pass(?:word|wd)?|pwd|secret|user(?:name)?|postgres|root|admin|test|guest|mysql|redis|token|key|pw|p|x+|\*+|\.+|<.{0,60}|\[.{0,60}|\{.{0,60}|\$.{0,60}|%.{0,60})$/i;

/** URL or connection string that carries a password. Catalogue R6, C6. */
export const secretConnectionString: Detector = secretDetector({
  name: 'connection-string',
  title: 'Password in a connection string',
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
    { literals: [[';password=', ';pwd=', '; password=', 'password=']], shapes: ['token'] },
    { literals: [[';password=', ';pwd=']] },
  ],
  pattern:
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|s?ftps?|smtps?|ldaps?)(?:\+[a-z0-9]{1,20})?:\/\/[^\s:/@"'<>]{0,80}:([^\s@"'<>/]{3,120})@(?=[\w[])|;\s?(?:password|pwd)=([^;"'\s]{6,120})/gi,
  judge: (_value, match) => {
    const password = match[1] ?? match[2] ?? '';
    return STAND_INS.test(password) ? 0.2 : 0.85;
  },
});
