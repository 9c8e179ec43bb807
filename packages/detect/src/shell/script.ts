import { type Invocation } from './invocation.js';
import { isShell, nestedScripts } from './nested.js';
import { printed, readPosix, type Sink, type Span } from './posix.js';
import { mayBeWindows, readWindows } from './windows.js';

/** What runs when a script runs: its pipelines, and those of the scripts it hands to shells, wherever they are written. */
export interface ShellScript {
  readonly pipelines: readonly (readonly Invocation[])[];
  /** Each once. */
  readonly invocations: readonly Invocation[];
  /** Stretches nested deeper than anyone writes, which were not read. */
  readonly unread: readonly Span[];
  /** Whom it concerns; kept by those who asked first. */
  concerns: number | null;
}

const DEPTH_MAX = 4;
const SCRIPT_UNITS_MAX = 65_536;
const COMMANDS_MAX = 2000;
/** Parsing costs little more than linear up to here, whatever the text. */
const CHUNK_UNITS = 8192;

/**
 * Reads a script and every script nested in it, to a depth of four: as Bash, and as cmd or PowerShell where it may be one.
 * Bounded in length and number of commands. Never throws.
 */
export function readScript(script: string): ShellScript {
  const reader = new Reader();
  reader.read(script.slice(0, SCRIPT_UNITS_MAX));
  return reader;
}

class Reader implements ShellScript, Sink {
  readonly pipelines: (readonly Invocation[])[] = [];
  readonly unread: Span[] = [];
  concerns: number | null = null;
  readonly invocations: Invocation[] = [];
  private readonly known = new Set<Invocation>();
  private depth = 0;
  private members = 0;

  room(): boolean {
    return this.members < COMMANDS_MAX;
  }

  read(script: string): void {
    for (let from = 0; from < script.length && this.room(); ) {
      const to = chunkEnd(script, from);
      this.readChunk(script.slice(from, to), from);
      from = to;
    }
  }

  pipeline(all: readonly Invocation[]): void {
    const left = COMMANDS_MAX - this.members;
    const invocations = all.length <= left ? all : all.slice(0, Math.max(0, left));
    if (invocations.length === 0) return;
    this.members += invocations.length;
    this.pipelines.push(invocations);
    for (const invocation of invocations) {
      if (this.known.has(invocation)) continue;
      this.known.add(invocation);
      this.invocations.push(invocation);
      for (const nested of nestedScripts(invocation)) this.nested(nested, invocation);
    }
    if (invocations.length === 1) return;
    // `echo '…' | sh`: what is written is what runs.
    const shell = invocations.findIndex(({ program }, i) => i > 0 && isShell(program));
    const fed = invocations[shell - 1];
    if (fed !== undefined) this.nested(fedText(fed), fed);
  }

  nested(script: string, { start, end }: Span): void {
    if (this.depth >= DEPTH_MAX || script.trim() === '') return;
    this.depth += 1;
    this.readChunk(script.slice(0, CHUNK_UNITS), { start, end });
    this.depth -= 1;
  }

  private readChunk(script: string, at: number | Span): void {
    if (!readPosix(withoutPrompts(script), at, this)) {
      this.unread.push(typeof at === 'number' ? { start: at, end: at + script.length } : at);
    }
    if (mayBeWindows(script)) readWindows(script, at, this);
  }
}

/** A transcript shows prompts before what was typed. */
const withoutPrompts = (script: string): string =>
  !/[$#>]/.test(script)
    ? script
    : script.replace(
        /^[ \t]{0,8}(?:\$>?|[\w.-]{1,40}@[\w.-]{1,60}:[^\s$#]{0,60}[$#]|PS [A-Z]:[^>\n]{0,80}>)(?=[ \t])/gm,
        (prompt) => ' '.repeat(prompt.length),
      );

const fedText = (invocation: Invocation): string =>
  invocation.redirects.find(({ operator }) => operator === '<<')?.target.text ?? printed(invocation);

/** At a line's end where there is one in the chunk's second half. */
function chunkEnd(script: string, from: number): number {
  const hard = from + CHUNK_UNITS;
  if (hard >= script.length) return script.length;
  const newline = script.lastIndexOf('\n', hard);
  return newline > from + CHUNK_UNITS / 2 ? newline + 1 : hard;
}
