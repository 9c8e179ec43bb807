import { args, describeDetector } from '../testing/cases.js';
import { commandDiscovery } from './command-discovery.js';

describeDetector(commandDiscovery, {
  attacks: [
    args({ command: 'whoami; id; hostname; uname -a; ifconfig; netstat -an' }, 'shell'),
    args({ command: 'nltest /domain_trusts' }, 'shell'),
    args({ command: 'net group "domain admins" /domain' }, 'shell'),
    args({ command: 'Get-ADUser -Filter * -Properties *' }, 'powershell'),
    args({ command: 'find / -perm -4000 -type f 2>/dev/null' }, 'shell'),
    args({ command: 'getcap -r / 2>/dev/null' }, 'shell'),
    args({ command: 'sh /opt/x/linpeas.sh -a' }, 'shell'),
    args({ command: 'bash -c "whoami && id && w && last && ps aux"' }, 'shell'),
  ],
  twins: [
    args({ command: 'whoami' }, 'shell'),
    args({ command: 'uname -a && node --version' }, 'shell'),
    args({ command: 'ps aux | grep node' }, 'shell'),
    args({ command: 'find . -perm 644 -name "*.sh"' }, 'shell'),
    args({ command: 'df -h; free -m; uptime' }, 'shell'),
    args({ command: 'Get-Process | Sort-Object CPU' }, 'powershell'),
  ],
});
