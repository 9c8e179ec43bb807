import { requiredLiterals } from '../scan/required-literals.js';
import { createScanner, hasBit, type Scanner } from '../scan/scanner.js';
import type { Invocation } from './invocation.js';
import { applies, type Rule, type RuleSet, ruleName } from './rules.js';
import type { ShellScript } from './script.js';

/** What has to be in a script for a detector to have to read it; all of what is given. */
export interface Concern {
  /** One of them applies. */
  readonly rules?: RuleSet;
  /** A program of each list runs. Names are whole, or one of {@link KIND}. */
  readonly programs?: readonly Iterable<string>[];
  /** One of them may match, in the text itself or in the words of a command as they read. */
  readonly patterns?: readonly RegExp[];
}

/** Kinds of commands that are no matter of a name. */
export const KIND = {
  /** Its name is given with a folder. */
  placed: ':placed',
  /** Whatever its version. */
  python: ':python',
  disguised: ':disguised',
  unread: ':unread',
} as const;

/** White space to a pattern that the scanner would not take for it. */
const WIDE_SPACES = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/g;

/** A bit per detector, list and kind: they are looked up together. */
const BITS_MAX = 31;

interface Need {
  readonly detector: number;
  readonly lists: number;
  /** Group of the scanner, or -1. */
  readonly group: number;
}

interface Known {
  /** Lists that the program stands in. */
  lists: number;
  readonly rules: { readonly detector: number; readonly rule: Rule }[];
}

const registered: (readonly Concern[])[] = [];
let table: ConcernTable | null = null;

/**
 * Says at a glance whether a script may concern a detector. All detectors share one pass over it: each command is looked up once by
 * the name of its program, and one scan tells which of their patterns may match.
 * @param concerns any of them
 */
export function concernedBy(...concerns: readonly Concern[]): (text: string, script: ShellScript) => boolean {
  const detector = 1 << registered.length;
  if (registered.push(concerns) > BITS_MAX) throw new RangeError('more detectors of commands than bits');
  return (text, script) => (concernsOf(text, script) & detector) !== 0;
}

function concernsOf(text: string, script: ShellScript): number {
  if (script.concerns !== null) return script.concerns;
  table ??= new ConcernTable(registered);
  script.concerns = table.concerns(text, script);
  return script.concerns;
}

class ConcernTable {
  private readonly programs = new Map<string, Known>();
  private readonly needs: Need[] = [];
  private readonly scanner: Scanner;

  constructor(all: readonly (readonly Concern[])[]) {
    const groups: (readonly string[])[] = [];
    const listBits = new Map<Iterable<string>, number>();
    all.forEach((concerns, place) => {
      for (const concern of concerns) this.file(concern, 1 << place, { groups, listBits });
    });
    this.scanner = createScanner(groups);
  }

  concerns(text: string, { invocations, unread }: ShellScript): number {
    let found = 0;
    let lists = unread.length > 0 ? (this.programs.get(KIND.unread)?.lists ?? 0) : 0;
    for (const invocation of invocations) {
      lists |= this.listsOf(invocation);
      for (const { detector, rule } of this.programs.get(ruleName(invocation.program))?.rules ?? [])
        if ((found & detector) === 0 && applies(rule, invocation)) found |= detector;
    }
    let read = text;
    for (const invocation of invocations) read += wordsOf(invocation);
    const seen = this.scanner.scanTexts(read.replace(WIDE_SPACES, ' '));
    for (const need of this.needs) {
      if ((found & need.detector) !== 0 || (lists & need.lists) !== need.lists) continue;
      if (need.group < 0 || hasBit(seen, need.group)) found |= need.detector;
    }
    return found;
  }

  private file(
    { rules, programs = [], patterns = [] }: Concern,
    detector: number,
    { groups, listBits }: { groups: (readonly string[])[]; listBits: Map<Iterable<string>, number> },
  ): void {
    const anywhere: RegExp[] = [];
    for (const rule of rules?.rules ?? []) {
      const names = rule.programs.split(' ');
      if (!names.includes('*')) for (const name of names) this.known(name).rules.push({ detector, rule });
      else if (rule.when !== undefined) anywhere.push(rule.when);
    }
    if (anywhere.length > 0) this.file({ patterns: anywhere }, detector, { groups, listBits });
    if (programs.length === 0 && patterns.length === 0) return;
    let lists = 0;
    for (const list of programs) {
      const bit = listBits.get(list) ?? 1 << listBits.size;
      if (listBits.set(list, bit).size > BITS_MAX) throw new RangeError('more lists of programs than bits');
      for (const name of list) this.known(name).lists |= bit;
      lists |= bit;
    }
    const group = patterns.length === 0 ? -1 : groups.push(patterns.flatMap(requiredLiterals)) - 1;
    this.needs.push({ detector, lists, group });
  }

  private listsOf({ program, path, disguised }: Invocation): number {
    const { programs } = this;
    let lists = programs.get(program)?.lists ?? 0;
    if (path.includes('/') || path.includes('\\')) lists |= programs.get(KIND.placed)?.lists ?? 0;
    if (program.startsWith('python')) lists |= programs.get(KIND.python)?.lists ?? 0;
    if (disguised) lists |= programs.get(KIND.disguised)?.lists ?? 0;
    return lists;
  }

  private known(name: string): Known {
    const known = this.programs.get(name) ?? { lists: 0, rules: [] };
    this.programs.set(name, known);
    return known;
  }
}

/** All the words of a command as they read, with a line break in front. */
function wordsOf({ path, args, redirects, assignments }: Invocation): string {
  let words = `\n${path} `;
  for (const { text } of args) words += `${text} `;
  for (const { operator, target } of redirects) words += `${operator} ${target.text} `;
  for (const { name, value } of assignments) words += `${name}=${value} `;
  return words;
}
