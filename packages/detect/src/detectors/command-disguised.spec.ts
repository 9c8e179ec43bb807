import { args, describeDetector } from '../testing/cases.js';
import { commandDisguised } from './command-disguised.js';

describeDetector(commandDisguised, {
  attacks: [
    args({ command: "w'h'o'am'i" }, 'shell'),
    args({ command: 'who$@ami' }, 'shell'),
    args({ command: 'cat$\u007bIFS}notes' }, 'shell'),
    args({ command: '/???/c?t /???/p??s??' }, 'shell'),
    args({ command: '{,ip,a}' }, 'shell'),
    args({ command: 'p^o^w^e^r^shell -c x' }, 'shell'),
    args({ command: 'ping%PROGRAMFILES:~10,-5%host' }, 'shell'),
    args({ command: '& ("{1}{0}" -f "X","IE") $y' }, 'powershell'),
    args({ command: '$p = [char[]](112,111,119); & (-join $p)' }, 'powershell'),
    args({ command: "printf '\\x2f\\x65\\x74\\x63\\x2f\\x70\\x61' | xargs cat" }, 'shell'),
    args({ command: "$'\\x63\\x61\\x74' x" }, 'shell'),
    args({ command: 'w$(echo ho)ami' }, 'shell'),
  ],
  twins: [
    args({ command: '"$HOME"/bin/tool --flag="a b"' }, 'shell'),
    args({ command: 'grep -E \'a|b\' "file name.txt"' }, 'shell'),
    args({ command: 'ls *.{ts,tsx} src/?.js' }, 'shell'),
    args({ command: "echo 'it'\\''s'" }, 'shell'),
    args({ command: 'printf "\\033[1mbold\\033[0m\\n"' }, 'shell'),
    args({ command: 'git log --format="%h %s" HEAD^' }, 'shell'),
    args({ command: '"C:\\Program Files\\nodejs\\node.exe" app.js' }, 'shell'),
    args({ command: '"{0} items" -f $n' }, 'powershell'),
  ],
});
