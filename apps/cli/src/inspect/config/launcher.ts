import type { ServerEntry } from './entry.js';

/** What a command line starts, as far as it names it. */
export interface Launch {
  /** Program without folder and ending, lower case. */
  readonly program: string;
  /** Script that a shell is given as text. */
  readonly script: { readonly text: string; readonly index: number } | null;
  /** Package that a package runner fetches, as written, and the index of its argument. */
  readonly package: { readonly spec: string; readonly index: number } | null;
  /** Container image, and the index of its argument. */
  readonly image: { readonly reference: string; readonly index: number } | null;
}

const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'fish', 'cmd', 'powershell', 'pwsh']);
const SCRIPT_FLAG = /^(?:-\w*c|\/[ck]|-command|-encodedcommand|-enc?|-e)$/i;
/** Package runners, and the words that have to follow. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  npx: [],
  bunx: [],
  uvx: [],
  pnpx: [],
  npm: ['exec', 'x'],
  pnpm: ['dlx'],
  yarn: ['dlx'],
  bun: ['x'],
  pipx: ['run'],
  uv: ['run', 'x'],
};
const CONTAINERS = new Set(['docker', 'podman', 'nerdctl']);
/** Options of `docker run` that take no value; every other one of these shapes does. */
const BARE_DOCKER =
  /^(?:--rm|--init|--privileged|--interactive|--tty|--detach|--read-only|--no-healthcheck|-[itd]+|--[a-z-]+=.*)$/;

export const programOf = (command: string): string =>
  (command.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd|bat|ps1)$/, '');

export const launchOf = ({ command, args }: ServerEntry): Launch => {
  const program = programOf(command);
  return {
    program,
    script: SHELLS.has(program) ? scriptIn(args) : null,
    package: packageIn(program, args),
    image: CONTAINERS.has(program) ? imageIn(args) : null,
  };
};

const scriptIn = (args: readonly string[]): Launch['script'] => {
  const flag = args.findIndex((arg) => SCRIPT_FLAG.test(arg));
  return flag < 0 ? null : { text: args.slice(flag + 1).join(' '), index: flag + 1 };
};

const packageIn = (program: string, args: readonly string[]): Launch['package'] => {
  const verbs = RUNNERS[program];
  if (verbs === undefined) return null;
  const start = verbs.length === 0 ? 0 : args.findIndex((arg) => verbs.includes(arg)) + 1;
  if (verbs.length > 0 && start === 0) return null;
  const from = args.findIndex((arg, index) => index >= start && /^(?:-p|--package|--from|--spec)$/.test(arg));
  const index = from >= 0 ? from + 1 : args.findIndex((arg, at) => at >= start && !arg.startsWith('-'));
  const spec = args[index];
  return spec === undefined ? null : { spec, index };
};

const imageIn = (args: readonly string[]): Launch['image'] => {
  const run = args.indexOf('run');
  if (run < 0) return null;
  for (let index = run + 1; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('-')) return { reference: arg, index };
    if (!BARE_DOCKER.test(arg)) index += 1;
  }
  return null;
};
