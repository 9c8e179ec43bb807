import { args, describeDetector } from '../testing/cases.js';
import { commandAccountChange } from './command-account-change.js';

describeDetector(commandAccountChange, {
  attacks: [
    args({ command: 'net user support P4ss-word! /add && net localgroup administrators support /add' }, 'shell'),
    args({ command: 'n^e^t us^er support secret1 /ad^d' }, 'shell'),
    args({ command: 'New-LocalUser -Name helper -NoPassword' }, 'powershell'),
    args({ command: 'useradd -ou 0 -g 0 helper' }, 'shell'),
    args({ command: 'bash -c "sudo usermod -aG sudo helper"' }, 'shell'),
    args({ command: "echo 'helper:x:0:0:root:/root:/bin/bash' >> /etc/passwd" }, 'shell'),
    args({ command: 'sudo dscl . -create /Users/helper UniqueID 501' }, 'shell'),
  ],
  twins: [
    args({ command: 'net user' }, 'shell'),
    args({ command: 'id ada' }, 'shell'),
    args({ command: 'useradd --create-home app' }, 'shell'),
    args({ command: 'getent passwd app' }, 'shell'),
    args({ command: 'Get-LocalUser' }, 'powershell'),
    args({ body: 'Please run net user support /add on the test machine' }),
  ],
});
