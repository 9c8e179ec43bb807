import { args, describeDetector } from '../testing/cases.js';
import { commandFlagInjection } from './command-flag-injection.js';

describeDetector(commandFlagInjection, {
  attacks: [
    args({ resourceName: '-o=jsonpath --server=https://x.example' }),
    args({ branch: '--upload-pack=touch /tmp/x' }),
    args({ host: '-oProxyCommand=id' }),
    args({ path: '--checkpoint-action=exec=sh' }),
  ],
  twins: [
    args({ title: '--help does not work' }),
    args({ offset: '-15' }),
    args({ path: '-' }),
    args({ range: '-5..5' }),
    args({ comment: '- first point\n- second point' }),
  ],
});
