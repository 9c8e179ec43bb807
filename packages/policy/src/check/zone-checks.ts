import type { PathZone } from '@sallyport/contracts';
import { Fault } from '../condition/fault.js';
import { isInside } from '../condition/functions/path-inside.js';
import { type CheckContext, error, type RuleProblem, warning } from './rule-problem.js';
import { toolsOf } from './tool-fields.js';

const isRooted = (directory: string): boolean => /^(?:\/|~(?:\/|$)|[A-Za-z]:[\\/])/.test(directory);

const directories = (zone: PathZone): readonly (readonly ['inside' | 'readOnly' | 'except', string, number])[] =>
  (['inside', 'readOnly', 'except'] as const).flatMap((key) =>
    (zone[key] ?? []).map((directory, index) => [key, directory, index] as const),
  );

const directoryProblems = (zone: PathZone): readonly RuleProblem[] =>
  directories(zone).flatMap(([key, directory, index]): readonly RuleProblem[] => {
    const path = [key, index];
    if (!isRooted(directory)) {
      return [error(`write the whole path: it begins with "/" or "~/" (nobody knows where "${directory}" is)`, path)];
    }
    const inside = isInside(directory, directory);
    if (inside instanceof Fault) return [error('it cannot be told where this leads', path)];
    if (key === 'inside' || zone.inside.some((root) => isInside(directory, root) === true)) return [];
    return [
      error(`this is outside of the zone, so nothing may go there anyway; "inside" is ${zone.inside.join(', ')}`, path),
    ];
  });

const PATH_NAME = /path|file|dir|folder|source|destination|root|uri|cwd/i;

const namesPaths = (schema: unknown): boolean => {
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, ...rest } = schema as { properties?: unknown };
  if (typeof properties !== 'object' || properties === null) return Object.keys(rest).length > 0;
  return Object.entries(properties).some(([name, inner]) => PATH_NAME.test(name) || isNested(inner));
};

/** What is nested may hold anything; it is not looked into. */
const isNested = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && ('properties' in schema || '$ref' in schema || 'anyOf' in schema);

/** What cannot be meant in a path zone. */
export const zoneProblems = (zone: PathZone, context: CheckContext): readonly RuleProblem[] => {
  const tools = toolsOf(zone.match, context);
  const pathless =
    tools.length > 0 && tools.every(({ inputSchema }) => inputSchema !== undefined && !namesPaths(inputSchema));
  const names = tools.map(({ name }) => name);
  const listed = names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
  const idle = pathless
    ? [warning(`the zone does nothing: none of its tools takes a path (${listed})`, ['match'], { key: true })]
    : [];
  return [...directoryProblems(zone), ...idle];
};
