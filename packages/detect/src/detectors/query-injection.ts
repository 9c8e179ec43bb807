import { readSql, type Statement } from '../query/statements.js';
import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { ARGUMENT_INJECTION } from './frameworks.js';

/** Pieces that end somebody's statement and go on with another. Linear. */
const PIECES: readonly (readonly [RegExp, number])[] = [
  [/\bunion(?:\s|\/\*[^*]{0,20}\*\/){1,4}(?:all(?:\s|\/\*[^*]{0,20}\*\/){1,4})?select\b/gi, 0.8],
  [
    /["'\u02bc\u2019]\s{0,4}(?:\)\s{0,4}){0,3}(?:or|and|\|\||&&)\s{1,4}(?:not\s{1,4})?(?=["'\u02bc\u2019(\d]|true|null|exists)["'\u02bc\u2019(]?\s{0,4}[\w%]{0,24}["'\u02bc\u2019]?\s{0,4}(?:=|like|<|>|is\b|in\b)/gi,
    0.8,
  ],
  [
    /\b(?:or|and)\s{1,4}(\d{1,6})\s{0,2}=\s{0,2}\1\b|\b(?:or|and)\s{1,4}(["'])(\w{0,12})\2\s{0,2}=\s{0,2}\2\3\b|\b(?:or|and)\s{1,4}true\s{0,4}(?:--|#|;|$)/gi,
    0.8,
  ],
  [
    /["')\w]\s{0,4};\s{0,4}(?:drop|truncate|alter|insert|update|delete|create|grant|revoke|exec|execute|shutdown|declare|merge|call)\s{1,4}\w[^\n]{0,200}/gi,
    0.8,
  ],
  [/["')]\s{0,4}(?:;\s{0,4})?(?:--\s{0,4}[-+]?|#|\/\*)\s{0,4}$/g, 0.65],
  [
    /\b(?:sleep|pg_sleep|benchmark|dbms_pipe\.receive_message|randomblob)\s{0,2}\(\s{0,4}\d|waitfor\s{1,4}delay\s/gi,
    0.7,
  ],
  [
    /\b(?:xp_cmdshell|sp_oacreate|xp_dirtree|sp_configure|load_file|pg_read_file|pg_ls_dir|lo_import|utl_http|utl_inaddr|dbms_java|sys_exec|sys_eval|extractvalue|updatexml|master\.\.|load_extension)\s{0,2}[(;.\s]|\binto\s{1,4}(?:out|dump)file\b|\bcopy\b[^\n]{0,120}\b(?:to|from)\s{1,4}program\b/gi,
    0.85,
  ],
  [
    /;\s{0,4}\.(?:show|drop|create|set|append|alter|ingest|execute|purge)\b|\|\s{0,4}(?:invoke|evaluate)\s{1,4}\w{1,40}\(|\bexternaldata\s{0,2}\(/gi,
    0.75,
  ],
  [
    /\)\s{0,2}\(\s{0,2}[|&!]\s{0,2}\(|\*\s{0,2}\)\s{0,2}\(\s{0,2}(?:uid|cn|objectclass|mail|\||&)|\)\s{0,2}\(\s{0,2}\w{1,30}\s{0,2}=\s{0,2}\*\s{0,2}\)?\s{0,2}\)/gi,
    0.75,
  ],
  [
    /["']\s{0,4}\]\s{0,4}\|\s{0,4}\/\/|\|\s{0,4}\/\/(?:\*|\w{1,20})|["']\s{0,4}or\s{1,4}(?:count|name|string-length|substring|position|contains)\s{0,2}\(/gi,
    0.75,
  ],
];
/** In prose and in a query language these are ordinary; they count there only together with a quotation broken open. */
const STRONG_IN_PROSE =
  /["'\u02bc\u2019)\d]\s{0,4};\s{0,4}(?:drop|truncate|delete|insert|update|alter|grant)\s{1,4}(?:table|from|into|\w{1,30}\s{1,4}set|database|all)\b[^\n]{0,120}|["'\u02bc\u2019]\s{0,4}(?:or|union)\s{1,4}[^\n]{0,120}(?:=|select\b)[^\n]{0,120}|\bor\s{1,4}1\s{0,2}=\s{0,2}1\b/gi;

/** Tables that only somebody who looks around asks for, joined to a question about something else. */
const CATALOGUE =
  /\bunion\b.{0,400}\b(?:information_schema|sqlite_master|pg_catalog|pg_shadow|mysql\.user|sys\.(?:tables|objects|databases)|all_tables|credentials|api_keys?|password)/;

function inStatement(text: string): number {
  const sql = readSql(text);
  if (sql === null) return 0;
  const [first, ...more] = sql.statements;
  if (first === undefined) return 0;
  if (first.kind === 'read' && more.some(changes)) return 0.85;
  if (sql.statements.some((statement) => CATALOGUE.test(statement.text))) return 0.8;
  const always = sql.statements.some(
    ({ text: words }) =>
      /\b(?:or|where) (?:1 = 1|'' = ''|true)(?: |$)(?!and)/.test(words) &&
      !/where 1 = 1 (?:and|order|limit|group)/.test(words),
  );
  if (always) return /\bor\b/i.test(text) ? 0.7 : 0;
  return sql.commentTail &&
    /(?:''|;) ?$/.test(`${sql.statements.at(-1)?.text ?? ''}${/;\s*(?:--|#)/.test(text) ? ';' : ''}`)
    ? 0.55
    : 0;
}

const changes = ({ kind }: Statement): boolean => kind !== 'read';

function detect({ text, role }: Subject): Hit[] {
  if (text.length > 65_536 || role === 'command' || role === 'secret') return [];
  if (role === 'free_text')
    return matches(STRONG_IN_PROSE, text, () => ({
      confidence: text.length < 200 ? 0.7 : 0.5,
      severity: text.length < 200 ? ('high' as const) : ('low' as const),
    }));
  const confidence = role === 'query' ? inStatement(text) : 0;
  if (confidence > 0) return [{ start: 0, end: text.length, confidence }];
  // A whole statement may well join and compare; a piece of one has no business in a value.
  const whole = role === 'query' && readSql(text) !== null;
  return PIECES.flatMap(([pattern, sure]) =>
    matches(pattern, text, () => (whole && sure !== 0.85 && sure !== 0.7 ? null : { confidence: sure })),
  );
}

/** SQL, KQL, LDAP and XPath that closes the statement it is put into. Catalogue C4. */
export const queryInjection: Detector = {
  id: 'query.injection',
  category: 'other',
  severity: 'high',
  title: 'The value breaks out of the query it is put into',
  why: 'What stands behind the break is run with the rights of the tool.',
  fix: 'Bind values as parameters; give names of tables and columns by a list in the schema.',
  frameworks: ARGUMENT_INJECTION,
  surfaces: ['argument'],
  gates: [
    { shapes: ['query'] },
    {
      literals: [
        [
          'union select',
          'union all',
          "' or ",
          '" or ',
          "' and ",
          "'or ",
          ' or 1=1',
          'or 1 = 1',
          '; drop ',
          ';drop ',
          '; delete',
          '; insert',
          '; update',
          '; truncate',
          '; alter',
          '; grant',
          '; exec',
          '; create',
          'waitfor delay',
          'pg_sleep',
          'benchmark(',
          'sleep(',
          'xp_cmdshell',
          'load_file',
          'into outfile',
          'utl_http',
          'extractvalue',
          'updatexml',
          "' --",
          "';--",
          '; .show',
          ';.show',
          '; .drop',
          ';.drop',
          '; .alter',
          '; .create',
          '; .set',
          '; .ingest',
          'union/**/',
          'externaldata',
          '*)(u',
          '*)(o',
          '*)(c',
          '*)(m',
          '*)(|',
          '*)(&',
          ')(|(',
          ')(&(',
          '] | //',
          "' or count(",
        ],
      ],
    },
    { literals: [['\u02bc or', '\u2019 or', '\u02bc union']] },
  ],
  detect,
};
