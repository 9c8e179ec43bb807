/** A word of a command after quoting, escaping and the expansions that can be known without running anything. */
export interface Word {
  readonly text: string;
  /** What runs inside `$(…)`, `` `…` `` and `<(…)` of this word. */
  readonly substituted: readonly Invocation[];
}

export interface Redirect {
  /** Without the descriptor: `>`, `>>`, `<`, `>&`, `<<<`. */
  readonly operator: string;
  readonly target: Word;
}

/** A command with wrappers such as `sudo` and `env X=1` taken off. */
export interface Invocation {
  /** Lower case, without folder and `.exe`. Empty when the words are only assignments. */
  readonly program: string;
  /** As it was written, folder included. */
  readonly path: string;
  readonly args: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** Variables set for or by the command. */
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
  /** Wrappers taken off, such as `sudo`. */
  readonly wrappers: readonly string[];
  /** Its name is written so that it does not show: quotes, holes or wild cards inside it. */
  readonly disguised: boolean;
  /** Where the command stands in the text given to the reader. */
  readonly start: number;
  readonly end: number;
  /** Kept by {@link lineOf}. */
  line: string | null;
  /** What runs inside its words. */
  readonly substituted: readonly Invocation[];
}

const LINE_UNITS_MAX = 4096;
/** Arguments and written files as one line, for patterns over both. At most 4,096 units. */
export function lineOf(invocation: Invocation): string {
  if (invocation.line !== null) return invocation.line;
  const { args, redirects } = invocation;
  let line = args[0]?.text ?? '';
  for (let i = 1; i < args.length; i++) line += ` ${args[i]?.text}`;
  redirects.forEach(({ operator, target }, i) => {
    line += `${args.length === 0 && i === 0 ? '' : ' '}${operator} ${target.text}`;
  });
  if (line.length > LINE_UNITS_MAX) line = line.slice(0, LINE_UNITS_MAX);
  invocation.line = line;
  return line;
}

/** `/usr/bin/Curl.exe` → `curl`. */
export function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  return name.endsWith('.exe') || name.endsWith('.com') ? name.slice(0, -4) : name;
}
