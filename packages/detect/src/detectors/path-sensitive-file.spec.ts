import { args, describeDetector } from '../testing/cases.js';
import { pathSensitiveFile } from './path-sensitive-file.js';

describeDetector(pathSensitiveFile, {
  attacks: [
    args({ path: 'tests/../../../etc/passwd' }),
    args({ path: '/tests/etc/shadow/../../../etc/shadow' }),
    args({ path: '/etc/shadow' }),
    args({ path: '/home/ada/.ssh/id_ed25519' }),
    args({ path: '~/.aws/credentials' }),
    args({ file: 'docs/..%252f..%252f..%252fetc/shadow' }),
    args({ path: '/home/ada/.kube/config' }),
    args({ path: 'C:\\Windows\\System32\\config\\SAM' }),
    args({ uri: 'file:///etc/passwd' }),
    args({ path: '/proc/self/environ' }),
    args({ path: '/etc//./shadow' }),
    args({ path: '/app/.env.production' }),
    args({ path: '%00/etc/shadow%00' }),
    args({ path: '~/.cursor/mcp.json' }),
  ],
  twins: [
    args({ path: 'tests/data/etc/passwd' }),
    args({ path: '/proc/cpuinfo' }),
    args({ path: 'src/etc/passwords.ts' }),
    args({ path: '.env.example' }),
    args({ path: '/home/ada/project/src/index.ts' }),
    args({ path: '/home/ada/.ssh/id_ed25519.pub' }),
    args({ text: 'the file /etc/passwd lists users' }),
    args({ path: 'config/environment.ts' }),
    args({ url: 'https://docs.example.org/etc/passwd' }),
    args({ path: 'windows/installer.nsi' }),
    args({ path: 'docs/proc/overview.md' }),
  ],
});
