import { args, describeDetector } from '../testing/cases.js';
import { commandUnreadable } from './command-unreadable.js';

describeDetector(commandUnreadable, {
  attacks: [
    args({ command: `echo ${'$('.repeat(60)}id${')'.repeat(60)}` }, 'shell'),
    args({ command: '('.repeat(5000) }, 'shell'),
    args({ command: '`'.repeat(3000) }, 'shell'),
    args({ command: 'cat <<A '.repeat(200) }, 'shell'),
  ],
  twins: [
    args({ command: 'echo $(dirname $(readlink -f $(which node)))' }, 'shell'),
    args({ command: 'cat <<EOF > a.json\n{"a":{"b":{"c":[{"d":{}}]}}}\nEOF' }, 'shell'),
    args({ command: 'for i in 1 2; do (cd $i && { a; b; }); done' }, 'shell'),
  ],
});
