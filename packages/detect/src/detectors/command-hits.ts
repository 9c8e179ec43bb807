import type { Effect } from '../shell/effect.js';
import type { Hit, Subject } from './detector.js';

/**
 * Effects as hits. A command in a description or in free text is usually told, not run: half as sure, and low. Hidden in an
 * encoding it is never meant for a reader.
 */
export function commandHits(effects: readonly Effect[], { surface, role, view }: Subject): Hit[] {
  const told = view === 'raw' && (surface !== 'argument' || role === 'free_text');
  return effects.map(({ start, end, confidence, severity }) => {
    if (told) return { start, end, confidence: confidence / 2, severity: 'low' };
    return severity === undefined ? { start, end, confidence } : { start, end, confidence, severity };
  });
}

/** Names of interpreters after a pipe; on surfaces that are not arguments there is no shape to go by. */
export const PIPED_INTERPRETER: readonly string[] = [
  '| sh',
  '|sh ',
  '| bash',
  '|bash',
  '| zsh',
  '|zsh',
  '| sudo ',
  '|sudo ',
  '| python',
  '|python',
  '| perl',
  '|perl',
  '| ruby',
  '| node',
  '|node',
  '| php',
  '| iex',
  '|iex',
  '| /bin/',
  '|/bin/',
  '| dash',
  '| ksh',
  '| fish',
  '| invoke-ex',
];
