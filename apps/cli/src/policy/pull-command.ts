import { readArgs } from '../args/read-args.js';
import { CliError, EXIT, usageError } from '../cli-error.js';
import { createTerminal } from '../terminal/terminal.js';
import { API_OPTIONS, readApiSettings } from './api/api-settings.js';
import { readInventory } from './api/inventory.js';
import { createOrgApi, type OrgApi } from './api/org-api.js';
import { listPolicies, type PolicySummary, readPolicy, wasPublished } from './api/policies.js';
import { type FolderPolicies, readPolicyFolder } from './files/policy-folder.js';
import { toolsFileText } from './files/tools-file.js';
import { writeOutput } from './files/write-output.js';
import { printable } from './report/printable.js';

const NAME = 'policy pull';
const KINDS = { ...API_OPTIONS, policy: 'values', dir: 'value', tools: 'value', force: 'flag' } as const;
const DEFAULT_DIR = 'policies';

type Outcome = 'written' | 'updated' | 'unchanged' | 'kept';

/**
 * Writes the texts in force to files, and says on stderr what became of each.
 * @returns what to exit with
 */
export const runPull = async (argv: readonly string[]): Promise<number> => {
  const { options, positionals } = readArgs(NAME, argv, KINDS);
  const [stray] = positionals;
  if (stray !== undefined) throw usageError(`"${stray}" is not expected here. Name a policy with --policy.`, NAME);
  const api = createOrgApi(await readApiSettings(NAME, options, process.env));
  const dir = options.dir ?? DEFAULT_DIR;
  const policies = await wantedPolicies(api, options.policy);
  const folder = await readPolicyFolder(dir);
  const { say, yellow, dim } = createTerminal(process.stderr, process.env);
  let kept = 0;
  for (const policy of policies) {
    const { file, outcome } = await pullOne(api, policy, folder, options.force === true);
    if (outcome === 'kept') kept += 1;
    say(`${outcome === 'kept' ? yellow(outcome.padEnd(9)) : dim(outcome.padEnd(9))} ${printable(file)}`);
  }
  if (options.tools !== undefined) await writeOutput(options.tools, toolsFileText(await readInventory(api)));
  if (kept === 0) return EXIT.ok;
  const what = kept === 1 ? 'One file has' : `${kept} files have`;
  throw new CliError(
    EXIT.failed,
    `${what} changes that were never published, and were left as they are. --force overwrites them.`,
  );
};

const wantedPolicies = async (api: OrgApi, names: readonly string[] | undefined): Promise<readonly PolicySummary[]> => {
  const policies = await listPolicies(api);
  if (names === undefined) return policies;
  return names.map((name) => {
    const found = policies.find((policy) => policy.name === name);
    if (found !== undefined) return found;
    const known = policies.map((policy) => policy.name).join(', ');
    throw new CliError(EXIT.failed, `There is no policy "${name}". There are: ${known === '' ? 'none' : known}.`);
  });
};

const pullOne = async (
  api: OrgApi,
  { id, name }: PolicySummary,
  folder: FolderPolicies,
  isForced: boolean,
): Promise<{ file: string; outcome: Outcome }> => {
  const { text } = await readPolicy(api, id);
  const present = folder.find(name);
  if (present === null) {
    const file = folder.fileFor(name, text);
    await writeOutput(file, text);
    return { file, outcome: 'written' };
  }
  const { file } = present;
  if (present.text === text) return { file, outcome: 'unchanged' };
  // An earlier version is nobody's work: it was published, and is kept.
  if (!isForced && !(await wasPublished(api, id, present.text))) return { file, outcome: 'kept' };
  await writeOutput(file, text);
  return { file, outcome: 'updated' };
};
