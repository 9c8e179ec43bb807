import { args, describeDetector } from '../testing/cases.js';
import { ssrfScheme } from './ssrf-scheme.js';

describeDetector(ssrfScheme, {
  attacks: [
    args({ url: 'gopher://10.0.0.5:6379/_INFO' }),
    args({ url: 'dict://localhost:11211/stats' }),
    args({ url: 'file:///srv/app/config.yml' }),
    args({ url: 'FILE:///etc/hosts' }),
    args({ url: 'ldap://127.0.0.1:389/x' }),
    args({ url: 'jar:http://x.example/a.jar!/b' }),
    args({ url: 'php://filter/convert.base64-encode/resource=index.php' }),
    args({ url: 'netdoc:///etc/passwd' }),
    args({ url: 'tftp://x.example:69/a' }),
    args({ url: 'javascript:fetch(1)' }),
  ],
  twins: [
    args({ uri: 'file:///srv/docs/setup.md' }, 'read_resource'),
    args({ url: 'https://example.org/' }),
    args({ url: 'wss://example.org/socket' }),
    args({ url: 'git+ssh://git@example.org/a.git' }),
    args({ url: 'mailto:ada@example.org' }),
    args({ connection: 'ldap is used for sign-in here' }),
    args({ text: 'gopher://example.org was the web before the web' }),
  ],
});
