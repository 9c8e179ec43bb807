import { args, describeDetector, result } from '../testing/cases.js';
import { commandEncodedExecution } from './command-encoded-execution.js';

describeDetector(commandEncodedExecution, {
  attacks: [
    args({ command: "printf '\\x63\\x75\\x72\\x6c' | sh" }, 'shell'),
    args({ command: 'echo aWQ= | base64 -d | sh' }, 'shell'),
    args({ command: "echo 'di' | rev | bash" }, 'shell'),
    args({ command: 'printf 6964 | xxd -r -p | sh' }, 'shell'),
    args({ command: 'openssl enc -base64 -d -in x | bash' }, 'shell'),
    args({ command: 'bash -c "$(echo aWQ= | base64 --decode)"' }, 'shell'),
    args({ command: 'ba\\se64 -d < x | s""h' }, 'shell'),
    result(Buffer.from('echo aWQ7d2hvYW1p | base64 -d | sh').toString('base64')),
  ],
  twins: [
    args({ command: 'base64 -d secret.b64 > secret.bin' }, 'shell'),
    args({ command: 'kubectl get secret x -o jsonpath={.data.a} | base64 -d' }, 'shell'),
    args({ command: 'gunzip -c dump.sql.gz | psql app' }, 'shell'),
    args({ command: 'cat file | base64 | tr -d "\\n"' }, 'shell'),
  ],
});
