import {
  type Assignment,
  type CommandNode,
  type CompoundList,
  parse,
  type Redirection,
  type Script,
  type Word as ShellWord,
  type Statement,
  type WordPart,
} from 'unbash';
import { Expander } from './expand.js';
import { baseName, type Invocation, type Redirect, type Word } from './invocation.js';
import { unwrap } from './unwrap.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a reader passes on: every pipeline, and the scripts that its commands hand to shells. */
export interface Sink {
  pipeline(invocations: readonly Invocation[]): void;
  /** A text that will be read as a script. */
  nested(script: string, span: Span): void;
  /** False when enough was read. */
  room(): boolean;
}

/** A parser that has to go deeper than people write is being attacked; its cost grows with the square of the depth. */
const NESTING_MAX = 24;
const HERE_DOCUMENTS_MAX = 32;
const BACKTICKS_MAX = 256;

type Node = Statement['command'] | Statement | CompoundList | CommandNode;

/**
 * Reads Bash with unbash and hands on what would run.
 * @param at where the script stands in the text, or the span of the word that holds it
 * @returns false when the script is nested deeper than is read; nothing of it was read then
 */
export function readPosix(script: string, at: number | Span, sink: Sink): boolean {
  if (isTooDeep(script)) return false;
  try {
    new PosixReader(at, script.length, sink).script(parse(script));
    return true;
  } catch (error) {
    // The parser recurses on a few constructs without counting.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Opening brackets without their closing ones, and here-documents waiting for their bodies. */
function isTooDeep(script: string): boolean {
  let depth = 0;
  let here = 0;
  let keywords = 0;
  let backticks = 0;
  for (let i = 0; i < script.length; i++) {
    const code = script.charCodeAt(i);
    if (code === 40 || code === 123) depth += 1;
    else if (code === 41 || code === 125) depth = Math.max(0, depth - 1);
    else if (code === 60 && script.charCodeAt(i + 1) === 60) here += 1;
    else if (code === 99 && script.startsWith('coproc', i)) keywords += 1;
    else if (code === 96) backticks += 1;
    if (backticks > BACKTICKS_MAX || depth > NESTING_MAX || here > HERE_DOCUMENTS_MAX || keywords > NESTING_MAX)
      return true;
  }
  return false;
}

class PosixReader {
  private readonly expander = new Expander({ read: (script) => this.substitution(script) });

  constructor(
    private readonly at: number | Span,
    private readonly length: number,
    private readonly sink: Sink,
  ) {}

  script(script: Script): Invocation[] {
    return this.visitAll(script.commands);
  }

  private visitAll(nodes: readonly Node[]): Invocation[] {
    const [first] = nodes;
    if (nodes.length === 1) return this.visit(first);
    const invocations: Invocation[] = [];
    for (const node of nodes) for (const invocation of this.visit(node)) invocations.push(invocation);
    return invocations;
  }

  private substitution(script: Script): { invocations: readonly Invocation[]; output: string } {
    const invocations = this.script(script);
    return {
      invocations,
      output:
        invocations.length === 1 || invocations.every(({ program }) => program === 'which')
          ? printed(invocations[0])
          : '',
    };
  }

  private visit(node: Node | undefined): Invocation[] {
    if (node === undefined || !this.sink.room()) return [];
    switch (node.type) {
      case 'Statement':
        return this.visit(node.command);
      case 'AndOr':
      case 'CompoundList':
        return this.visitAll(node.commands);
      case 'Pipeline':
        return this.pipeline(node.commands);
      case 'Command':
        return this.alone(this.command(node));
      case 'Redirected':
        return this.redirected(node);
      default:
        return this.compound(node);
    }
  }

  private compound(node: Exclude<CommandNode, { type: 'Command' | 'Redirected' }>): Invocation[] {
    switch (node.type) {
      case 'Subshell':
      case 'BraceGroup':
      case 'ArithmeticFor':
      case 'Function':
      case 'Coproc':
        return this.visit(node.body);
      case 'If':
        return [node.clause, node.then, ...node.elif.flatMap(({ clause, then }) => [clause, then]), node.else].flatMap(
          (part) => this.visit(part),
        );
      case 'While':
        return [...this.visit(node.clause), ...this.visit(node.body)];
      case 'For':
      case 'Select':
        return [
          ...(node.wordlist ?? []).flatMap((word) => this.expander.expand(word).substituted),
          ...this.visit(node.body),
        ];
      case 'Case':
        return node.items.flatMap(({ body }) => this.visit(body));
      default:
        return [];
    }
  }

  /** Redirections of a group belong to what runs last in it. */
  private redirected({ command, redirects, pos, end }: Extract<CommandNode, { type: 'Redirected' }>): Invocation[] {
    const inner = this.visit(command);
    const written: Redirect[] = [];
    for (const redirect of redirects) this.redirect(redirect, written);
    const outer: Invocation = { ...NOTHING, redirects: written, ...this.span(pos, end) };
    if (inner.length > 0) this.sink.pipeline([...inner, outer]);
    return [...inner, outer];
  }

  /** What is piped out of a group comes from all of its commands. */
  private pipeline(commands: readonly CommandNode[]): Invocation[] {
    const invocations: Invocation[] = [];
    for (const command of commands) {
      if (command.type === 'Command') invocations.push(this.command(command));
      else invocations.push(...this.visit(command));
    }
    this.sink.pipeline(invocations);
    return invocations;
  }

  private alone(invocation: Invocation): Invocation[] {
    this.sink.pipeline([invocation]);
    return [invocation];
  }

  private command(node: Extract<CommandNode, { type: 'Command' }>): Invocation {
    const words: Word[] = [];
    const assignments: { name: string; value: string }[] = [];
    const assigned: Invocation[] = [];
    if (node.name !== undefined) this.word(node.name, words);
    for (const part of node.prefix) {
      if (part.type === 'Assignment') this.assign(part, assignments, assigned);
    }
    for (const part of node.suffix) {
      if (part.type === 'Word') this.word(part, words);
      if (part.type !== 'Assignment') continue;
      // `export X=…` reads the same as a word.
      words.push({ text: `${part.name}=${this.assign(part, assignments, assigned)}`, substituted: NONE });
    }
    const redirects: Redirect[] = [];
    for (const redirect of node.redirects) this.redirect(redirect, redirects);
    const substituted: Invocation[] = [];
    for (const word of words) substituted.push(...word.substituted);
    for (const { target } of redirects) substituted.push(...target.substituted);
    substituted.push(...assigned);
    const { program, path, args, wrappers } = unwrap(words);
    const { start, end } = this.span(node.pos, node.end);
    const disguised = isDisguised(node.name);
    return { program, path, args, redirects, assignments, wrappers, disguised, start, end, line: null, substituted };
  }

  /** Notes what a variable is set to, and returns it. */
  private assign(part: Assignment, to: { name: string; value: string }[], substituted: Invocation[]): string {
    const value: Word[] = [];
    if (part.value.type === 'Word') this.word(part.value, value);
    else for (const element of part.value.elements) this.word(element, value);
    const text = value.map((word) => word.text).join(' ');
    this.expander.assign(part.name, text);
    to.push({ name: part.name, value: text });
    for (const word of value) substituted.push(...word.substituted);
    return text;
  }

  private word(word: ShellWord, to: Word[]): void {
    // Most words are what they read as.
    if (word.parts === undefined) {
      to.push({ text: word.value, substituted: NONE });
      return;
    }
    const { texts, substituted } = this.expander.expand(word);
    for (let i = 0; i < texts.length; i++) to.push({ text: texts[i] ?? '', substituted: i === 0 ? substituted : NONE });
  }

  private redirect(redirect: Redirection, to: Redirect[]): void {
    if (redirect.type === 'HereDoc')
      to.push({ operator: '<<', target: { text: redirect.body.text, substituted: NONE } });
    else if (redirect.target !== undefined) {
      const words: Word[] = [];
      this.word(redirect.target, words);
      to.push({ operator: redirect.operator, target: words[0] ?? { text: '', substituted: NONE } });
    }
  }

  private span(start: number, end: number): Span {
    if (typeof this.at !== 'number') return this.at;
    // The parser counts a character behind a backslash, also where the text ends with it.
    return { start: this.at + Math.min(start, this.length), end: this.at + Math.min(end, this.length) };
  }
}

const NONE: readonly Invocation[] = [];

const NOTHING: Invocation = {
  program: '',
  path: '',
  args: [],
  redirects: [],
  assignments: [],
  wrappers: [],
  disguised: false,
  start: 0,
  end: 0,
  line: null,
  substituted: [],
};

/** What `echo x` and `printf x` write: the usual ways to make a word out of pieces. */
export function printed(invocation: Invocation | undefined): string {
  if (invocation?.program === 'which') return invocation.args.at(-1)?.text ?? '';
  if (invocation === undefined || (invocation.program !== 'echo' && invocation.program !== 'printf')) return '';
  const words = invocation.args.map(({ text }) => text);
  const escapes = invocation.program === 'printf' || words.some((word) => /^-[neE]*e[neE]*$/.test(word));
  const text = words.filter((word) => !/^-[neE]+$/.test(word)).join(' ');
  return escapes ? unescapePrintf(text) : text;
}

function unescapePrintf(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{1,2})|0?([0-7]{1,3})|n)/gi, (_, hex?: string, octal?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return octal === undefined ? '\n' : String.fromCharCode(Number.parseInt(octal, 8));
  });
}

