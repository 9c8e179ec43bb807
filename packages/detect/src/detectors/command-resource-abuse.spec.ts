import { args, describeDetector } from '../testing/cases.js';
import { commandResourceAbuse } from './command-resource-abuse.js';

describeDetector(commandResourceAbuse, {
  attacks: [
    args({ command: ':(){ :|:& };:' }, 'shell'),
    args({ command: 'boom() { boom | boom & }; boom' }, 'shell'),
    args({ command: './xmrig -o stratum+tcp://pool.example:3333' }, 'shell'),
    args({ command: 'perl -e \'print "A"x90000\'' }, 'shell'),
    args({ command: 'bash -c "while true; do :; done &"' }, 'shell'),
  ],
  twins: [
    args({ command: 'while true; do curl -s localhost:3000/health; sleep 5; done' }, 'shell'),
    args({ command: 'for f in *.ts; do wc -l "$f"; done' }, 'shell'),
    args({ command: 'yes | apt-get install jq' }, 'shell'),
    args({ command: 'python3 -c \'print("=" * 40)\'' }, 'shell'),
    args({ command: 'stress --help' }, 'shell'),
  ],
});
