import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

const STAND_INS =
  /^(?:pass(?:word|wd)?|pwd|secret|user(?:name)?|postgres|root|admin|test|guest|mysql|redis|token|key|pw|p|x+|\*+|\.+|<.{0,60}|\[.{0,60}|\{.{0,60}|\$.{0,60}|%.{0,60})$/i;

/** URL, connection string or curl call that carries a password. Catalogue R6, C6. */
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
    { literals: [[' -u ', ' -u"', " -u'", '--user ', '--user='], ['curl']] },
  ],
  pattern:
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|s?ftps?|smtps?|ldaps?)(?:\+[a-z0-9]{1,20})?:\/\/[^\s:/@"'<>]{0,80}:([^\s@"'<>/]{3,120})@(?=[\w[])|;\s?(?:password|pwd)=([^;"'\s]{6,120})|\bcurl\b[^\n]{0,160}\s(?:-u|--user)[\s=]{0,2}["']?[^\s:"']{1,60}:["']?([^\s"'@]{6,60})/gi,
  judge: (value) => (STAND_INS.test(value) ? 0.2 : 0.85),
});
