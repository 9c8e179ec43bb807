import type { Script, Word as ShellWord, WordPart } from 'unbash';
import type { Invocation } from './invocation.js';

/** Stands for `${IFS}` inside a word until the word is split there. */
const SEPARATOR = '\u001f';
const WORDS_MAX = 64;
const VALUE_UNITS_MAX = 8192;

/** What is known about variables where nothing was assigned: enough for `${HOME:0:1}` and the like. */
const AMBIENT: Readonly<Record<string, string>> = {
  HOME: '/home/user',
  PWD: '/home/user',
  PATH: '/usr/bin:/bin',
  SHELL: '/bin/bash',
};

/** Reads the script inside a substitution and says what it would print, where that is plain. */
export interface Substitutions {
  read(script: Script): { readonly invocations: readonly Invocation[]; readonly output: string };
}

/** The words a shell word becomes. Never runs anything: what cannot be known stays as written. */
export class Expander {
  private readonly variables = new Map<string, string>();
  private substituted: Invocation[] = [];

  constructor(private readonly substitutions: Substitutions) {}

  assign(name: string, value: string): void {
    this.variables.set(name, value.slice(0, VALUE_UNITS_MAX));
  }

  expand(word: ShellWord): { readonly texts: readonly string[]; readonly substituted: readonly Invocation[] } {
    this.substituted = [];
    const { parts } = word;
    if (parts === undefined) return { texts: [word.value], substituted: [] };
    const texts = this.product(parts)
      .flatMap((text) => text.split(SEPARATOR))
      .filter((text, _, all) => text !== '' || all.length === 1);
    return { texts: texts.length === 0 ? [''] : texts, substituted: this.substituted };
  }

  /** Parts one after the other; a brace list multiplies. */
  private product(parts: readonly WordPart[]): string[] {
    let texts = [''];
    for (const part of parts) {
      const choices = part.type === 'BraceExpansion' ? braceChoices(part.text) : [this.unquoted(part)];
      if (texts.length * choices.length > WORDS_MAX) return texts;
      texts = texts.flatMap((head) => choices.map((tail) => head + tail));
    }
    return texts;
  }

  /** A value that stands outside quotes falls apart at its blanks. */
  private unquoted(part: WordPart): string {
    const text = this.textOf(part);
    const splits = part.type === 'SimpleExpansion' || part.type === 'CommandExpansion';
    return splits ? text.trim().replace(/\s+/g, SEPARATOR) : text;
  }

  private textOf(part: WordPart): string {
    switch (part.type) {
      case 'DoubleQuoted':
      case 'LocaleString':
        return part.parts.map((inner) => this.textOf(inner)).join('');
      case 'SimpleExpansion':
        return this.variable(part.text.slice(1), part.text);
      case 'ParameterExpansion':
        return this.parameter(part);
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        return this.substitution(part.script, part.type === 'CommandExpansion');
      case 'ArithmeticExpansion':
      case 'ExtendedGlob':
      case 'BraceExpansion':
        return part.text;
      default:
        return part.value;
    }
  }

  private substitution(script: Script | undefined, prints: boolean): string {
    if (script === undefined) return '';
    const { invocations, output } = this.substitutions.read(script);
    this.substituted.push(...invocations);
    return prints ? output : '';
  }

  private variable(name: string, written: string): string {
    if (name === 'IFS') return SEPARATOR;
    if (name === '0') return '$0';
    if (/^[@*#?$!\d-]$/.test(name)) return '';
    return this.variables.get(name) ?? written;
  }

  private parameter(part: Extract<WordPart, { type: 'ParameterExpansion' }>): string {
    const { parameter, operation } = part;
    if (operation === undefined) return this.variable(parameter, part.text);
    const known = this.variables.get(parameter) ?? AMBIENT[parameter];
    if (operation.type === 'Default') {
      const wantsOperand = operation.operator.endsWith('+') ? known !== undefined : known === undefined;
      return wantsOperand ? this.valueOf(operation.operand) : (known ?? '');
    }
    if (known === undefined) return parameter === 'IFS' ? SEPARATOR : /^[@*\d]$/.test(parameter) ? '' : part.text;
    if (operation.type === 'Slice')
      return slice(known, this.valueOf(operation.offset), operation.length && this.valueOf(operation.length));
    if (operation.type === 'CaseModification')
      return operation.operator.startsWith('^') ? known.toUpperCase() : known.toLowerCase();
    if (operation.type === 'Replace') {
      const all = operation.operator === '//';
      return replaceGlob(known, this.valueOf(operation.pattern), this.valueOf(operation.replacement), all);
    }
    return known;
  }

  private valueOf(word: ShellWord): string {
    return word.parts === undefined ? word.value : this.product(word.parts).join(' ');
  }
}

function slice(value: string, offset: string, length: string | undefined): string {
  const from = Number(offset.trim());
  if (!Number.isInteger(from)) return value;
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  if (length === undefined) return value.slice(start);
  const count = Number(length.trim());
  return Number.isInteger(count) ? value.slice(start, count < 0 ? count : start + count) : value.slice(start);
}

/** Only `?` among the wild cards: `*` would need a search, and nobody hides a path behind it. */
function replaceGlob(value: string, pattern: string, replacement: string, all: boolean): string {
  if (pattern === '' || pattern.length > 64 || pattern.includes('*')) return value;
  const source = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\?/g, '[^]');
  return value.replace(new RegExp(source, all ? 'g' : ''), () => replacement).slice(0, VALUE_UNITS_MAX);
}

function braceChoices(text: string): string[] {
  const body = /^\{([^{}]{1,2000})\}$/.exec(text)?.[1];
  if (body === undefined || !body.includes(',')) return [text];
  return body.split(',').map((choice) => choice.replace(/^\$?["'](.*)["']$/, '$1'));
}
