import { type Command, type Pipeline, parseShell, type Redirect, type Word } from './tokenize.js';

/** A command with wrappers such as `sudo` and `env X=1` taken off. */
export interface Invocation {
  /** Lower case, without folder and `.exe`. Empty when the words are only assignments. */
  readonly program: string;
  readonly args: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** Where the command stands in the text given to {@link readScript}. */
  readonly start: number;
  readonly end: number;
  /** Invocations inside `$(…)`, `` `…` `` and `<(…)` among the words. */
  readonly substituted: readonly Invocation[];
}

/** What runs when a script runs: its pipelines, and those of the scripts it hands to shells, wherever they are written. */
export interface ShellScript {
  readonly pipelines: readonly (readonly Invocation[])[];
}

const DEPTH_MAX = 4;
const SCRIPT_UNITS_MAX = 65_536;
const COMMANDS_MAX = 2000;

const WRAPPERS = new Set(
  'sudo doas env nohup time exec command builtin busybox nice ionice setsid stdbuf timeout unbuffer chroot xargs then do else if while until !'.split(
    ' ',
  ),
);
/** Options of wrappers that take a value of their own. */
const WRAPPER_VALUES = /^-(?:u|g|n|c|C|S|I|L|P|d|s|k|o|e|i|-user|-group)$/;
const SHELLS = new Set('sh bash zsh dash ksh ash fish rbash su'.split(' '));

/** Reads a script and every script nested in it, to a depth of four. Bounded in length and number of commands. */
export function readScript(script: string): ShellScript {
  const reader = new Reader();
  reader.read(script.slice(0, SCRIPT_UNITS_MAX), 0, null);
  return { pipelines: reader.pipelines };
}

export const isShell = (program: string): boolean => SHELLS.has(program);

class Reader {
  readonly pipelines: Invocation[][] = [];
  private commands = 0;

  /** @param span where the outer word stands; null at the top, where spans are the text's own */
  read(script: string, depth: number, span: { start: number; end: number } | null): Invocation[] {
    if (depth > DEPTH_MAX) return [];
    const seen: Invocation[] = [];
    for (const pipeline of parseShell(script)) {
      const invocations = this.readPipeline(pipeline, depth, span);
      this.pipelines.push(invocations);
      seen.push(...invocations);
    }
    return seen;
  }

  private readPipeline(pipeline: Pipeline, depth: number, span: { start: number; end: number } | null): Invocation[] {
    const invocations: Invocation[] = [];
    for (const command of pipeline) {
      this.commands += 1;
      if (this.commands > COMMANDS_MAX) break;
      const placed = span ?? { start: command.start, end: command.end };
      const { program, args } = unwrap(command);
      const substituted = [...command.words, ...command.redirects.map(({ target }) => target)].flatMap((word) =>
        word.substitutions.flatMap((body) => this.read(body, depth + 1, placed)),
      );
      invocations.push({ program, args, redirects: command.redirects, ...placed, substituted });
      for (const nested of nestedScripts(program, args)) this.read(nested, depth + 1, placed);
    }
    return invocations;
  }
}

function unwrap(command: Command): { program: string; args: readonly Word[] } {
  let i = 0;
  const { words } = command;
  for (; i < words.length; i++) {
    const text = words[i]?.text ?? '';
    if (/^[A-Za-z_]\w*=/.test(text) || text === '{' || text === '}') continue;
    if (!WRAPPERS.has(baseName(text))) break;
    while (/^-/.test(words[i + 1]?.text ?? '')) {
      i += WRAPPER_VALUES.test(words[i + 1]?.text ?? '') && words[i + 2] !== undefined ? 2 : 1;
    }
    if (baseName(text) === 'timeout' && /^\d/.test(words[i + 1]?.text ?? '')) i += 1;
  }
  return { program: baseName(words[i]?.text ?? ''), args: words.slice(i + 1) };
}

/** `/usr/bin/Curl.exe` → `curl`. */
export function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

/** Arguments that are scripts themselves: `sh -c …`, `eval …`, `ssh host …`, `find -exec … ;`, `cmd /c …`, `watch …`. */
function nestedScripts(program: string, args: readonly Word[]): string[] {
  const texts = args.map((word) => word.text);
  if (SHELLS.has(program) || program === 'pwsh' || program === 'powershell') {
    const at = texts.findIndex((text) => /^-[a-z]*c$|^-command$/i.test(text));
    return at < 0 ? [] : [SHELLS.has(program) ? (texts[at + 1] ?? '') : texts.slice(at + 1).join(' ')];
  }
  if (program === 'eval' || program === 'watch') return [texts.join(' ')];
  if (program === 'cmd') {
    const at = texts.findIndex((text) => /^\/[ck]$/i.test(text));
    return at < 0 ? [] : [texts.slice(at + 1).join(' ')];
  }
  if (program === 'ssh')
    return [
      texts
        .filter((text) => !text.startsWith('-'))
        .slice(1)
        .join(' '),
    ];
  if (program === 'find' || program === 'fd') {
    const at = texts.findIndex((text) => /^-(?:exec|execdir|ok|okdir|x|-exec)$/.test(text));
    return at < 0
      ? []
      : [
          texts
            .slice(at + 1)
            .map(quoted)
            .join(' '),
        ];
  }
  return [];
}

/** A word of an argument list, written so that reading it again gives the same word. */
const quoted = (word: string): string => (/[^\w./:=@%+,-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word);
