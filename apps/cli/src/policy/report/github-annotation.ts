import type { Diagnostic } from '@sallyport/contracts';

/** What a value may not hold literally within a workflow command. */
const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * A problem as a workflow command, which GitHub shows beside the line in a pull request. GitHub counts columns of one line only.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const githubAnnotation = (file: string, problem: Diagnostic): string => {
  const { severity, message, line, column, endLine, endColumn } = problem;
  const place = {
    file,
    line,
    endLine,
    ...(line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {}),
    title: 'Sallyport policy',
  };
  const properties = Object.entries(place).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(',')}::${escapeMessage(message)}`;
};
