import type { Limit, PolicyRule } from '@sallyport/contracts';
import { pointerTokens } from '../text/json-pointer.js';
import { error, type RuleProblem, warning } from './rule-problem.js';

/** What is asked for before a call goes on; when its answer comes it is too late. */
const BEFORE = ['limits', 'stepUp'] as const;
const BINDING = ['capture', 'label', 'limits', 'stepUp'] as const;

const limitProblems = ({ of, at }: Limit, index: number): readonly RuleProblem[] => {
  const path = ['obligations', 'limits', index];
  const counts = of === 'rows' || of === 'cost';
  if (counts && at === undefined) {
    const what = of === 'rows' ? 'the list in the result: at: /structuredContent/rows' : 'the number: at: /amount';
    return [error(`a limit of ${of} says where to find ${what}`, path)];
  }
  if (!counts && at !== undefined) {
    return [error(`"at" means nothing to a limit of ${of}; it is for rows and cost`, [...path, 'at'], { key: true })];
  }
  if (at === undefined || pointerTokens(at) !== null) return [];
  return [error(`"${at}" is no JSON pointer; write "/field" or "/list/0/field"`, [...path, 'at'])];
};

/** Obligations bind where a message goes on; what cannot bind is told. */
export const obligationProblems = (rule: PolicyRule): readonly RuleProblem[] => {
  const { obligations, effect, mode, rollout } = rule;
  if (obligations === undefined) return [];
  if (Object.keys(obligations).length === 0) {
    return [warning('this asks for nothing; name alert, capture, label, limits or stepUp', ['obligations'])];
  }
  if (mode === 'observe' && rollout === undefined) {
    return [warning('a rule in observe asks for nothing; use warn for alerts', ['obligations'], { key: true })];
  }
  const binding = BINDING.filter((key) => obligations[key] !== undefined);
  const useless =
    effect === 'deny'
      ? binding.map((key) =>
          error(`"${key}" means nothing to a rule that denies: the message does not go on`, ['obligations', key], {
            key: true,
          }),
        )
      : [];
  const late =
    rule.match?.direction === 'response'
      ? BEFORE.filter((key) => obligations[key] !== undefined).map((key) =>
          error(
            `"${key}" is asked before a call goes on; a rule about answers comes too late for it`,
            ['obligations', key],
            {
              key: true,
            },
          ),
        )
      : [];
  return [...useless, ...late, ...(obligations.limits ?? []).flatMap(limitProblems)];
};
