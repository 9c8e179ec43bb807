import type { Terminal } from '../../terminal/terminal.js';
import { printable } from '../report/printable.js';
import type { PlannedFile } from './planned-file.js';
import { ruleLines } from './rule-lines.js';
import type { SimulationReport } from './simulate.js';
import { calls, figure, NOT_COMPARED, summaryOf, transitionsOf, UNDECIDABLE } from './wording.js';

/** Rows of a table that a person reads before they scroll. */
const ROWS_MAX = 20;

type Style = Pick<Terminal, 'bold' | 'dim' | 'red' | 'green' | 'yellow'>;

/** A plan for a terminal: rules first, then what they would have done, newly allowed before all else. */
export const planText = (planned: readonly PlannedFile[], days: number, style: Style): string =>
  [...planned.map((file) => fileText(file, days, style)), outcomeOf(planned)].join('\n\n');

const fileText = (planned: PlannedFile, days: number, style: Style): string => {
  const { file, policy, version, isChanged, effect } = planned;
  const against = version === null ? 'a new policy' : `against version ${version}`;
  const head = `${style.bold(printable(policy))} ${style.dim(`(${file}, ${against})`)}`;
  if (!isChanged) return `${head}\n\n  nothing would change`;
  const rules = planned.rules === null ? null : ruleLines(planned.rules);
  const lines = rules?.map(({ sign, text }) => `  ${coloured(sign, `${sign} ${printable(text)}`, style)}`) ?? [];
  const shown = lines.length === 0 ? [`  ${rules === null ? NOT_COMPARED : 'no rule changes'}`] : lines;
  return [head, '', ...shown, ...(effect === null ? [] : ['', ...effectLines(effect.report, days, style)])].join('\n');
};

const coloured = (sign: string, text: string, style: Style): string => {
  const colour = { '+': style.green, '-': style.red }[sign] ?? style.yellow;
  return colour(text);
};

const effectLines = (report: SimulationReport, days: number, style: Style): readonly string[] => [
  `  ${summaryOf(report.counts, days)}`,
  ...section(style.red(`Newly allowed: ${calls(report.counts.newlyAllowed)}`), newlyAllowedLines(report)),
  ...section('Changes', transitionLines(report)),
  ...section('Could not be told', undecidableLines(report)),
];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];

const newlyAllowedLines = ({ newlyAllowed }: SimulationReport): readonly string[] =>
  capped(
    newlyAllowed.map(({ principal, server, method, target, calls: amount }) => {
      const what = target.name === '' ? method : target.name;
      return `${figure(amount).padStart(7)}  ${printable(`${principal.name}: ${server}, ${what}`)}`;
    }),
  );

const transitionLines = (report: SimulationReport): readonly string[] =>
  transitionsOf(report).map(
    ({ before, after, calls: amount }) => `${figure(amount).padStart(7)}  ${before} → ${after}`,
  );

const undecidableLines = ({ undecidable }: SimulationReport): readonly string[] =>
  undecidable.map(({ reason, calls: amount }) => `${figure(amount).padStart(7)}  ${UNDECIDABLE[reason]}`);

const capped = (lines: readonly string[]): readonly string[] =>
  lines.length <= ROWS_MAX ? lines : [...lines.slice(0, ROWS_MAX), `and ${lines.length - ROWS_MAX} more`];

const outcomeOf = (planned: readonly PlannedFile[]): string => {
  const changed = planned.filter(({ isChanged }) => isChanged).length;
  if (changed === 0) return 'Pushing would change nothing.';
  return `Pushing would publish ${changed === 1 ? '1 policy' : `${changed} policies`}.`;
};
