/** What a statement does to the data behind it. */
export type StatementClass = 'read' | 'write' | 'define' | 'grant' | 'run';

export interface Statement {
  readonly kind: StatementClass;
  /** First word, lower case. */
  readonly verb: string;
  /** Words and signs outside strings and comments, lower case, joined by one blank. */
  readonly text: string;
}

export interface Sql {
  readonly statements: readonly Statement[];
  /** Ends in a comment that hides what would follow. */
  readonly commentTail: boolean;
  /** A string is not closed: the text is a piece of another one. */
  readonly open: boolean;
}

const CLASSES: Readonly<Record<string, StatementClass>> = Object.fromEntries(
  (
    [
      ['read', 'select with show explain describe desc values table pragma use help analyze match optional'],
      ['write', 'insert update delete merge replace upsert copy load import put'],
      ['define', 'create alter drop truncate rename comment reindex vacuum attach detach'],
      ['grant', 'grant revoke deny'],
      ['run', 'exec execute call do declare begin kill shutdown reconfigure backup restore'],
    ] as const
  ).flatMap(([kind, verbs]) => verbs.split(' ').map((verb) => [verb, kind])),
);
/** Verbs that are words of other languages too have to go on as SQL does. */
const FORMS: Readonly<Record<string, RegExp>> = {
  update: /^update .{1,400}? set /,
  delete: /^delete (?:from|\w+ where|\w+ from)\b/,
  insert: /^insert (?:into|overwrite|ignore|or)\b/,
  drop: /^drop (?:table|database|schema|view|index|user|role|column|function|procedure|trigger|sequence|type|keyspace|collection|constraint|temporary|if|extension|materialized)\b/,
  create:
    /^create (?:or |temp|temporary |unique |table|database|schema|view|index|user|role|function|procedure|trigger|sequence|type|extension|materialized|keyspace|external|login|policy)/,
  alter:
    /^alter (?:table|database|schema|view|index|user|role|function|procedure|sequence|system|login|type|default|policy|column)\b/,
  truncate: /^truncate (?:table )?[\w.'"]+(?: |$)/,
  select: /^select (?:.{1,4000}? from |.{1,400}$)/,
  copy: /^copy .{1,400}? (?:from|to) /,
  load: /^load data /,
  import: /^import (?:foreign|into) /,
  grant: /^grant .{1,400}? to /,
  revoke: /^revoke .{1,400}? from /,
  use: /^use [\w.]+$/,
  comment: /^comment on /,
  merge: /^merge into /,
  replace: /^replace into /,
  call: /^call [\w.]+ \(/,
  do: /^do (?:''|\$)/,
  begin: /^begin(?: transaction| work|$)/,
  show: /^show (?:tables|databases|schemas|columns|index|grants|create|variables|status|processlist|full|all)\b/,
  help: /^$/,
  match: /^match \(/,
  put: /^$/,
  optional: /^optional match /,
  analyze: /^analyze [\w.]+$/,
  rename: /^rename (?:table|column|index)\b/,
  declare: /^declare (?:@|\w+ (?:cursor|int|varchar))/,
  kill: /^kill (?:query |connection )?\d+/,
  backup: /^backup (?:database|log)\b/,
  restore: /^restore (?:database|log)\b/,
  execute: /^execute (?:immediate |[\w.]+(?: |$))/,
  exec: /^exec (?:[\w.]+(?: |$)|\()/,
  explain: /^explain (?:analyze |plan |select|insert|update|delete|with|\(|query)/,
  with: /^with (?:recursive )?\w+ (?:as |\()/,
  table: /^$/,
  values: /^values \(/,
  attach: /^attach (?:database|'')/,
  detach: /^detach (?:database )/,
  desc: /^desc(?:ribe)? (?:table |formatted |extended )?[\w.]+$/,
  describe: /^describe (?:table |formatted |extended )?[\w.]+$/,
  deny: /^deny .{1,200}? (?:to|on) /,
};
const QUERY_UNITS_MAX = 65_536;
const STATEMENTS_MAX = 200;

/**
 * Splits SQL into statements and classes them by what they do. Own and small instead of a parser: the dialects disagree about
 * nearly everything but quoting, comments and first words, an injected piece is no valid text in any of them, and the class
 * is all that is asked. One pass, bounded; null when no statement begins with a word of SQL.
 */
export function readSql(text: string): Sql | null {
  if (text !== asked) {
    answer = read(text);
    asked = text;
  }
  return answer;
}

/** Detectors are asked one after the other about one text. */
let asked = '';
let answer: Sql | null = null;

function read(text: string): Sql | null {
  const lexer = new Lexer(text.slice(0, QUERY_UNITS_MAX));
  lexer.run();
  const statements = lexer.pieces.flatMap((words) => toStatement(words));
  return statements.length === 0 ? null : { statements, commentTail: lexer.commentTail, open: lexer.open };
}

function toStatement(words: readonly string[]): Statement[] {
  const at = words.findIndex((word) => word !== '(' && word !== '');
  const verb = words[at] ?? '';
  const first = Object.hasOwn(CLASSES, verb) ? CLASSES[verb] : undefined;
  if (first === undefined) return [];
  const text = words.slice(at).join(' ');
  if (FORMS[verb]?.test(text) === false) return [];
  // `with x as (…) delete …` and `explain analyze delete …` do what their main verb says.
  const inner =
    verb === 'with' || verb === 'explain'
      ? /(?:^|\) |analyze )(insert|update|delete|merge)\b/.exec(text)?.[1]
      : undefined;
  return [{ kind: inner === undefined ? first : 'write', verb: inner ?? verb, text }];
}

const WORD = /^[\p{L}_][\p{L}\p{N}_$.]{0,127}|^\d[\w.]{0,40}/u;
const WORD_UNITS_MAX = 40;
const STARTS = 1;
const CONTINUES = 2;
/** ASCII letters and `_` begin a word, and digits, `$` and `.` go on with it. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[a-z_]/i.test(char)) IN_WORD[code] = STARTS | CONTINUES;
  else if (/[\d$.]/.test(char)) IN_WORD[code] = CONTINUES;
}

/** A word of ASCII letters as nearly all are; empty where none begins, null where it takes the pattern to tell. */
function plainWord(text: string, at: number): string | null {
  const first = text.charCodeAt(at);
  if (first > 127 || (first >= 48 && first <= 57)) return null;
  if (((IN_WORD[first] ?? 0) & STARTS) === 0) return '';
  for (let end = at + 1; end <= at + WORD_UNITS_MAX; end++) {
    const code = text.charCodeAt(end);
    if (code > 127) return null;
    // Past the end of the text there is no code.
    if (((IN_WORD[code] ?? 0) & CONTINUES) === 0) return text.slice(at, end);
  }
  return null;
}

class Lexer {
  readonly pieces: string[][] = [[]];
  commentTail = false;
  open = false;
  private at = 0;

  constructor(private readonly text: string) {}

  run(): void {
    while (this.at < this.text.length && this.pieces.length <= STATEMENTS_MAX) this.step();
  }

  private step(): void {
    const { text } = this;
    const c = text.charAt(this.at);
    if (c === "'" || c === '"' || c === '`') this.quoted(c);
    else if (text.startsWith('--', this.at) || c === '#') this.comment('\n', 1);
    else if (text.startsWith('/*', this.at)) this.comment('*/', 2);
    else if (c === ';') {
      this.pieces.push([]);
      this.at += 1;
    } else this.word(c);
  }

  private word(c: string): void {
    const { text } = this;
    const word = plainWord(text, this.at) ?? WORD.exec(text.slice(this.at, this.at + 130))?.[0];
    if (word === undefined || word === '') {
      if (!/\s/.test(c)) this.pieces.at(-1)?.push(c);
      this.at += 1;
    } else {
      this.pieces.at(-1)?.push(word.toLowerCase());
      this.at += word.length;
    }
  }

  private quoted(mark: string): void {
    const close = this.text.indexOf(mark, this.at + 1);
    this.open = close < 0;
    this.pieces.at(-1)?.push("''");
    this.at = close < 0 ? this.text.length : close + 1;
  }

  private comment(end: string, units: number): void {
    const close = this.text.indexOf(end, this.at + 2);
    this.commentTail = close < 0 || this.text.slice(close + units).trim() === '';
    this.at = close < 0 ? this.text.length : close + units;
  }
}
