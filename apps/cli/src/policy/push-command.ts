import { EXIT } from '../cli-error.js';

import { readApiSettings } from './api/api-settings.js';
import { createOrgApi } from './api/org-api.js';
import { listPolicies } from './api/policies.js';
import { type PublishableFile, readPublishable } from './files/publishable-file.js';
import { type PushedFile, type PushResult, pushFile } from './push/push-file.js';
import { NOTE_MAX, PUSH, type PushOptions, readPushOptions } from './push/push-options.js';
import { printable } from './report/printable.js';
import { readOrigin } from './source/policy-source.js';

/**
 * Publishes the policies of files, or makes drafts of them; what is in place already is left alone.
 * @returns what to exit with
 */
export const runPush = async (argv: readonly string[]): Promise<number> => {
  const options = readPushOptions(argv);
  const files = await readPublishable(PUSH, options.files);
  const pushed = await Promise.all(files.map((file) => toPushed(file, options)));
  const api = createOrgApi(await readApiSettings(PUSH, options, process.env));
  const policies = await listPolicies(api);
  const results: PushResult[] = [];
  for (const file of pushed) {
    const result = await pushFile(api, file, policies, options);
    results.push(result);
    if (!options.json) process.stdout.write(`${resultText(result)}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ files: results }, null, 2)}\n`);
  return EXIT.ok;
};

const toPushed = async (file: PublishableFile, options: PushOptions): Promise<PushedFile> => {
  const { source, subject } = await readOrigin(file.file, options, process.env);
  const note = options.note ?? subject ?? '';
  return { ...file, note: note.slice(0, NOTE_MAX), source };
};

const resultText = ({ policy, outcome, version, draftId, publishAt }: PushResult): string => {
  const name = printable(policy);
  switch (outcome) {
    case 'published':
      return `${name}: version ${version} is in force`;
    case 'drafted':
      return `${name}: draft ${draftId} waits for a review`;
    case 'scheduled':
      return `${name}: draft ${draftId} takes effect at ${publishAt}`;
    case 'unchanged':
      return `${name}: nothing to do, ${draftId === null ? `version ${version} is this text` : `draft ${draftId} is this text`}`;
  }
};
