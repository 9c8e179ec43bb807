/** How the commands end; part of their interface, listed by `--help` and docs/guides/cli.md. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  policy: 3,
  listen: 4,
  /** Of `policy plan`: pushing would change something. */
  changes: 5,
  /** Of `policy plan`: what `--fail-on` names would happen. */
  unwanted: 6,
  notExecutable: 126,
  notFound: 127,
  /** Plus the number of the signal. */
  signal: 128,
} as const;

/** Something a person can put right: plain sentences that say what to do, and the code to end with. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** The command line itself cannot be understood. */
export const usageError = (sentence: string, command?: string): CliError =>
  new CliError(EXIT.usage, `${sentence}\nSee: sallyport ${command === undefined ? '' : `${command} `}--help`);

/** Code of a Node system error, such as `ENOENT`; null for any other value. */
export const systemCode = (thrown: unknown): string | null =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
