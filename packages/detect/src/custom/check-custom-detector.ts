import {
  type ArgumentRole,
  type CustomDetector,
  customDetectorSchema,
  type DetectorCheck,
  type DetectorTest,
  type Finding,
} from '@sallyport/contracts';
import { RE2JS } from 're2js';
import { createInspectorOf, type Inspector } from '../inspect.js';
import { normalizeLiteral } from '../scan/automaton.js';
import { compileCustomDetector } from './compile-custom-detector.js';

const PROBLEMS_MAX = 100;
const LITERAL_UNITS_MIN = 4;
/** Instructions of all patterns together: time per character is at most so many steps. */
const INSTRUCTIONS_MAX = 800;

/** Name of the argument that a test of a detector for this role only is read as. */
const KEY_OF_ROLE: Readonly<Record<ArgumentRole, string>> = {
  path: 'path',
  url: 'url',
  command: 'command',
  query: 'sql',
  secret: 'password',
  identifier: 'branch',
  free_text: 'text',
};

/**
 * Checks a detector's definition and runs its tests through the same views and gates as in the gateway. Costs some
 * milliseconds. Never throws.
 * @param definition anything; every problem is told with its JSON pointer
 * @returns no problems and only passed tests for a detector that may be turned on
 */
export function checkCustomDetector(definition: unknown): DetectorCheck {
  const parsed = customDetectorSchema.safeParse(definition);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.slice(0, PROBLEMS_MAX).map(({ path, message }) => ({
        pointer: pointerOf(path),
        message: message.slice(0, 500),
      })),
      tests: [],
    };
  }
  const problems = [...literalProblems(parsed.data), ...patternProblems(parsed.data)];
  return { problems, tests: problems.length > 0 ? [] : runTests(parsed.data) };
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path
    .map((token) => `/${String(token).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('')
    .slice(0, 512);

function literalProblems({ literals }: CustomDetector): DetectorCheck['problems'] {
  return literals.flatMap((literal, i) =>
    normalizeLiteral(literal).trim().length < LITERAL_UNITS_MIN
      ? [{ pointer: `/literals/${i}`, message: `has to have ${LITERAL_UNITS_MIN} characters or more besides blanks` }]
      : [],
  );
}

function patternProblems({ patterns }: CustomDetector): DetectorCheck['problems'] {
  let instructions = 0;
  return patterns.flatMap((pattern, i) => {
    const problem = (message: string) => [{ pointer: `/patterns/${i}`, message: message.slice(0, 500) }];
    try {
      const compiled = RE2JS.compile(pattern);
      instructions += compiled.programSize();
      if (compiled.test('')) return problem('matches the empty text, so it finds nothing in particular');
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : '';
      return problem(`is no RE2 pattern: ${message.replace(/^error parsing regexp: /, '')}`);
    }
    return instructions > INSTRUCTIONS_MAX ? problem('is too large: repeat less, or write a second detector') : [];
  });
}

function runTests(definition: CustomDetector): DetectorCheck['tests'] {
  const inspector = createInspectorOf([compileCustomDetector(definition)]);
  const run = (expect: 'match' | 'pass') =>
    definition.tests[expect].map((test, index) => {
      const [found] = inspectTest(inspector, definition, test);
      return {
        expect,
        index,
        passed: (found !== undefined) === (expect === 'match'),
        evidence: found?.evidence ?? null,
      };
    });
  return [...run('match'), ...run('pass')];
}

function inspectTest(inspector: Inspector, definition: CustomDetector, test: DetectorTest): Finding[] {
  const surface = test.surface ?? definition.surfaces[0] ?? 'argument';
  if (surface !== 'argument') return inspector.inspectMessage({ [test.key ?? 'text']: test.text }, surface);
  const key = test.key ?? KEY_OF_ROLE[definition.roles?.[0] ?? 'free_text'];
  return inspector.inspectArguments({ args: { [key]: test.text }, pointerBase: '' });
}
