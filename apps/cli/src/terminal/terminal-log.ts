import { createLogger, type Logger, type LogLevel } from '@sallyport/service-kit';
import type { Terminal } from './terminal.js';

/** Members of a line that say something to a person at a terminal, in this order. */
const SHOWN = ['detail', 'code', 'reason', 'path', 'line'] as const;

/** The gateway's log as lines for people, from this level on. */
export const createTerminalLog = (terminal: Terminal, level: LogLevel): Logger =>
  createLogger({
    name: 'sallyport',
    level,
    destination: { write: (line) => terminal.say(toText(line, terminal)) },
  });

const toText = (line: string, terminal: Terminal): string => {
  const entry = JSON.parse(line) as Readonly<Record<string, unknown>> & { err?: { message?: unknown } };
  const facts = [...SHOWN.map((name) => entry[name]), entry.err?.message].filter((fact) => typeof fact === 'string');
  const text = `${entry.msg}${facts.length === 0 ? '' : `: ${facts.join('; ')}`}`;
  if (entry.level === 'error' || entry.level === 'fatal') return `sallyport: ${terminal.red(text)}`;
  return `sallyport: ${entry.level === 'warn' ? terminal.yellow(text) : terminal.dim(text)}`;
};
