import { definition, describeDetector } from '../testing/cases.js';
import { definitionInternalAddress } from './definition-internal-address.js';

describeDetector(definitionInternalAddress, {
  attacks: [
    definition('crawl http://169.254.169.254/latest/meta-data/'),
    definition('http://a.10.0.0.1.1time.127.0.0.1.forever.rebind.network:8080/'),
    definition('gopher://127.0.0.1:6379/_FLUSHALL'),
    definition('http://user$(id)@localhost:9000/authorize'),
  ],
  twins: [
    definition('Connect to http://localhost:8080.'),
    definition('Configure your server to bind to 127.0.0.1 only.'),
    definition('Requests to 169.254.169.254 are blocked.'),
    definition('http://user:password@api.internal/data'),
    definition('An internal network such as 192.168.1.0/24.'),
  ],
});
