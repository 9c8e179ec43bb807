import { args, describeDetector } from '../testing/cases.js';
import { commandDestructive } from './command-destructive.js';

describeDetector(commandDestructive, {
  attacks: [
    args({ command: 'rm -rf /' }, 'shell'),
    args({ command: 'sudo rm -fr --no-preserve-root /' }, 'shell'),
    args({ command: 'r\\m -r"f" ~' }, 'shell'),
    args({ command: 'rm -rf "$HOME"' }, 'shell'),
    args({ command: 'cat /dev/zero > /dev/sda' }, 'shell'),
    args({ command: 'bash -c "cd / && rm -rf /*"' }, 'shell'),
  ],
  twins: [
    args({ command: 'rm -rf node_modules dist' }, 'shell'),
    args({ command: 'rm -rf /tmp/build-123' }, 'shell'),
    args({ command: 'rm file.txt' }, 'shell'),
    args({ command: 'chmod -R u+w ./out' }, 'shell'),
    args({ message: 'never run rm -rf / on a server' }),
  ],
});
