import { CliError, EXIT } from '../../cli-error.js';
import { createTerminal } from '../../terminal/terminal.js';
import { checkFile, problemsOf } from '../check-file.js';
import { diagnosticText } from '../report/diagnostic-text.js';
import { printable } from '../report/printable.js';
import { type PolicyFile, readPolicyFiles } from './policy-file.js';

/** A file that holds a policy the api would take. */
export interface PublishableFile extends PolicyFile {
  /** Of the policy. */
  readonly name: string;
}

/**
 * Reads the files a command names. All are looked at before anything is sent: half a change is in nobody's interest.
 * @throws CliError with every problem when a file has errors or failing tests, or two hold one policy
 */
export const readPublishable = async (
  command: string,
  paths: readonly string[],
): Promise<readonly PublishableFile[]> => {
  const files = (await readPolicyFiles(command, paths)).map(publishable);
  for (const [index, { name, file }] of files.entries()) {
    const other = files.slice(index + 1).find((one) => one.name === name);
    if (other === undefined) continue;
    const sentence = `${file} and ${other.file} both hold the policy "${printable(name)}". Keep one.`;
    throw new CliError(EXIT.policy, sentence);
  }
  return files;
};

const publishable = (file: PolicyFile): PublishableFile => {
  const checked = checkFile(file, {});
  const errors = problemsOf(checked).filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && checked.name !== null) return { ...file, name: checked.name };
  const style = createTerminal(process.stderr, process.env);
  const texts = errors.map((error) => diagnosticText(checked, error, style));
  throw new CliError(EXIT.policy, `${file.file} has problems. Put them right first.\n${texts.join('\n\n')}`);
};
