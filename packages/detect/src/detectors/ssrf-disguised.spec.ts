import { args, describeDetector } from '../testing/cases.js';
import { ssrfDisguised } from './ssrf-disguised.js';

describeDetector(ssrfDisguised, {
  attacks: [
    args({ url: 'http://0x7f.1/' }),
    args({ url: 'http://2130706433/' }),
    args({ url: 'http://127.1:8080/x' }),
    args({ url: 'http://0177.0.0.1/' }),
    args({ url: 'http://[::ffff:10.0.0.1]/' }),
    args({ url: 'http://[64:ff9b::10.0.0.1]/' }),
    args({ url: 'http://\u2460\u2461\u2466.0.0.1/' }),
    args({ url: 'http://\u24d4xample.org/' }),
    args({ url: 'http://127\u30020\u30020\u30021/' }),
    args({ url: 'http://example.org@10.0.0.1/' }),
    args({ url: 'http://example.org\\@10.0.0.1/' }),
    args({ url: 'http://10.0.0.1#@example.org/' }),
    args({ url: 'http://example.org??evil.example' }),
    args({ url: 'http://127.0.0.1!/' }),
    args({ url: 'http://10.0.0.1.nip.io/' }),
    args({ url: 'http://make-1-2-3-4-rebind-127-0-0-1-rr.1u.ms/' }),
    args({ url: 'http://example.org/%0d%0aHost:%20internal' }),
    args({ url: 'http://0x41414141a9fea9fe/' }),
  ],
  twins: [
    args({ url: 'https://example.org/a?b=c#d' }),
    args({ url: 'https://user:pw@example.org/a' }),
    args({ url: 'https://m\u00fcnchen.example/stra\u00dfe' }),
    args({ url: 'https://[2001:db8::1]:8443/a' }),
    args({ url: 'https://192.0.2.10:9000/' }),
    args({ url: 'https://example.org/search?q=a%20b%0Ac' }),
    args({ url: 'https://\u007bhost}/v1' }),
    args({ url: 'https://cdn.example.org/npm/mermaid@10/dist' }),
    args({ text: 'http://2130706433/ is a way to write 127.0.0.1' }),
  ],
});