const OFTEN_HIDDEN = new Set(
  'cat id whoami ls curl wget bash sh zsh nc ncat netcat python python3 perl ruby php node rm ping sleep uname pwd echo base64 powershell cmd tac head tail more less'.split(
    ' ',
  ),
);

/** Nobody writes the name of a program with quotes, holes or wild cards in the middle of it. */
function isDisguised(name: ShellWord | undefined): boolean {
  if (name === undefined || /^[a-z]:|^\\\\|^%|\.(?:exe|bat|cmd|ps1)\b/i.test(name.text)) return false;
  const { parts, text } = name;
  if (parts === undefined) return /[a-z]\\[a-z]/.test(text) && OFTEN_HIDDEN.has(baseName(name.value));
  if (parts.some(({ type }) => type === 'Glob'))
    return /\/|\?/.test(text) && !text.startsWith('[') && !text.includes('=');
  if (parts.some((part) => part.type === 'AnsiCQuoted' && part.text.includes('\\'))) return true;
  if (parts.length < 2) return false;
  const hole = parts.some(
    (part) =>
      (part.type === 'SimpleExpansion' && /^\$(?:[@*!\d]|IFS)$/.test(part.text)) ||
      (part.type === 'ParameterExpansion' && /^(?:[@*\d]|IFS)$/.test(part.parameter)) ||
      (part.type === 'CommandExpansion' && parts.some(({ type }) => type === 'Literal')),
  );
  return (
    hole || (parts.some(({ type }) => type === 'Literal') && parts.every(isPlainText) && /^[\w'"/.-]+$/.test(text))
  );
}

const isPlainText = (part: WordPart): boolean =>
  part.type === 'Literal' ||
  part.type === 'SingleQuoted' ||
  (part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal'));
