import { args, describeDetector } from '../testing/cases.js';
import { commandCredentialAccess } from './command-credential-access.js';

describeDetector(commandCredentialAccess, {
  attacks: [
    args({ command: 'cat /etc/shadow' }, 'shell'),
    args({ command: 'c""at /e\'t\'c/sha\\dow' }, 'shell'),
    args({ command: 'cat $\u007bHOME:0:1}etc$\u007bHOME:0:1}shadow' }, 'shell'),
    args({ command: 'tac ~/.ssh/id_ed25519 | base64' }, 'shell'),
    args({ command: 'cp ~/.aws/credentials /tmp/c' }, 'shell'),
    args({ command: 'curl -s http://169.254.169.254/latest/meta-data/iam/' }, 'shell'),
    args({ command: 'security dump-keychain -d login.keychain' }, 'shell'),
    args({ command: 'reg save HKLM\\SAM sam.hiv' }, 'shell'),
    args({ command: 'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 624 l.dmp full' }, 'shell'),
    args({ command: 'kubectl exec pod -- cat /run/secrets/kubernetes.io/serviceaccount/token' }, 'shell'),
    args({ command: 'find / -name id_rsa 2>/dev/null' }, 'shell'),
    args({ command: 'grep -i password ~/.bash_history' }, 'shell'),
    args({ command: 'sqlite3 "$HOME/Library/Application Support/Google/Chrome/Default/Login Data" .dump' }, 'shell'),
    args({ command: 'python3 -c \'import os; os.system("cat /etc/shadow")\'' }, 'shell'),
  ],
  twins: [
    args({ command: 'cat ~/.ssh/id_ed25519.pub' }, 'shell'),
    args({ command: 'ssh -i ~/.ssh/id_ed25519 ada@host.example uptime' }, 'shell'),
    args({ command: 'chmod 600 ~/.ssh/id_ed25519' }, 'shell'),
    args({ command: 'cp .env.example .env' }, 'shell'),
    args({ command: "awk -F: '{print $1}' /etc/passwd" }, 'shell'),
    args({ command: 'grep -rn password src/' }, 'shell'),
    args({ command: 'kubectl get pods -n web' }, 'shell'),
    args({ command: 'find . -name "*.pem" -newer a' }, 'shell'),
    args({ text: 'Never run cat /etc/shadow in a container.' }),
  ],
});
