import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What git knows of a file; each is null where it does not say. */
export interface GitFile {
  /** Within the repository, with slashes. */
  readonly path: string;
  readonly commit: string | null;
  /** Branch or tag that is checked out. */
  readonly ref: string | null;
  /** Of `origin`, as it is written down. */
  readonly remote: string | null;
  /** First line of the commit's message. */
  readonly subject: string | null;
  /** Whether the file is as it was committed. */
  readonly isCommitted: boolean;
}

/** @returns null when the file is in no working tree, or there is no git */
export const readGitFile = async (file: string): Promise<GitFile | null> => {
  const folder = await realpath(dirname(file));
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      const { stdout } = await run('git', args, { cwd: folder, timeout: 10_000 });
      return stdout.trim();
    } catch {
      return null;
    }
  };
  const root = await git('rev-parse', '--show-toplevel');
  if (root === null) return null;
  const [commit, branch, tag, remote, subject, changes] = await Promise.all([
    git('rev-parse', '--verify', '--quiet', 'HEAD'),
    git('symbolic-ref', '--short', '--quiet', 'HEAD'),
    git('describe', '--tags', '--exact-match'),
    git('config', '--get', 'remote.origin.url'),
    git('log', '-1', '--format=%s'),
    git('status', '--porcelain', '--ignored', '--', basename(file)),
  ]);
  return {
    path: relative(await realpath(root), join(folder, basename(file)))
      .split(sep)
      .join('/'),
    commit,
    ref: branch ?? tag,
    remote,
    subject,
    isCommitted: changes === '',
  };
};
