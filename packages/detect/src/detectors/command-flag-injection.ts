import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Options that make a well-known program run, fetch or write something of the caller's choice. */
const DANGEROUS =
  /^[-–—]{1,2}(?:upload-pack|receive-pack|exec(?:dir)?|config|proxy-?command|oproxycommand|checkpoint-action|use-compress-program|to-command|output|server|kubeconfig|token|as|eval|require|load|plugin|post-file|data-binary|unix-socket|pager|ssh-command|rsh|engine)\b|^-[oOcCeKT]\S*[=/]/i;

function detect({ text, role }: Subject): Hit[] {
  if (role !== 'identifier' && role !== 'path' && role !== 'url') return [];
  const value = text.trim();
  if (!/^[-–—]/.test(value) || /^-?\d/.test(value) || value === '-' || value === '--') return [];
  return [
    {
      start: 0,
      end: text.length,
      confidence: DANGEROUS.test(value) ? 0.85 : 0.4,
      ...(DANGEROUS.test(value) ? {} : { severity: 'low' as const }),
    },
  ];
}

/** A name or path that a program would take for an option. Catalogue C3. */
export const commandFlagInjection: Detector = {
  id: 'command.flag-injection',
  category: 'command',
  severity: 'high',
  title: 'The argument would be read as an option',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  gates: [{ shapes: ['dash'] }],
  detect,
};
