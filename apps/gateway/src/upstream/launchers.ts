import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { AppError, type ServerTransport } from '@sallyport/contracts';
import { z } from 'zod';

const toPattern = (source: string): RegExp => new RegExp(`^(?:${source})$`, 'u');

const isPattern = (source: string): boolean => {
  try {
    toPattern(source);
    return true;
  } catch {
    return false;
  }
};

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

const pattern = z.string().max(512).refine(isPattern, 'not a regular expression');

const launcherSchema = z.strictObject({
  command: z.string().min(1).max(4096),
  args: z.array(z.string().max(4096)).max(64).default([]),
  /** Variables every child gets; an organisation cannot change them. */
  env: z.record(variableName, z.string().max(4096)).default({}),
  /** Variables of the gateway's own environment that are passed on; nothing else of it is. */
  passEnv: z.array(variableName).max(64).default([]),
  cwd: z.string().min(1).max(4096).optional(),
  /** Variables an organisation may set. Absent: none, because many say which file is read or which code runs. */
  tenantEnv: z.array(variableName).max(64).optional(),
  /** Regular expressions; every argument of an organisation has to match one as a whole. Absent: it may add none. */
  tenantArgs: z.array(pattern).max(64).optional(),
});

const launchersSchema = z.record(z.string().regex(/^[a-z0-9-]{1,48}$/), launcherSchema);

/** Commands the operator lets hosted servers be started with, by launcher name. */
export type Launchers = Readonly<Record<string, z.infer<typeof launcherSchema>>>;

/** What is spawned: no shell, and exactly this environment. */
export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  /** Who looks after the process besides us; absent for hosted servers. */
  readonly keeper?: ProcessKeeper;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It had said something; one that has not may just not have understood what it was asked first. */
  readonly spoke: boolean;
}

/** Somebody at whose terminal a server runs: starts it with {@link spawnServer}, and wants to know how it ended. */
export interface ProcessKeeper {
  spawn(): ChildProcess;
  /** The process ended though nobody had asked it to, and all it wrote has been read. */
  onEnded(end: ProcessEnd): void;
}

/**
 * Reads the operator's file of launchers; without a path no hosted server can be started.
 * @throws Error with one sentence that says what is wrong with the file
 */
export const loadLaunchers = async (path: string | undefined): Promise<Launchers> => {
  if (path === undefined) return {};
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Error(`The file of launchers ${path} cannot be read`, { cause });
  }
  return parseLaunchers(text, path);
};

export const parseLaunchers = (text: string, name: string): Launchers => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`The file of launchers ${name} is not JSON`, { cause });
  }
  const parsed = launchersSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`The file of launchers ${name} is not valid: ${z.prettifyError(parsed.error)}`);
};

/**
 * The command of a hosted server: the launcher's, with what the organisation may add.
 * @throws AppError `upstream.unavailable` when the launcher is not on the list or does not take the arguments
 */
export const launchCommand = (
  launchers: Launchers,
  transport: Extract<ServerTransport, { kind: 'stdio' }>,
  ownEnv: Readonly<Record<string, string | undefined>>,
): LaunchCommand => {
  const launcher = Object.hasOwn(launchers, transport.launcher) ? launchers[transport.launcher] : undefined;
  if (launcher === undefined) {
    throw new AppError('upstream.unavailable', { detail: 'The operator of this gateway has no such launcher' });
  }
  const patterns = (launcher.tenantArgs ?? []).map(toPattern);
  if (!transport.args.every((arg) => patterns.some((allowed) => allowed.test(arg)))) {
    throw new AppError('upstream.unavailable', { detail: 'The launcher does not take these arguments' });
  }
  const passed = launcher.passEnv.flatMap((name) =>
    ownEnv[name] === undefined ? [] : [[name, ownEnv[name]] as const],
  );
  const tenant = Object.entries(transport.env).filter(([name]) => launcher.tenantEnv?.includes(name) === true);
  return {
    command: launcher.command,
    args: [...launcher.args, ...transport.args],
    env: { ...Object.fromEntries(tenant), ...Object.fromEntries(passed), ...launcher.env },
    cwd: launcher.cwd,
  };
};

const ORG = '{org}';

/**
 * The same command with the organisation's id wherever it says `{org}`: how an operator gives each organisation a file or
 * folder of its own. An organisation that writes it gets its own id, which tells it nothing.
 */
export const forOrg = ({ command, args, env, cwd }: LaunchCommand, orgId: string): LaunchCommand => {
  const fill = (text: string): string => text.replaceAll(ORG, orgId);
  return {
    command,
    args: args.map(fill),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
    cwd: cwd === undefined ? undefined : fill(cwd),
  };
};
