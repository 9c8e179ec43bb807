import { args, describeDetector } from '../testing/cases.js';
import { commandRemote } from './command-remote.js';

describeDetector(commandRemote, {
  attacks: [
    args({ command: 'ngrok tcp 3389' }, 'shell'),
    args({ command: 'nohup cloudflared tunnel --url localhost:8080 &' }, 'shell'),
    args({ command: 'wmic /node:10.0.0.4 process call create "cmd /c x"' }, 'shell'),
    args({ command: 'PsExec.exe \\\\host -accepteula -s cmd' }, 'shell'),
    args({ command: 'net use \\\\host\\C$ /user:admin secret' }, 'shell'),
    args({ command: 'Invoke-Command -ComputerName host -ScriptBlock { whoami }' }, 'powershell'),
    args({ command: 'netsh interface portproxy add v4tov4 listenport=80 connectport=80' }, 'shell'),
    args({ command: 'ssh -fNR 9000:localhost:22 ada@host.example' }, 'shell'),
  ],
  twins: [
    args({ command: 'ssh ada@host.example uptime' }, 'shell'),
    args({ command: 'ssh -L 5432:db.internal:5432 ada@host.example' }, 'shell'),
    args({ command: 'ngrok http 3000' }, 'shell'),
    args({ command: 'net use' }, 'shell'),
    args({ command: 'kubectl port-forward svc/web 8080:80' }, 'shell'),
    args({ command: 'cloudflared tunnel list' }, 'shell'),
  ],
});
