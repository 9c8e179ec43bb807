import type { PolicyDocument, PolicyException } from '@sallyport/contracts';
import { didYouMean } from '../text/closest.js';
import { pointerTokens } from '../text/json-pointer.js';
import { expiryProblems } from './reach-checks.js';
import { type CheckContext, error, type RuleProblem, warning } from './rule-problem.js';
import { lookUp } from './schema-view.js';

const shapeProblems = ({ rule, detector, argument }: PolicyException): readonly RuleProblem[] => {
  if (rule !== undefined && detector !== undefined) {
    return [error('an exception is from a rule or from a detector, not both; write two', ['detector'], { key: true })];
  }
  if (rule === undefined && detector === undefined) {
    return [error('an exception says from what: rule: <id>, or detector: <id> with argument: /<name>', ['id'])];
  }
  if (detector !== undefined && argument === undefined) {
    return [error('an exception from a detector says in which argument: argument: /path', ['detector'])];
  }
  if (rule !== undefined && argument !== undefined) {
    return [
      error('"argument" goes with a detector; an exception from a rule is for the whole call', ['argument'], {
        key: true,
      }),
    ];
  }
  if (detector === undefined || /^[a-z0-9-]+\.[a-z0-9-]+$/.test(detector)) return [];
  return [error(`"${detector}" is no detector; write an id such as path.traversal`, ['detector'])];
};

const narrowness = (exception: PolicyException): readonly RuleProblem[] =>
  (['server', 'tool'] as const).flatMap((key) =>
    /[*?]/.test(exception[key]) ? [error(`an exception is for one ${key}; patterns are not taken here`, [key])] : [],
  );

const placeProblems = (exception: PolicyException, { servers, tools }: CheckContext): readonly RuleProblem[] => {
  const slugs = servers?.map(({ slug }) => slug);
  if (slugs?.includes(exception.server) === false) {
    return [warning(`no server is called "${exception.server}"${didYouMean(exception.server, slugs)}`, ['server'])];
  }
  const known = tools?.filter(({ server }) => server === exception.server) ?? [];
  if (known.length === 0) return [];
  const tool = known.find(({ name }) => name === exception.tool);
  if (tool === undefined) {
    const names = known.map(({ name }) => name);
    return [
      warning(`${exception.server} has no tool "${exception.tool}"${didYouMean(exception.tool, names)}`, ['tool']),
    ];
  }
  return argumentProblems(exception, tool.inputSchema);
};

const argumentProblems = ({ argument, tool }: PolicyException, inputSchema: unknown): readonly RuleProblem[] => {
  if (argument === undefined || inputSchema === undefined) return [];
  const tokens = pointerTokens(argument)?.map((token) => (/^[0-9]+$/.test(token) ? null : token)) ?? [];
  const place = lookUp(inputSchema, tokens);
  if (place.kind !== 'absent') return [];
  const hint = didYouMean(tokens[place.at] ?? '', place.known);
  return [error(`${tool} has no argument "${argument}"${hint} (${place.known.join(', ')})`, ['argument'])];
};

/** Rules of policies above may be meant, and those are not known here unless the caller says them. */
const ruleProblems = (
  { rule }: PolicyException,
  document: PolicyDocument,
  { otherRules }: CheckContext,
): readonly RuleProblem[] => {
  if (rule === undefined) return [];
  const own = [...document.rules, ...(document.pathZones ?? [])].map(({ id }) => id);
  const known = [...own, ...(otherRules ?? [])];
  if (known.includes(rule)) return [];
  const hint = didYouMean(rule, known);
  if (hint === '' && otherRules === undefined) return [];
  return [warning(`no rule is called "${rule}"${hint}`, ['rule'])];
};

/** What cannot be meant in an exception. */
export const exceptionProblems = (
  exception: PolicyException,
  document: PolicyDocument,
  context: CheckContext,
): readonly RuleProblem[] => {
  const pointer = exception.argument;
  const badPointer =
    pointer !== undefined && pointerTokens(pointer) === null
      ? [error(`"${pointer}" is no JSON pointer; write "/field" or "/list/0/field"`, ['argument'])]
      : [];
  return [
    ...shapeProblems(exception),
    ...narrowness(exception),
    ...badPointer,
    ...placeProblems(exception, context),
    ...ruleProblems(exception, document, context),
    ...expiryProblems(exception, context),
  ];
};
