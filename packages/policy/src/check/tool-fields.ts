import type { PolicyRule } from '@sallyport/contracts';
import type { FieldRead, FieldUse, MessagePath } from '../condition/builder.js';
import type { Condition } from '../condition/condition.js';
import { didYouMean } from '../text/closest.js';
import { compileGlobs, isLiteralGlob } from '../text/glob.js';
import { pointerTokens } from '../text/json-pointer.js';
import type { CheckContext, CheckedTool, RuleProblem } from './rule-problem.js';
import { lookUp, type SchemaPlace } from './schema-view.js';
import { useProblem } from './tool-field-uses.js';

/** Tools named in one message. */
const NAMED_MAX = 2;

/** `read_file`, `read_file and write_file`, `read_file, write_file and 3 more`. */
export const nameTools = (tools: readonly CheckedTool[]): string => {
  const names = [...new Set(tools.map(({ name }) => name))];
  const rest = names.length - NAMED_MAX;
  if (rest > 0) return `${names.slice(0, NAMED_MAX).join(', ')} and ${rest} more`;
  return names.join(' and ');
};

export const hasOrHave = (tools: readonly CheckedTool[]): string =>
  new Set(tools.map(({ name }) => name)).size === 1 ? 'has' : 'have';

/** The pinned tools whose calls a rule can speak of. */
export const toolsOf = (
  { servers, tools, resources, prompts, methods }: PolicyRule['match'],
  { tools: known = [] }: CheckContext,
): readonly CheckedTool[] => {
  if (resources !== undefined || prompts !== undefined) return [];
  if (methods !== undefined && !compileGlobs(methods)('tools/call')) return [];
  const [onServer, isNamed] = [servers ?? ['*'], tools ?? ['*']].map(compileGlobs);
  return known.filter(({ server, name }) => onServer?.(server) === true && isNamed?.(name) === true);
};

/** Whether the tools that are known are all the rule is about: it names them, and each of them is there. */
const namesAll = ({ match }: PolicyRule, tools: readonly CheckedTool[]): boolean =>
  match.tools?.every((name) => isLiteralGlob(name) && tools.some((tool) => tool.name === name)) === true;

/** A rule that speaks of other things than tools may mean their fields. */
const isAboutToolsOnly = ({ match }: PolicyRule): boolean =>
  match.tools !== undefined || match.methods?.every((method) => method.startsWith('tools/')) === true;

/** Where a path leads for one tool: arguments by its input schema, structured results by its output schema. */
export const placeOf = (tool: CheckedTool, { root, tokens }: MessagePath): SchemaPlace => {
  if (root === 'args') return tool.inputSchema === undefined ? { kind: 'unknown' } : lookUp(tool.inputSchema, tokens);
  if (tokens[0] !== 'structuredContent' || tool.outputSchema === undefined) return { kind: 'unknown' };
  const place = lookUp(tool.outputSchema, tokens.slice(1));
  return place.kind === 'absent' ? { ...place, at: place.at + 1 } : place;
};

interface Absence {
  readonly tool: CheckedTool;
  readonly at: number;
  readonly known: readonly string[];
}

const absencesOf = (read: FieldRead, tools: readonly CheckedTool[]): readonly Absence[] =>
  tools.flatMap((tool) => {
    const place = placeOf(tool, read.path);
    return place.kind === 'absent' ? [{ tool, at: place.at, known: place.known }] : [];
  });

const nameField = ({ root, tokens }: MessagePath, at: number): string => {
  const from = root === 'args' ? 0 : 1;
  const name = tokens
    .slice(from, at + 1)
    .map((token) => token ?? '[]')
    .join('.');
  return `${root === 'args' ? 'argument' : 'result field'} "${name}"`;
};

