import type { ParseError } from '@marcbachmann/cel-js';
import type { ConditionProblem } from './builder.js';

/** What people write who know another language. */
const HABITS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  is: '==',
  '=': '==',
  '==': '==',
  '&': '&&',
  '|': '||',
};

const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end',
  COLON: '":"',
  COMMA: '","',
  RPAREN: '")"',
  RBRACKET: '"]"',
  RBRACE: '"}"',
  IDENTIFIER: 'a name',
};

const firstLower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const plainer = (summary: string, found: string): string => {
  const overload = /^no such overload: (.+?) (==|!=|<=|>=|<|>|in|\+|-|\*|\/|%) (.+)$/.exec(summary);
  if (overload !== null) return `"${overload[2]}" does not go with ${overload[1]} and ${overload[3]}`;
  const call = /^found no matching overload for '(.+)'$/.exec(summary);
  if (call !== null) return `${call[1]} does not exist: the types do not fit`;
  if (summary === 'Unexpected token: EOF') return 'the condition ends too early';
  const expected = /^Expected ([A-Z]+), got ([A-Z]+)$/.exec(summary);
  if (expected !== null) {
    const [wanted = '', got = ''] = expected.slice(1).map((token) => TOKENS[token] ?? token.toLowerCase());
    return `${wanted} is expected here, not ${got === 'the end' ? got : JSON.stringify(found)}`;
  }
  if (!summary.startsWith('Unexpected')) return firstLower(summary);
  const habit = Object.hasOwn(HABITS, found) ? HABITS[found] : undefined;
  return habit === undefined ? `unexpected ${JSON.stringify(found)}` : `write ${habit} here`;
};

/** A problem CEL found, in plainer words and never empty: at least one character wide, inside the text where there is one. */
export const celProblem = (thrown: unknown, text: string): ConditionProblem => {
  const { summary, range } = thrown as Partial<ParseError>;
  const start = Math.min(range?.start ?? 0, Math.max(0, text.length - 1));
  const end = Math.max(start + 1, range?.end ?? start + 1);
  const found = text.slice(start, end);
  return { severity: 'error', message: plainer(summary ?? 'The condition cannot be read', found), start, end };
};
