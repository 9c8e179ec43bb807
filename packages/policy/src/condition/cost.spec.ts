import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '../decision-input.js';
import { toolCall } from '../test-support/inputs.js';
import { compileCondition } from './condition.js';
import { EXHAUSTED } from './fault.js';
import { CONDITION_COST_MAX, Run } from './run.js';

const evaluate = (text: string, args: unknown): { verdict: unknown; ms: number } => {
  const result = compileCondition(text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  const input: DecisionInput = toolCall({ args });
  result.condition.evaluate(new Run(toolCall({ args: { a: [], b: [], s: '', t: '' } })));
  const started = performance.now();
  const verdict = result.condition.evaluate(new Run(input));
  return { verdict, ms: performance.now() - started };
};

const numbers = Array.from({ length: 100_000 }, (_, index) => index);
const text = 'a'.repeat(250_000);
const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1), b: 'x' });

// One call with the largest arguments there can be must not hold up everybody else's.
describe('a condition is stopped', () => {
  it.each([
    ['args.a.exists(x, args.b.exists(y, x == y + 1000000))', { a: numbers, b: numbers }],
    ['args.a.map(x, args.a.map(y, x + y)).size() == 0', { a: numbers }],
    ['args.a.filter(x, x in args.b).size() == 0', { a: numbers, b: numbers }],
    ['args.a.all(x, args.s.contains("b" + args.t) || true)', { a: numbers, s: text, t: 'x' }],
    ['args.a.exists(x, args.a == args.b)', { a: numbers, b: [...numbers] }],
    ['args.a.map(x, args.a + args.a).size() == 0', { a: numbers }],
    ['args.a.exists(x, args.s.split("").size() == 1)', { a: numbers, s: text }],
    ['args.a.exists(x, args.s.size() == 1)', { a: numbers, s: text }],
    ['args.a.exists(x, args.s.lowerAscii() == "b")', { a: numbers, s: text }],
    ['args.a.exists(x, glob(args.s, "*b*b*b*b?"))', { a: numbers, s: text }],
    ['args.a.exists(x, pathInside(args.s, "/srv"))', { a: numbers, s: '/a'.repeat(1900) }],
    ['args.a.exists(x, host(args.s) == "b")', { a: numbers, s: `http://a/${'a'.repeat(8000)}` }],
    ['args.a.exists(x, normalPath(args.s) == "b")', { a: numbers, s: '/a'.repeat(1900) }],
    ['args.a.exists(x, urlRange(args.s) == "private")', { a: numbers, s: `http://a/${'a'.repeat(8000)}` }],
    ['args.a.exists(x, inCidr(args.s, "10.0.0.0/8"))', { a: numbers, s: '11.0.0.1' }],
    ['args.a.exists(x, emailDomain(args.s) == "b")', { a: numbers, s: `${'a'.repeat(900)}@b.example` }],
    ['args.a.exists(x, semverAtLeast(args.s, "2"))', { a: numbers, s: '1.0' }],
    ['args.a.exists(x, countAt(args, "/a/b/c/d") > 0)', { a: numbers }],
    ['args.a.exists(x, args.s.matches("(a*)*b"))', { a: numbers, s: 'a'.repeat(16_000) }],
    ['args.a.exists(x, now.getHours("Europe/Berlin") == 25)', { a: numbers }],
    ['glob(args.s, args.t)', { s: 'a'.repeat(130_000), t: `${'*a?'.repeat(43_000)}b` }],
    ['args.a.exists(x, x < 0) ? true : true', { a: numbers }],
    ['"b" in args.a', { a: Array.from({ length: 60_000 }, () => 'a') }],
  ])('%s', (condition, args) => {
    const { verdict, ms } = evaluate(condition, args);
    expect(verdict).toBe(EXHAUSTED);
    expect(ms).toBeLessThan(2000);
  });

  it('and what stopped it is not taken for false by the other side of an or', () => {
    const { verdict } = evaluate('args.a.exists(x, args.a.exists(y, y < 0)) || true', { a: numbers });
    expect(verdict).toBe(EXHAUSTED);
  });
});

describe('an ordinary condition', () => {
  it('is not stopped by a thousand elements', () => {
    const tags = Array.from({ length: 1000 }, (_, index) => `tag-${index}`);
    expect(evaluate('args.tags.exists(t, t == "tag-999" && t.startsWith("tag"))', { tags }).verdict).toBe(true);
  });

  it('costs nothing when it does not grow with the message', () => {
    const result = compileCondition('args.path == "x" && tool.name == "y"');
    const run = new Run(toolCall({ args: { path: text } }));
    expect(result.ok && result.condition.evaluate(run)).toBe(false);
    expect(run.remaining).toBeGreaterThan(CONDITION_COST_MAX - 5);
  });

  it('fails instead of overflowing the stack on arguments nested without end', () => {
    const { verdict } = evaluate('args.a == args.b', { a: deep(9000), b: deep(9000) });
    expect(verdict).not.toBe(true);
    expect(verdict).not.toBe(false);
  });
});
