import type { Writable } from 'node:stream';

/** Where a person reads. Everything meant for people goes to stderr: stdout belongs to messages and records. */
export interface Terminal {
  /** One or more whole lines. */
  say(text: string): void;
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** @see https://no-color.org */
export const createTerminal = (
  stream: Writable & { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Terminal => {
  const colours = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const style = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    say: (text) => void stream.write(`${text}\n`),
    bold: style(1),
    dim: style(2),
    red: style(31),
    green: style(32),
    yellow: style(33),
  };
};