const readProblem = (rule: PolicyRule, read: FieldRead, tools: readonly CheckedTool[]): RuleProblem | null => {
  const absences = absencesOf(read, tools);
  const [first] = absences;
  if (first === undefined) return null;
  const everywhere = absences.length === tools.length;
  if (!everywhere && read.guarded) return null;
  const without = absences.map(({ tool }) => tool);
  const what = `${nameTools(without)} ${hasOrHave(without)} no ${nameField(read.path, first.at)}`;
  const place = { path: ['when'], inside: read.places[first.at] ?? read.places[read.places.length - 1] };
  const word = read.path.tokens[first.at] ?? '';
  if (!everywhere) {
    const outcome = rule.effect === 'allow' ? 'never matches' : 'counts as matching';
    return problem(
      'warning',
      `${what}; there the rule ${outcome}. If that is not meant: has(${read.text}) && …`,
      place,
    );
  }
  const known = [...new Set(absences.flatMap((each) => each.known))];
  const listed =
    known.length === 0 ? '' : ` (${known.length > 8 ? `${known.slice(0, 8).join(', ')}, …` : known.join(', ')})`;
  const sure = isAboutToolsOnly(rule) && (!read.guarded || namesAll(rule, tools));
  const unlisted = rule.match.tools?.some((name) => isLiteralGlob(name) && !tools.some((tool) => tool.name === name));
  const severity = sure && unlisted !== true ? 'error' : 'warning';
  return problem(severity, `${what}${didYouMean(word, known)}${listed}`, place);
};

interface Place {
  readonly path: RuleProblem['path'];
  readonly inside: RuleProblem['inside'];
}

const problem = (severity: RuleProblem['severity'], message: string, { path, inside }: Place): RuleProblem =>
  inside === undefined ? { severity, message, path } : { severity, message, path, inside };

const useProblems = (use: FieldUse, tools: readonly CheckedTool[]): readonly RuleProblem[] => {
  const places = tools.map((tool) => ({ tool, place: placeOf(tool, use.path) }));
  const found = useProblem(use, places);
  return found === null ? [] : [problem(found.severity, found.message, { path: ['when'], inside: found })];
};

const firstOfEach = (reads: readonly FieldRead[]): readonly FieldRead[] => {
  const byText = new Map<string, FieldRead>();
  for (const read of reads) {
    const other = byText.get(read.text);
    byText.set(read.text, other === undefined ? read : { ...other, guarded: other.guarded || read.guarded });
  }
  return [...byText.values()];
};

const RESULT_FIELDS: ReadonlySet<string> = new Set(['structuredContent', 'content', 'contents', '_meta', 'isError']);

/** Limits that count by a pointer no tool of the rule has: rows in results; cost in arguments or, failing that, in results. */
const limitFields = (rule: PolicyRule, tools: readonly CheckedTool[]): readonly RuleProblem[] =>
  (rule.obligations?.limits ?? []).flatMap(({ of, at }, index): readonly RuleProblem[] => {
    const pointer = at === undefined ? null : pointerTokens(at);
    if (pointer === null || (of !== 'rows' && of !== 'cost')) return [];
    const tokens = pointer.map((token) => (/^[0-9]+$/.test(token) ? null : token));
    const root = of === 'rows' || RESULT_FIELDS.has(tokens[0] ?? '') ? 'result' : 'args';
    const places = tools.map((tool) => placeOf(tool, { root, tokens }));
    const known = places.flatMap((place) => (place.kind === 'absent' ? place.known : []));
    if (!places.every(({ kind }) => kind === 'absent')) return [];
    const [first] = places;
    const hint = didYouMean(tokens[first?.kind === 'absent' ? first.at : 0] ?? '', known);
    const what = root === 'args' ? 'argument' : 'result field';
    const message = `${nameTools(tools)} ${hasOrHave(tools)} no ${what} "${at}" to count${hint}`;
    return [problem('error', message, { path: ['obligations', 'limits', index, 'at'], inside: undefined })];
  });

/**
 * Types a condition by the schemas of the tools its rule can speak of: fields no tool has are errors, fields some have not are
 * warnings, and so are values that a field can never have. Tools without a schema may have anything.
 */
export const toolFields = (
  rule: PolicyRule,
  condition: Condition | null,
  context: CheckContext,
): readonly RuleProblem[] => {
  const tools = toolsOf(rule.match, context);
  if (tools.length === 0) return [];
  const limits = limitFields(rule, tools);
  if (condition === null) return limits;
  return [
    ...limits,
    ...firstOfEach(condition.fieldReads).flatMap((read) => readProblem(rule, read, tools) ?? []),
    ...condition.fieldUses.flatMap((use) => useProblems(use, tools)),
  ];
};
