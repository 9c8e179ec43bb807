import { args, describeDetector } from '../testing/cases.js';
import { queryInjection } from './query-injection.js';

describeDetector(queryInjection, {
  attacks: [
    args({ id: "7' OR '1'='1" }),
    args({ id: '7 OR 1=1' }),
    args({ user: "x' UNION SELECT login, hash FROM accounts --" }),
    args({ user: "x'/**/uni%6fn/**/select/**/1,2" }),
    args({ order_id: '5; UPDATE orders SET paid = 1; --' }),
    args({ table: "items'; DROP TABLE items; --" }),
    args({ sql: 'SELECT name FROM t; DELETE FROM t' }, 'run_sql'),
    args({ sql: 'select a from t union select table_name from information_schema.tables' }, 'run_sql'),
    args({ sql: 'SELECT * FROM t WHERE id = 4 OR 1=1' }, 'run_sql'),
    args({ sql: "SELECT 1; EXEC xp_cmdshell 'dir'" }, 'run_sql'),
    args({ sql: "COPY t TO PROGRAM 'sh'" }, 'run_sql'),
    args({ id: "1'; WAITFOR DELAY '0:0:5'--" }),
    args({ table: 'logs | take 1; .show databases' }),
    args({ username: '*)(uid=*))(|(uid=*' }),
    args({ name: "x' or count(/*)=1 or 'a'='b" }),
    args({ name: '\u02bc OR \u02bc1\u02bc=\u02bc1\u02bc UNION SELECT a FROM b --' }),
  ],
  twins: [
    args({ sql: 'SELECT a, b FROM t WHERE c = 1;' }, 'run_sql'),
    args({ sql: "SELECT * FROM t WHERE kind = 'x' OR kind = 'y' ORDER BY 1" }, 'run_sql'),
    args({ sql: 'SELECT a FROM t UNION ALL SELECT a FROM u' }, 'run_sql'),
    args({ sql: 'SELECT 1 -- first\nFROM t' }, 'run_sql'),
    args({ sql: 'SELECT * FROM t WHERE 1 = 1 AND a = 2' }, 'run_sql'),
    args({ filter: "genre = 'Mystery' AND year = 2020" }),
    args({ query: 'budget or forecast; final' }),
    args({ name: "O'Brien and sons" }),
    args({ title: 'Select the best; update the plan' }),
    args({ note: 'we drop tables that nobody uses; delete from the list what is old' }),
  ],
});
