import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { args, describeDetector } from '../testing/cases.js';
import { queryContract } from './query-contract.js';

describeDetector(queryContract, {
  attacks: [
    args({ sql: 'DROP TABLE users' }, 'query_database'),
    args({ sql: 'with x as (select 1) delete from t' }, 'get_rows'),
    args({ sql: 'drop/**/table/**/t' }, 'get_rows'),
    args({ query: 'mutation { deleteUser(id: 1) { id } }' }, 'get_graphql'),
    args({ sql: 'DELETE FROM orders' }, 'execute_sql'),
    args({ sql: 'UPDATE accounts SET role = 1' }, 'execute_sql'),
    args({ sql: 'TRUNCATE TABLE audit' }, 'execute_sql'),
  ],
  twins: [
    args({ sql: 'SELECT * FROM users' }, 'query_database'),
    args({ sql: 'DELETE FROM orders WHERE id = 7' }, 'execute_sql'),
    args({ sql: 'UPDATE tasks SET done = true WHERE id = 42' }, 'query'),
    args({ sql: 'CREATE TABLE t (a int)' }, 'execute_sql'),
    args({ query: 'query { user(id: 1) { name } }' }, 'query_graphql'),
    args({ query: 'how do I update a row?' }, 'search_docs'),
    args({ query: 'update' }, 'search_docs'),
  ],
});

describe('a tool that says it only reads', () => {
  const inspect = (annotations: unknown) =>
    createInspectorOf([queryContract]).inspectArguments({
      toolName: 'db',
      annotations,
      args: { sql: "INSERT INTO t VALUES ('a')" },
      pointerBase: '',
    });

  it('is held to it', () => {
    expect(inspect({ readOnlyHint: true })).toMatchObject([{ severity: 'high', confidence: 0.9 }]);
    expect(inspect({ readOnlyHint: false })).toEqual([]);
    expect(inspect(undefined)).toEqual([]);
  });
});
