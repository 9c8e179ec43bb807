/**
 * A shell line as its words, after the quoting, escaping and expansion that people use to disguise them. Not an executor
 * and not a validator: what it cannot read it keeps as text. One forward pass; nested command substitutions are kept
 * as text for the caller to read in turn.
 */
export interface Word {
  /** Quotes, escapes, `${IFS}` and known variables resolved. */
  readonly text: string;
  /** Bodies of `$(…)`, `` `…` ``, `<(…)` and `>(…)` inside the word. */
  readonly substitutions: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Redirect {
  readonly operator: string;
  readonly target: Word;
}

export interface Command {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly start: number;
  readonly end: number;
}

/** Commands joined by `|`. */
export type Pipeline = readonly Command[];

const ANSI_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b' };
const WINDOWS_PATH = /^["']?(?:[A-Za-z]:\\|\\\\|\.{1,2}\\|%\w{1,20}%\\|\$env:)/;
const SUBSTITUTION_UNITS_MAX = 65_536;

/** Splits a script into pipelines. Separators are new lines, `;`, `&`, `&&`, `||` and grouping. */
export function parseShell(script: string): Pipeline[] {
  return new Tokenizer(script).run();
}

class Tokenizer {
  private at = 0;
  /** In a path such as `C:\\Users` a back-slash separates; elsewhere it quotes the next character. */
  private inWindowsPath = false;
  /** Index of the first pipeline of the last group opened. */
  private groupStart = 0;
  private afterGroup = false;
  private readonly pipelines: Command[][] = [];
  private pipeline: Command[] = [];
  private words: Word[] = [];
  private redirects: Redirect[] = [];
  private readonly variables = new Map<string, string>();

  constructor(private readonly script: string) {}

  run(): Pipeline[] {
    while (this.at < this.script.length) this.step();
    this.endPipeline();
    return this.pipelines;
  }

  private step(): void {
    const c = this.script.charAt(this.at);
    if (c === '\n' || c === ';' || c === '(') {
      this.at += 1;
      this.endPipeline();
      if (c === '(') this.groupStart = this.pipelines.length;
    } else if (c === ')') {
      this.at += 1;
      this.endGroup();
    } else if (/\s/.test(c)) this.at += 1;
    else if (c === '#' && this.atWordStart()) this.skipComment();
    else if (c === '&' && this.script.charAt(this.at + 1) !== '>') this.operator('&');
    else if (c === '|') this.operator('|');
    else if (this.readRedirect()) return;
    else this.endWord(this.readWord());
  }

  private atWordStart(): boolean {
    return this.at === 0 || /[\s;&|(]/.test(this.script.charAt(this.at - 1));
  }

  private skipComment(): void {
    const newline = this.script.indexOf('\n', this.at);
    this.at = newline < 0 ? this.script.length : newline;
  }

  private endGroup(): void {
    this.endPipeline();
    this.afterGroup = true;
  }

  private operator(c: string): void {
    const doubled = this.script.charAt(this.at + 1) === c;
    const piped = c === '|' && !doubled;
    this.at += doubled || (piped && this.script.charAt(this.at + 1) === '&') ? 2 : 1;
    this.endCommand();
    // What is piped out of a group comes from all of its commands.
    if (piped && this.afterGroup && this.pipeline.length === 0)
      this.pipeline = this.pipelines.slice(this.groupStart).flat();
    this.afterGroup = false;
    if (!piped) this.endPipeline();
  }

  /** `>`, `>>`, `<`, `<<<`, `&>`, `2>&1` and the like; process substitution belongs to a word. */
  private readRedirect(): boolean {
    const match = /^(?:\d{0,2}|&)(?:>>|>\||>&|<<<|<<|<&|<>|>|<)/.exec(this.script.slice(this.at, this.at + 6));
    if (match === null || this.script.charAt(this.at + match[0].length) === '(') return false;
    this.at += match[0].length;
    while (/[ \t]/.test(this.script.charAt(this.at))) this.at += 1;
    const target = this.readWord();
    this.redirects.push({ operator: match[0], target });
    return true;
  }

  private endWord(word: Word): void {
    if (word.end === word.start) {
      this.at += 1;
      return;
    }
    if (this.words.length === 0 && word.text === '{') {
      this.groupStart = this.pipelines.length;
      return;
    }
    if (this.words.length === 0 && word.text === '}') {
      this.endGroup();
      return;
    }
    const assignment = /^([A-Za-z_]\w{0,40})=(.*)$/s.exec(word.text);
    if (assignment?.[1] !== undefined && this.words.length === 0)
      this.variables.set(assignment[1], assignment[2] ?? '');
    this.words.push(...expandBraces(word).flatMap(splitOnSeparator));
  }

  private endCommand(): void {
    const first = this.words[0] ?? this.redirects[0]?.target;
    if (first === undefined) return;
    const last = this.words.at(-1) ?? first;
    const end = this.redirects.reduce((furthest, { target }) => Math.max(furthest, target.end), last.end);
    this.pipeline.push({ words: this.words, redirects: this.redirects, start: first.start, end });
    this.words = [];
    this.redirects = [];
  }

  private endPipeline(): void {
    this.endCommand();
    if (this.pipeline.length > 0) this.pipelines.push(this.pipeline);
    this.pipeline = [];
  }

  private readWord(): Word {
    const start = this.at;
    this.inWindowsPath = WINDOWS_PATH.test(this.script.slice(start, start + 24));
    const substitutions: string[] = [];
    let text = '';
    while (this.at < this.script.length) {
      const c = this.script.charAt(this.at);
      if (c === "'") text += this.singleQuoted();
      else if (c === '"') text += this.doubleQuoted(substitutions);
      else if (c === '\\') text += this.escaped();
      else if (c === '^' && /[A-Za-z]/.test(this.script.charAt(this.at + 1))) this.at += 1;
      else if (c === '`') text += this.backticks(substitutions);
      else if (c === '$') text += this.dollar(substitutions);
      else if ((c === '<' || c === '>') && this.script.charAt(this.at + 1) === '(') {
        this.at += 1;
        text += this.parenthesized(substitutions);
      } else if (/[\s;&|<>()]/.test(c)) break;
      else {
        text += c;
        this.at += 1;
      }
    }
    return { text, substitutions, start, end: this.at };
  }

  private singleQuoted(): string {
    const close = this.script.indexOf("'", this.at + 1);
    const end = close < 0 ? this.script.length : close;
    const body = this.script.slice(this.at + 1, end);
    this.at = end + 1;
    return body;
  }

  private doubleQuoted(substitutions: string[]): string {
    let text = '';
    this.at += 1;
    while (this.at < this.script.length && this.script.charAt(this.at) !== '"') {
      const c = this.script.charAt(this.at);
      if (c === '\\' && /["\\$`\n]/.test(this.script.charAt(this.at + 1))) text += this.escaped();
      else if (c === '$') text += this.dollar(substitutions);
      else if (c === '`') text += this.backticks(substitutions);
      else {
        text += c;
        this.at += 1;
      }
    }
    this.at += 1;
    return text;
  }

  private escaped(): string {
    const next = this.script.charAt(this.at + 1);
    this.at += 2;
    if (next === '\n') return '';
    return this.inWindowsPath ? `\\${next}` : next;
  }

  private dollar(substitutions: string[]): string {
    const rest = this.script.slice(this.at, this.at + 64);
    if (rest.startsWith("$'")) return this.ansiQuoted();
    if (rest.startsWith('$"')) {
      this.at += 1;
      return this.doubleQuoted(substitutions);
    }
    if (rest.startsWith('$(')) {
      this.at += 1;
      return this.parenthesized(substitutions);
    }
    const variable = /^\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*)|[@*#?$!0-9-])/.exec(rest);
    if (variable === null) {
      this.at += 1;
      return '$';
    }
    this.at += variable[0].length;
    const name = variable[1] ?? variable[2];
    if (name === 'IFS') return SEPARATOR;
    if (name === undefined) return variable[0] === '$0' ? '$0' : '';
    return this.variables.get(name) ?? variable[0];
  }

  private ansiQuoted(): string {
    this.at += 2;
    let text = '';
    while (this.at < this.script.length && this.script.charAt(this.at) !== "'") {
      const sequence = /^\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|([0-7]{1,3})|(.))/is.exec(
        this.script.slice(this.at, this.at + 8),
      );
      if (sequence === null) {
        text += this.script.charAt(this.at);
        this.at += 1;
        continue;
      }
      this.at += sequence[0].length;
      const [, hex, unicode, octal, char] = sequence;
      if (char !== undefined) text += ANSI_ESCAPES[char] ?? char;
      else text += String.fromCharCode(Number.parseInt(hex ?? unicode ?? octal ?? '0', octal === undefined ? 16 : 8));
    }
    this.at += 1;
    return text;
  }

  private backticks(substitutions: string[]): string {
    const close = this.script.indexOf('`', this.at + 1);
    const end = close < 0 ? this.script.length : close;
    substitutions.push(this.script.slice(this.at + 1, end));
    this.at = end + 1;
    return '';
  }

  /** At the opening parenthesis; takes the balanced body. */
  private parenthesized(substitutions: string[]): string {
    const from = this.at + 1;
    const limit = Math.min(this.script.length, from + SUBSTITUTION_UNITS_MAX);
    let depth = 1;
    let end = from;
    for (; end < limit && depth > 0; end++) {
      const c = this.script.charAt(end);
      if (c === '(') depth += 1;
      else if (c === ')') depth -= 1;
    }
    substitutions.push(this.script.slice(from, depth === 0 ? end - 1 : end));
    this.at = end;
    return '';
  }
}

/** Stands for `${IFS}` inside a word until the word is split there. */
const SEPARATOR = '\u001f';

function splitOnSeparator(word: Word): Word[] {
  if (!word.text.includes(SEPARATOR)) return [word];
  return word.text
    .split(SEPARATOR)
    .filter((text) => text !== '')
    .map((text) => ({ ...word, text }));
}

/** `{curl,-s,http://x}` is three words. */
function expandBraces(word: Word): Word[] {
  const braces = /^\{([^{}\s]{1,400},[^{}\s]{0,400})\}$/.exec(word.text);
  if (braces?.[1] === undefined) return [word];
  return braces[1].split(',').map((text) => ({ ...word, text }));
}
