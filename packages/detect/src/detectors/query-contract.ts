import { readSql, type Sql } from '../query/statements.js';
import type { Detector, Hit, Subject, ToolContext } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Names that promise to look and not to touch. */
const READS =
  /^(?:[a-z]{2,12}[_-]{1,2})?(?:read|get|list|select|search|fetch|describe|show|find|lookup|view|count|explain|preview|inspect)(?:$|[_\-A-Z\d])/;
/** A database tool that is to be asked, by its name; what it may change besides is not told by it. */
const ASKS = /^(?:[a-z]{2,12}[_-]{1,2})?query(?:$|[_\-A-Z\d])/;
const GRAPHQL_WRITE = /^\s{0,16}(?:#[^\n]{0,200}\n\s{0,16}){0,8}mutation\b/i;

/** Said by the tool itself, not only by its name. */
const STATED = 0.9;

/** How sure that the tool promises to change nothing. */
function promise({ name, readOnly }: ToolContext): number {
  if (readOnly === true) return STATED;
  return readOnly === null && READS.test(name) ? 0.65 : 0;
}

/** A change of everything: no condition, or the thing itself. */
function wholesale({ statements }: Sql): boolean {
  return statements.some(
    ({ verb, text }) =>
      ((verb === 'delete' || verb === 'update') &&
        (!/\bwhere\b/.test(text) || /\bwhere (?:1 = 1|true|'' = '')(?: |$)/.test(text))) ||
      verb === 'truncate' ||
      (verb === 'drop' && /^drop (?:table|database|schema|keyspace|collection|user|role)\b/.test(text)) ||
      verb === 'shutdown',
  );
}

function detect({ text, role, tool, key }: Subject): Hit[] {
  if (role !== 'query' && !/sql|query|statement/i.test(key)) return [];
  const promised = tool === undefined ? 0 : promise(tool);
  const whole = { start: 0, end: text.length };
  if (GRAPHQL_WRITE.test(text)) return promised > 0 ? [{ ...whole, confidence: promised }] : [];
  const sql = readSql(text);
  if (sql === null) return [];
  const changing = sql.statements.some(({ kind }) => kind !== 'read' && kind !== 'run');
  if (!changing) return [];
  if (promised === STATED) return [{ ...whole, confidence: promised }];
  const asked = promised > 0 || (tool !== undefined && ASKS.test(tool.name));
  if (wholesale(sql)) return [{ ...whole, confidence: asked ? 0.65 : 0.6, severity: 'medium' }];
  return promised > 0 ? [{ ...whole, confidence: promised, severity: 'low' }] : [];
}

/** A statement that does more than the tool says it does, or to more than one would mean. Catalogue C4, C9. */
export const queryContract: Detector = {
  id: 'query.contract',
  category: 'other',
  severity: 'high',
  title: 'The statement changes more than the tool promises',
  why: 'A tool that says it only reads is trusted and approved as one.',
  fix: 'Give a reading tool a database account that can only read; name the rows that a statement is to change.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.mcpCommandInjection],
  surfaces: ['argument'],
  gates: [
    { shapes: ['query'] },
    { literals: [['delete from', 'drop table', 'drop database', 'truncate ', 'update ', 'mutation']] },
  ],
  detect,
};
