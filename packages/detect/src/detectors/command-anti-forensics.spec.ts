import { args, describeDetector } from '../testing/cases.js';
import { commandAntiForensics } from './command-anti-forensics.js';

describeDetector(commandAntiForensics, {
  attacks: [
    args({ command: 'history -c && history -w' }, 'shell'),
    args({ command: 'unset HISTFILE; export HISTSIZE=0' }, 'shell'),
    args({ command: 'ln -sf /dev/null ~/.bash_history' }, 'shell'),
    args({ command: 'echo "" > /var/log/auth.log' }, 'shell'),
    args({ command: 'r"m" -rf /var/log/audit' }, 'shell'),
    args({ command: 'sudo systemctl stop auditd' }, 'shell'),
    args({ command: 'auditctl -e 0' }, 'shell'),
    args({ command: 'wevtutil cl Security' }, 'shell'),
    args({ command: 'Set-MpPreference -DisableRealtimeMonitoring $true' }, 'powershell'),
    args({ command: '$f = Get-Item a.txt; $f.CreationTime = "2001-01-01"' }, 'powershell'),
    args({ command: 'find . -exec sh -c "history -c" \\;' }, 'shell'),
  ],
  twins: [
    args({ command: 'history | tail -n 20' }, 'shell'),
    args({ command: 'tail -f /var/log/syslog' }, 'shell'),
    args({ command: 'cat /var/log/nginx/access.log | grep 500' }, 'shell'),
    args({ command: 'systemctl restart nginx' }, 'shell'),
    args({ command: 'export HISTCONTROL=ignoredups' }, 'shell'),
    args({ command: 'journalctl -u app --since today' }, 'shell'),
    args({ command: 'rm -rf dist logs/*.log' }, 'shell'),
    args({ text: 'An intruder runs history -c to hide the traces.' }),
  ],
});
