import { args, describeDetector } from '../testing/cases.js';
import { ssrfInternal, ssrfMetadata } from './ssrf.js';

describeDetector(ssrfMetadata, {
  attacks: [
    args({ url: 'http://169.254.169.254/latest/meta-data/iam/' }),
    args({ url: 'http://[::ffff:169.254.169.254]/' }),
    args({ url: 'http://[fd00:ec2::254]/latest' }),
    args({ url: 'http://0xa9fea9fe/' }),
    args({ url: 'http://2852039166/' }),
    args({ url: 'http://0251.0376.0251.0376/' }),
    args({ url: 'http://metadata.google.internal/computeMetadata/v1/' }),
    args({ url: 'http://example.org@169.254.169.254/' }),
    args({ url: 'http://169.254.169.254.nip.io/' }),
    args({ host: '169.254.169.254' }),
    args({ url: 'http%3a%2f%2f169.254.169.254%2flatest' }),
    args({ url: 'https://x.example/proxy/169.254.169.254/latest' }),
    args({ command: 'curl -s http://169.254.169.254/latest/meta-data/' }, 'shell'),
  ],
  twins: [
    args({ url: 'https://example.org/metadata.json' }),
    args({ text: 'the service at http://169.254.169.254/ hands out credentials' }),
    args({ url: 'https://metadata.example.org/v1' }),
    args({ key: 'metadata' }),
  ],
});

describeDetector(ssrfInternal, {
  attacks: [
    args({ url: 'http://0x7f.1/' }),
    args({ url: 'http://2130706433/' }),
    args({ url: 'http://127.1:8080/admin' }),
    args({ url: 'http://[::ffff:10.0.0.1]/' }),
    args({ url: 'gopher://10.0.0.5:6379/_INFO' }),
    args({ url: 'dict://localhost:11211/stats' }),
    args({ url: 'file:///srv/app/config.yml' }),
    args({ url: 'http://127.0.0.1.nip.io/' }),
    args({ url: 'http://\u2460\u2461\u2466.0.0.1/' }),
  ],
  twins: [
    args({ url: 'http://localhost:3000/health' }),
    args({ url: 'http://127.0.0.1:8080/' }),
    args({ url: 'https://example.org:8443/a' }),
    args({ url: 'https://192.0.2.10/' }),
    args({ url: 'https://user@example.org/a' }),
    args({ text: 'http://2130706433/ is a way to write 127.0.0.1' }),
    args({ version: '10.0.0.1' }),
  ],
});
