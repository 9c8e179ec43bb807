import type { Terminal } from './terminal/terminal.js';
export const helpFor = (_command: string | undefined, _terminal: Terminal): string => 'help\n';
