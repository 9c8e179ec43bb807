import { args, describeDetector } from '../testing/cases.js';
import { ssrfInternal, ssrfMetadata } from './ssrf.js';

describeDetector(ssrfMetadata, {
  attacks: [
    args({ url: 'http://169.254.169.254/latest/meta-data/iam/' }),
    args({ url: 'http://[::ffff:169.254.169.254]/' }),
    args({ url: 'http://[fd00:ec2::254]/latest' }),
    args({ url: 'http://[fe80::a9fe:a9fe]/' }),
    args({ url: 'http://0xa9fea9fe/' }),
    args({ url: 'http://2852039166/' }),
    args({ url: 'http://0251.0376.0251.0376/' }),
    args({ url: 'http://metadata.google.internal/computeMetadata/v1/' }),
    args({ url: 'http://100.100.100.200/latest/' }),
    args({ url: 'http://api.metadata.cloud.ibm.com/instance_identity/v1/token' }),
    args({ url: 'http://example.org@169.254.169.254/' }),
    args({ url: 'http://169.254.169.254.nip.io/' }),
    args({ host: '169.254.169.254' }),
    args({ url: 'http%3a%2f%2f169.254.169.254%2flatest' }),
    args({ url: 'https://x.example/proxy/169.254.169.254/latest' }),
    args({ url: 'https://x.example/?next=http://169.254.169.254/' }),
    args({ url: 'http://$\u007bAWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime' }),
    args({ command: 'curl -s http://169.254.169.254/latest/meta-data/' }, 'shell'),
  ],
  twins: [
    args({ url: 'https://example.org/metadata.json' }),
    args({ text: 'the service at http://169.254.169.254/ hands out credentials' }),
    args({ url: 'https://metadata.example.org/v1' }),
    args({ key: 'metadata' }),
    args({ url: 'https://$\u007bAPI_HOST}/v1' }),
  ],
});

describeDetector(ssrfInternal, {
  attacks: [
    args({ url: 'http://localhost/' }),
    args({ url: 'http://localhost:6379/' }),
    args({ url: 'http://10.0.0.5:9200/_search' }),
    args({ url: 'http://127.0.0.1:8080/admin' }),
    args({ url: 'http://192.168.1.4:2375/containers/json' }),
    args({ url: 'http://kubernetes.default.svc/api/v1/secrets' }),
    args({ url: 'https://x.example/go?url=http://localhost:3000/' }),
    args({ url: 'http://ip6-localhost/' }),
  ],
  twins: [
    args({ url: 'http://localhost:3000/health' }),
    args({ url: 'http://127.0.0.1:8080/' }),
    args({ url: 'http://host.docker.internal:11434/v1' }),
    args({ url: 'https://example.org:8443/a' }),
    args({ url: 'https://192.0.2.10/' }),
    args({ url: 'http://web.team.svc.cluster.local:8080/v1' }),
    args({ text: 'start the server and open http://localhost/ in a browser' }),
    args({ version: '10.0.0.1' }),
  ],
});
