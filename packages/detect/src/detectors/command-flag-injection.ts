import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { ARGUMENT_INJECTION } from './frameworks.js';

/** Options that make a well-known program run, fetch or write something of the caller's choice. */
const DANGEROUS =
  /^[-–—]{1,2}(?:upload-pack|receive-pack|exec(?:dir)?|config|proxy-?command|oproxycommand|checkpoint-action|use-compress-program|to-command|output|server|kubeconfig|token|as|eval|require|load|plugin|post-file|data-binary|unix-socket|pager|ssh-command|rsh|engine|registry|index-url|extra-index-url|proxy|preload)\b|^[-–—]{1,2}[\w-]{1,40}[= ]\S{0,40}:\/\/|^-[oOcCeKT]\S*[=/]/i;

/** In a whole command an option that runs something of its own is out of place just the same. */
const RULES = effectsOf([
  {
    programs: '*',
    when: /--(?:gpu-launcher|renderer-cmd-prefix|utility-cmd-prefix|browser-subprocess-path|plugin-launcher)=/i,
    confidence: 0.85,
  },
  {
    programs: '* touch tar bsdtar',
    when: /--checkpoint-action=exec|--to-command=|--use-compress-program=\S{0,40}(?:sh|bash|curl)\b|--rsh=\S{0,20}(?:sh|nc)\b|--rmt-command/i,
    confidence: 0.85,
  },
  { programs: 'psql mysql sqlite3', when: /-o\s?["']?\||\\!\s|\.shell\s|\.system\s|-e\s?["']\\!/i, confidence: 0.8 },
  {
    programs: 'ssh scp sftp',
    when: /-o\s?["']?ProxyCommand\s?=\s?["']?(?!(?:ssh|nc|ncat|connect|corkscrew|cloudflared|aws|gcloud|sh -c "aws|\/usr\/bin\/(?:ssh|nc))\b)|PermitLocalCommand=yes/i,
    confidence: 0.8,
  },
  { programs: 'zip', when: /-TT?\s.{0,40}(?:sh|bash|curl)\b|--unzip-command/i, confidence: 0.8 },
  { programs: 'wget', when: /--use-askpass=|-e\s?["']?(?:use_)?askpass/i, confidence: 0.8 },
  { programs: 'curl', when: /(?:^|\s)-o\s?["']?\/(?:etc|root)\/|--proto-redir/i, confidence: 0.5, severity: 'low' },
]);

function detect(subject: Subject): Hit[] {
  const { text, role } = subject;
  if (role === 'command') return commandHits(RULES(subject.script()), subject);
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

const isConcerned = concernedBy({ rules: RULES });

/** A name or path that a program would take for an option. Catalogue C3. */
export const commandFlagInjection: Detector = {
  id: 'command.flag-injection',
  category: 'command',
  severity: 'high',
  title: 'The argument would be read as an option',
  why: 'Options let a well-known program run, fetch or write what the caller likes.',
  fix: 'Put `--` before the value where the program is started, and refuse values that start with a dash.',
  frameworks: ARGUMENT_INJECTION,
  surfaces: ['argument'],
  gates: [
    { shapes: ['dash'] },
    {
      shapes: ['program'],
      literals: [
        [
          '--gpu-',
          '-cmd-prefix',
          '--browser-sub',
          '--checkpoint',
          '--to-command',
          '--use-compress',
          '--rsh',
          'psql',
          'mysql',
          'sqlite',
          'proxycommand',
          'localcommand',
          'askpass',
          'zip -t',
          '--unzip-command',
          '--rmt-',
        ],
      ],
    },
  ],
  glance: ({ text, role, script }) => role !== 'command' || isConcerned(text, script()),
  detect,
};
