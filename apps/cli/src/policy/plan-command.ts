import { AppError } from '@sallyport/contracts';
import { diffRules } from '@sallyport/policy';

import { CliError, EXIT } from '../cli-error.js';
import { createTerminal } from '../terminal/terminal.js';
import { readApiSettings } from './api/api-settings.js';
import { createOrgApi, type OrgApi } from './api/org-api.js';
import { listPolicies, type PolicySummary, readPolicy } from './api/policies.js';
import { type PublishableFile, readPublishable } from './files/publishable-file.js';
import { writeOutput } from './files/write-output.js';
import { planMarkdown } from './plan/plan-markdown.js';
import { PLAN, type PlanOptions, readPlanOptions } from './plan/plan-options.js';
import { planText } from './plan/plan-text.js';
import type { PlannedFile } from './plan/planned-file.js';
import { createProgress } from './plan/progress.js';
import { simulate } from './plan/simulate.js';
import { unwantedIn } from './plan/unwanted.js';
import { printable } from './report/printable.js';

/**
 * What pushing files would change: their rules, and decisions on recorded calls. The plan goes to stdout, progress to stderr.
 * @returns what to exit with
 */
export const runPlan = async (argv: readonly string[]): Promise<number> => {
  const options = readPlanOptions(argv);
  const files = await readPublishable(PLAN, options.files);
  const api = createOrgApi(await readApiSettings(PLAN, options, process.env));
  const policies = await listPolicies(api);
  const planned: PlannedFile[] = [];
  // One after the other: an account runs one simulation at a time.
  for (const file of files) planned.push(await planFile(api, file, policies, options));
  await report(planned, options);
  const unwanted = unwantedIn(planned, options.failOn);
  if (unwanted.length > 0) throw new CliError(EXIT.unwanted, unwanted.map(printable).join('\n'));
  return planned.some(({ isChanged }) => isChanged) ? EXIT.changes : EXIT.ok;
};

const planFile = async (
  api: OrgApi,
  { file, text, name }: PublishableFile,
  policies: readonly PolicySummary[],
  { days, isSimulated }: PlanOptions,
): Promise<PlannedFile> => {
  const known = policies.find((policy) => policy.name === name);
  const current = known === undefined ? null : await readPolicy(api, known.id);
  const isChanged = current?.text !== text;
  const planned = {
    file,
    text,
    policy: name,
    policyId: current?.id ?? null,
    version: current?.version ?? null,
    isChanged,
    rules: rulesDiff(current?.text ?? '', text),
  };
  if (!isChanged || !isSimulated) return { ...planned, effect: null };
  const progress = createProgress(process.stderr, printable(name));
  try {
    return { ...planned, effect: await simulate(api, { text, policyId: planned.policyId, days }, progress.show) };
  } finally {
    progress.end();
  }
};

/** A text that was published long ago may not be one any more; that is no reason to plan nothing. */
const rulesDiff = (before: string, after: string): PlannedFile['rules'] => {
  try {
    return diffRules(before, after);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
};

const report = async (planned: readonly PlannedFile[], options: PlanOptions): Promise<void> => {
  const { days, markdown, json } = options;
  if (markdown !== undefined) await writeOutput(markdown, `${planMarkdown(planned, days)}\n`);
  const style = createTerminal(process.stdout, process.env);
  process.stdout.write(`${json ? planJson(planned) : planText(planned, days, style)}\n`);
};

const planJson = (planned: readonly PlannedFile[]): string => {
  const files = planned.map(({ text: _, effect, ...file }) => ({ ...file, simulation: effect?.simulation ?? null }));
  return JSON.stringify({ changed: planned.some(({ isChanged }) => isChanged), files }, null, 2);
};
