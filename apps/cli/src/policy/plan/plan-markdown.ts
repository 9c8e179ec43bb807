import { printable } from '../report/printable.js';
import type { PlannedFile } from './planned-file.js';
import { ruleLines } from './rule-lines.js';
import type { SimulationReport } from './simulate.js';
import { calls, figure, NOT_COMPARED, summaryOf, transitionsOf, UNDECIDABLE } from './wording.js';

/** By this a workflow finds the comment it made before. */
export const PLAN_MARKER = '<!-- sallyport policy plan -->';

const ROWS_MAX = 20;
/** GitHub takes comments of at most 65,536 characters. */
const COMMENT_MAX = 60_000;

/** A plan as a comment on a pull request. */
export const planMarkdown = (planned: readonly PlannedFile[], days: number): string => {
  const changed = planned.filter(({ isChanged }) => isChanged);
  const same = planned.length - changed.length;
  const parts = [
    PLAN_MARKER,
    '### Sallyport: what these policies would change',
    ...changed.map((file) => fileMarkdown(file, days)),
    ...(changed.length === 0 ? ['Nothing would change.'] : []),
    ...(same === 0 || changed.length === 0
      ? []
      : [`${figure(same)} more ${same === 1 ? 'file' : 'files'} without changes.`]),
  ];
  const text = parts.join('\n\n');
  return text.length <= COMMENT_MAX ? text : `${text.slice(0, COMMENT_MAX)}\n\n…`;
};

const fileMarkdown = ({ file, policy, version, rules, effect }: PlannedFile, days: number): string => {
  const against = version === null ? 'a new policy' : `against version ${version}`;
  const lines = (rules === null ? [] : ruleLines(rules)).map(({ sign, text }) => `${sign} ${printable(text)}`);
  return [
    `#### ${code(policy)} (${code(file)}, ${against})`,
    lines.length > 0 ? fenced(lines) : rules === null ? `${NOT_COMPARED}.` : 'No rule changes.',
    ...(effect === null ? [] : effectMarkdown(effect.report, days)),
  ].join('\n\n');
};

const effectMarkdown = (report: SimulationReport, days: number): readonly string[] => [
  `**${summaryOf(report.counts, days)}**`,
  ...newlyAllowedTable(report),
  ...table(
    ['Before', 'After', 'Calls'],
    transitionsOf(report).map(({ before, after, calls: amount }) => [before, after, figure(amount)]),
  ),
  ...table(
    ['Could not be told, because', 'Calls'],
    report.undecidable.map(({ reason, calls: amount }) => [UNDECIDABLE[reason], figure(amount)]),
  ),
];

const newlyAllowedTable = ({ newlyAllowed, counts }: SimulationReport): readonly string[] => {
  if (newlyAllowed.length === 0) return [];
  const rows = newlyAllowed.map(({ principal, server, method, target, calls: amount }) => [
    code(principal.name),
    code(server),
    code(target.name === '' ? method : target.name),
    figure(amount),
  ]);
  return [`🔴 **Newly allowed: ${calls(counts.newlyAllowed)}**`, ...table(['Who', 'Server', 'What', 'Calls'], rows)];
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const more = rows.length > ROWS_MAX ? [`\nand ${rows.length - ROWS_MAX} more`] : [];
  return [[line(head), line(head.map(() => '---')), ...rows.slice(0, ROWS_MAX).map(line), ...more].join('\n')];
};

/** Names come from people and servers: as code they link, mention and draw nothing. Longer fences than any within. */
const code = (text: string): string => {
  const shown = printable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(shown) + 1);
  return `${fence} ${shown} ${fence}`;
};

const fenced = (lines: readonly string[]): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}diff`, ...lines, fence].join('\n');
};

const longestRun = (text: string): number => Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
