import type { Severity } from '@sallyport/contracts';
import type { Effect } from './effect.js';
import { type Invocation, lineOf } from './invocation.js';
import type { ShellScript } from './script.js';

/** One way in which a command has an effect. Patterns run on the arguments as one line of at most 4,096 units, and are linear. */
export interface Rule {
  /** Names separated by blanks; `*` for whatever program. */
  readonly programs: string;
  readonly when?: RegExp;
  readonly unless?: RegExp;
  /** 0 to 1; 0.9 and more at high or critical is what the shipped policy blocks. */
  readonly confidence: number;
  /** Instead of the detector's own. */
  readonly severity?: Severity;
}

/** Tells the effects of a script. */
export interface RuleSet {
  (script: ShellScript): Effect[];
  readonly rules: readonly Rule[];
}

/** Makes one function of many rules: a look-up by program, then the few patterns written for it. */
export function effectsOf(rules: readonly Rule[]): RuleSet {
  const byProgram = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const program of rule.programs.split(' ')) {
      const known = byProgram.get(program);
      if (known === undefined) byProgram.set(program, [rule]);
      else known.push(rule);
    }
  }
  const anywhere = byProgram.get('*') ?? [];
  const effects = ({ invocations }: ShellScript): Effect[] =>
    invocations.flatMap((invocation) => {
      const candidates = byProgram.get(ruleName(invocation.program));
      const all = candidates === undefined ? anywhere : [...candidates, ...anywhere];
      const rule = best(all.filter((each) => applies(each, invocation)));
      if (rule === null) return [];
      const { start, end } = invocation;
      const effect = { start, end, confidence: rule.confidence };
      return [rule.severity === undefined ? effect : { ...effect, severity: rule.severity }];
    });
  return Object.assign(effects, { rules });
}

/** The name that rules speak of a program by: what a variable stands for is not always known. */
export const ruleName = (program: string): string => (program.startsWith('$') ? '$' : program);

export function applies({ when, unless }: Rule, invocation: Invocation): boolean {
  const line = lineOf(invocation);
  return (when === undefined || when.test(line)) && unless?.test(line) !== true;
}

/** A rule that keeps the detector's severity speaks before one that lowers it. */
function best(rules: readonly Rule[]): Rule | null {
  let chosen: Rule | null = null;
  for (const rule of rules) {
    if (chosen === null || rule.confidence > chosen.confidence) chosen = rule;
  }
  return chosen;
}
