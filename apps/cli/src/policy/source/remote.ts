/** A repository as people know it, and where its pages are. */
export interface Remote {
  /** `acme/policies`. */
  readonly repository: string;
  /** Without a slash at its end. */
  readonly pages: string;
}

/** `git@host:acme/policies.git`; everything else is an address. */
const SCP_LIKE = /^(?:[^@/]+@)?(?<host>[^:/]+):(?<path>[^/].*)$/;

/** Reads the address of a git remote; user names, passwords and ports of ssh are left out. Null when it is on no host. */
export const readRemote = (text: string): Remote | null => {
  const parts = partsOf(text);
  if (parts === null) return null;
  const repository = parts.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return repository === '' ? null : { repository, pages: `${parts.origin}/${repository}` };
};

const partsOf = (text: string): { origin: string; path: string } | null => {
  if (URL.canParse(text) && text.includes('://')) {
    const { protocol, host, hostname, pathname } = new URL(text);
    if (protocol === 'http:' || protocol === 'https:') return { origin: `${protocol}//${host}`, path: pathname };
    return protocol === 'ssh:' || protocol === 'git:' ? { origin: `https://${hostname}`, path: pathname } : null;
  }
  const { host, path } = SCP_LIKE.exec(text)?.groups ?? {};
  return host === undefined || path === undefined ? null : { origin: `https://${host}`, path };
};

/** Where a person sees a file of a branch. GitLab puts its own pages behind `/-/`; the others do as GitHub does. */
export const pageOf = ({ pages }: Remote, ref: string, path: string): string => {
  const isGitLab = new URL(pages).hostname.split('.').includes('gitlab');
  const encode = (text: string): string => text.split('/').map(encodeURIComponent).join('/');
  return `${pages}${isGitLab ? '/-' : ''}/blob/${encode(ref)}/${encode(path)}`;
};
