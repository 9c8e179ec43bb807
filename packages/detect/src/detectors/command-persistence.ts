import { persistence } from '../shell/effects.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** Keys, timers, start-up files, hooks, set-uid shells. Catalogue C10. */
export const commandPersistence: Detector = {
  id: 'command.persistence',
  category: 'command',
  severity: 'high',
  title: 'The command plants something that runs or is trusted later',
  frameworks: [FRAMEWORKS.mcpCommandInjection, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['shell'] },
    {
      literals: [
        [
          'authorized_keys',
          '/etc/cron',
          'crontab',
          '/etc/rc.local',
          '/etc/init.d',
          '/etc/systemd',
          '/etc/sudoers',
          '/etc/passwd',
          '/etc/shadow',
          'ld.so.preload',
          '/etc/profile',
          'update-motd',
          'apt.conf.d',
          'rules.d/',
          '/etc/pam.d',
          '/spool/cron',
          '/launchagents',
          '/launchdaemons',
          '/autostart/',
          '/.git/hooks',
          '.bashrc',
          '.bash_',
          '.profile',
          '.zshrc',
          '.zprofile',
          '.zshenv',
          '.xinitrc',
          '.xprofile',
          'chmod ',
        ],
      ],
    },
  ],
  detect: (subject) => commandHits(persistence(subject.script()), subject),
};
