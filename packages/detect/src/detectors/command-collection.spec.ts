import { args, describeDetector } from '../testing/cases.js';
import { commandCollection } from './command-collection.js';

describeDetector(commandCollection, {
  attacks: [
    args({ command: 'screencapture -x /tmp/s.png' }, 'shell'),
    args({ command: 'xinput test 12' }, 'shell'),
    args({ command: 'cp -R ~/Library/Messages /tmp/m' }, 'shell'),
    args({ command: 'osascript -e \'display dialog "Enter your password" with hidden answer\'' }, 'shell'),
    args({ command: 'trap \'echo "$BASH_COMMAND" >> /tmp/.k\' DEBUG' }, 'shell'),
    args({ command: 'Add-Type $code; [W]::GetAsyncKeyState(65)' }, 'powershell'),
    args({ command: '7z a -psecret out.7z /etc/passwd' }, 'shell'),
  ],
  twins: [
    args({ command: 'zip -r site.zip public' }, 'shell'),
    args({ command: 'tar czf backup.tgz src docs' }, 'shell'),
    args({ command: 'import math' }, 'shell'),
    args({ command: 'pbpaste | jq .' }, 'shell'),
    args({ command: 'osascript -e \'display notification "done"\'' }, 'shell'),
    args({ text: 'A keylogger may call GetAsyncKeyState in a loop.' }),
  ],
});
