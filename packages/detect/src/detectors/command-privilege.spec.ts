import { args, describeDetector } from '../testing/cases.js';
import { commandPrivilege } from './command-privilege.js';

describeDetector(commandPrivilege, {
  attacks: [
    args({ command: 'chmod u+s /bin/bash' }, 'shell'),
    args({ command: 'ch"mo"d 4755 /tmp/x' }, 'shell'),
    args({ command: 'setcap cap_setuid+ep /usr/bin/python3' }, 'shell'),
    args({ command: 'docker run --rm -it --privileged -v /:/host alpine chroot /host sh' }, 'shell'),
    args({ command: 'nsenter --target 1 --mount --pid sh' }, 'shell'),
    args({ command: 'LD_PRELOAD=/tmp/x.so ls' }, 'shell'),
    args({ command: 'echo "ada ALL=(ALL) NOPASSWD: ALL" | sudo tee /etc/sudoers.d/ada' }, 'shell'),
    args({ command: "sudo vim -c ':!/bin/sh'" }, 'shell'),
    args({ command: 'sudo awk \'BEGIN {system("/bin/sh")}\'' }, 'shell'),
    args({ command: 'reg add HKCU\\Software\\Classes\\ms-settings\\shell\\open\\command /d cmd.exe /f' }, 'shell'),
    args({ command: 'find . -exec /bin/sh -p \\;' }, 'shell'),
  ],
  twins: [
    args({ command: 'chmod +x scripts/build.sh' }, 'shell'),
    args({ command: 'chmod 2775 shared' }, 'shell'),
    args({ command: 'docker run --rm -v $PWD:/app -w /app node:22 npm test' }, 'shell'),
    args({ command: 'sudo apt-get install -y jq' }, 'shell'),
    args({ command: 'NODE_OPTIONS=--max-old-space-size=4096 npm run build' }, 'shell'),
    args({ command: 'vim -c "set number" notes.txt' }, 'shell'),
    args({ command: 'find . -name "*.sh" -exec chmod +x {} \\;' }, 'shell'),
  ],
});
