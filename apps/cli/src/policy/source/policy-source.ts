import type { ReadOptions } from '../../args/read-args.js';
import { CliError, EXIT } from '../../cli-error.js';
import { type GitFile, readGitFile } from './git.js';
import { pageOf, type Remote, readRemote } from './remote.js';

/** Options that say where a text comes from, where git and the workflow do not. */
export const SOURCE_OPTIONS = {
  repository: 'value',
  url: 'value',
  ref: 'value',
  commit: 'value',
  'no-source': 'flag',
} as const;

/** Where a text comes from, as the api keeps it with the version. */
export interface PolicySource {
  readonly repository: string;
  readonly url: string;
  readonly ref: string;
  readonly commit: string;
  readonly path: string;
}

export interface FileOrigin {
  /** Null with `--no-source`. */
  readonly source: PolicySource | null;
  /** First line of the commit's message, for a version without a note. */
  readonly subject: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * From the options, or else from the workflow (`GITHUB_*`), or else from git.
 * @throws CliError when it cannot be told, or the file is not as it was committed: a version names a commit that holds it
 */
export const readOrigin = async (
  file: string,
  options: ReadOptions<typeof SOURCE_OPTIONS>,
  env: Environment,
): Promise<FileOrigin> => {
  const git = await readGitFile(file);
  const subject = git?.subject ?? null;
  if (options['no-source']) return { source: null, subject };
  if (git !== null && !git.isCommitted) {
    throw new CliError(EXIT.failed, `${file} is not as it was committed. Commit it, or push with --no-source.`);
  }
  return { source: sourceOf(file, options, env, git), subject };
};

const sourceOf = (
  file: string,
  options: ReadOptions<typeof SOURCE_OPTIONS>,
  env: Environment,
  git: GitFile | null,
): PolicySource => {
  const remote = remoteOf(env, git);
  const path = git?.path ?? file.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  const ref = options.ref ?? env.GITHUB_REF_NAME ?? git?.ref ?? null;
  const commit = options.commit ?? env.GITHUB_SHA ?? git?.commit ?? null;
  const repository = options.repository ?? remote?.repository ?? null;
  const url = options.url ?? (remote === null || ref === null ? null : pageOf(remote, ref, path));
  if (repository === null || url === null || ref === null || commit === null) {
    const missing = Object.entries({ repository, url, ref, commit }).filter(([, value]) => value === null);
    const flags = missing.map(([name]) => `--${name}`).join(', ');
    throw new CliError(
      EXIT.failed,
      `Where ${file} comes from is not known. Say it with ${flags}, or push with --no-source.`,
    );
  }
  return { repository, url, ref, commit, path };
};

const remoteOf = (env: Environment, git: GitFile | null): Remote | null => {
  const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = env;
  if (repository && server) return { repository, pages: `${server.replace(/\/+$/, '')}/${repository}` };
  return git?.remote == null ? null : readRemote(git.remote);
};
