import type { Severity } from '@sallyport/contracts';
import { printable } from '../../policy/report/printable.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { InspectedFile } from '../files/inspected-file.js';
import { RULES } from './rules.js';

type Style = Pick<Terminal, 'bold' | 'dim' | 'red' | 'green' | 'yellow'>;

const colourOf = (severity: Severity, style: Style): ((text: string) => string) => {
  if (severity === 'critical' || severity === 'high') return style.red;
  return severity === 'medium' ? style.yellow : style.dim;
};

const some = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** For a person: every finding with its place, what to do about it, and what it amounts to. */
export const textReport = (files: readonly InspectedFile[], style: Style): string =>
  [...files.flatMap((file) => linesOf(file, style)), summaryOf(files)].join('\n');

const linesOf = ({ file, items, problems }: InspectedFile, style: Style): readonly string[] => {
  const lines = [
    ...problems.map(({ line, message }) => `  ${line}: ${style.red('cannot be inspected')}: ${printable(message)}`),
    ...items.flatMap(({ kind, name, judgement: { verdict, findings }, regions }) =>
      findings.length === 0
        ? []
        : [
            `  ${kind} ${style.bold(printable(name))}: ${verdict}`,
            ...findings.flatMap(({ detector, severity, title, evidence }, index) => {
              const place = regions[index]?.start;
              const fix = RULES.get(detector)?.fix;
              return [
                `    ${place?.line}:${place?.column}  ${colourOf(severity, style)(severity)}  ${printable(title)} ${style.dim(`(${detector})`)}`,
                `        ${style.dim(printable(evidence))}`,
                ...(fix === undefined ? [] : [`        ${fix}`]),
              ];
            }),
          ],
    ),
  ];
  return lines.length === 0 ? [] : [style.bold(printable(file)), ...lines, ''];
};

const summaryOf = (files: readonly InspectedFile[]): string => {
  const items = files.flatMap((file) => file.items);
  const count = (verdict: string): number => items.filter(({ judgement }) => judgement.verdict === verdict).length;
  const problems = files.reduce((all, file) => all + file.problems.length, 0);
  const kinds = (['server', 'tool', 'record'] as const)
    .map((kind) => [kind, items.filter((item) => item.kind === kind).length] as const)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => some(number, kind));
  const parts = [`${count('block')} to block`, `${count('flag')} to look at`, `${count('allow')} fine`];
  const failed = problems === 0 ? '' : `; ${some(problems, 'problem')}`;
  return `${[some(files.length, 'file'), ...kinds].join(', ')}: ${parts.join(', ')}${failed}`;
};
