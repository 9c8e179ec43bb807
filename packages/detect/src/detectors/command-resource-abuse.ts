import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const RULES = effectsOf([
  {
    programs: 'xmrig minerd cpuminer cgminer ethminer nbminer t-rex lolminer xmr-stak',
    unless: /--help|--version/,
    confidence: 0.85,
  },
  { programs: '*', when: /stratum\+(?:tcp|ssl):\/\/|--donate-level|randomx|nicehash/i, confidence: 0.85 },
  {
    programs: 'dd fallocate truncate',
    when: /if=\/dev\/(?:zero|u?random)\s.{0,80}of=\/(?!dev)\S{0,120}.{0,40}(?:count=\d{5,}|bs=\d+[GT])|-l\s?\d+[T]/,
    confidence: 0.5,
    severity: 'low',
  },
  { programs: 'yes', when: />\s?\/dev\/null/, confidence: 0.5, severity: 'low' },
  { programs: 'hping3 slowloris goldeneye slowhttptest', when: /--flood|-s\s?\d{3,}|-c\s?\d{4,}/, confidence: 0.6 },
]);

/** Forks or loops without end, and floods of one character. */
const ENDLESS =
  /:\s{0,2}\(\s{0,2}\)\s{0,2}\{\s{0,2}:\s{0,2}\|\s{0,2}:\s{0,2}&\s{0,2}\}\s{0,2};\s{0,2}:|(\b\w{1,12})\s?\(\)\s?\{\s?\1\s?\|\s?\1\s?&|while\s+(?:true|:)\s?;?\s?do\s+:?\s?;?\s?done\s?\)?\s?&|print\s?\(?\s?["']\w["']\s?[x*]\s?\d{4,}|%0\|%0/g;

const isConcerned = concernedBy({ rules: RULES }, { patterns: [ENDLESS] });

/** Takes up a machine's processor, memory or disk. Catalogue C15. */
export const commandResourceAbuse: Detector = {
  id: 'command.resource-abuse',
  category: 'command',
  severity: 'medium',
  title: 'The command takes up the machine without end',
  why: 'It stops everybody else who works on the machine, and is paid for by its owner.',
  fix: 'Run tools with limits on time, memory and processes.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }, { literals: [[':(){', ':() {', 'stratum+', 'print "x"x']] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const endless = subject.role === 'free_text' ? [] : matches(ENDLESS, subject.text, () => ({ confidence: 0.8 }));
    return commandHits([...RULES(subject.script()), ...endless], subject);
  },
};
