import { args, describeDetector } from '../testing/cases.js';
import { pathDisguised } from './path-disguised.js';

describeDetector(pathDisguised, {
  attacks: [
    args({ path: 'upload/a.php%00.png' }),
    args({ path: 'upload/a.php\u0000.png' }),
    args({ path: '\\\\?\\C:\\secret.txt' }),
    args({ path: '\\\\host\\share\\x.dll' }),
    args({ path: 'file://host.example/share/x' }),
    args({ path: 'C:/PROGRA~1/x.ini' }),
    args({ path: 'index.asp::$DATA' }),
    args({ path: 'logs/nul.txt' }),
    args({ path: '%2e%68%74%61%63%63%65%73%73' }),
    args({ path: '%25252e%25252e%25252fx' }),
    args({ path: `/${'A'.repeat(200)}\\..\\` }),
    args({ path: 'docs\u2215..\u2215x' }),
  ],
  twins: [
    args({ path: 'src/[id]/page.tsx' }),
    args({ path: 'My notes/2026 plan.md' }),
    args({ path: 'docs/Caf%C3%A9%20menu.md' }),
    args({ path: 'src/console.ts' }),
    args({ path: 'C:\\Users\\ada\\project\\a.txt' }),
    args({ path: 'a/b/...' }),
    args({ path: 'stra\u00dfe/\u00fcbung.md' }),
    args({ path: 'icons/nullable.svg' }),
  ],
});
